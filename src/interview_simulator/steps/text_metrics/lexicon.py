"""Words that delivery figures look for, in each language."""

from interview_simulator.domain.frozen import Frozen

Phrase = tuple[str, ...]
"""Words in lower case without punctuation."""


class Lexicon(Frozen):
    """Phrases of one language."""

    fillers: frozenset[Phrase] = frozenset()
    """Fillers wherever they stand."""
    fillers_set_off: frozenset[Phrase] = frozenset()
    """Phrases with a meaning of their own, which are fillers between marks, or by the rules of `discourse.py`."""
    fillers_between: frozenset[Phrase] = frozenset()
    """The same, but no fillers at the head of a sentence, where they tie it to the one before ("So, we began")."""
    hedges: frozenset[Phrase] = frozenset()
    """Phrases that take back a part of what is said."""
    restarted: frozenset[str] = frozenset()
    """Words that no one says twice for emphasis: "the, uh, the", but not "very, very"."""
    i: frozenset[str] = frozenset()
    we: frozenset[str] = frozenset()


def _phrases(listed: str) -> frozenset[Phrase]:
    return frozenset(tuple(phrase.split()) for phrase in listed.split("|"))


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


LEXICONS = {
    "en": Lexicon(
        fillers=_phrases("um|umm|uhm|uh|uhh|er|erm|hm|hmm|mm|mmm|ah|ahh|eh"),
        fillers_set_off=_phrases("like|you know|i mean|you see"),
        fillers_between=_phrases("so|well|right|okay"),
        hedges=_phrases(
            "maybe|perhaps|probably|possibly|somewhat|i think|i guess|i suppose|kind of|sort of|more or less"
        ),
        restarted=_words(
            "the a an i we he she they it to of and in on at is was were are for my our that who this as with"
        ),
        i=_words("i i'm i've i'd i'll me my mine myself"),
        we=_words("we we're we've we'd we'll us our ours ourselves"),
    ),
    "pt": Lexicon(
        fillers=_phrases("hum|hã|ãh|ã|ahn|ahm|eh|éé|ééé|hm|hmm|né|tipo assim"),
        fillers_set_off=_phrases("é|ah|tipo|sabe|quer dizer|digamos"),
        fillers_between=_phrases("assim|então|bom|certo"),
        hedges=_phrases(
            "talvez|provavelmente|possivelmente|acho que|eu acho|eu acho que|mais ou menos|meio que|quem sabe|creio que"
        ),
        restarted=_words(
            "o a os as um uma eu nós ele ela eles elas de do da em no na que e foi para com por meu minha"
        ),
        i=_words("eu me mim comigo meu meus minha minhas"),
        we=_words("nós nos conosco nosso nossos nossa nossas"),
    ),
}


def lexicon(language: str) -> Lexicon:
    """The lexicon of the language; an empty one for a language that has none."""
    return LEXICONS.get(language, Lexicon())
