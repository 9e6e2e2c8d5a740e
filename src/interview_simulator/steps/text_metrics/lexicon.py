"""Words that delivery figures look for, in each language. Only what is a filler in nearly every context stands here."""

from interview_simulator.domain.frozen import Frozen


class Lexicon(Frozen):
    """Words in lower case without punctuation; a phrase is several words with a space between."""

    fillers: frozenset[str]
    hedges: frozenset[str]


LEXICONS = {
    "en": Lexicon(
        fillers=frozenset(
            {"um", "umm", "uh", "uhh", "uhm", "er", "erm", "hm", "hmm", "mm", "ah", "eh", "you know", "i mean"}
        ),
        hedges=frozenset(
            {
                "maybe",
                "perhaps",
                "probably",
                "possibly",
                "somewhat",
                "i think",
                "i guess",
                "i suppose",
                "kind of",
                "sort of",
            }
        ),
    ),
    "pt": Lexicon(
        fillers=frozenset(
            {"hum", "hã", "ãh", "ahn", "ahm", "eh", "éé", "ééé", "ah", "hm", "hmm", "né", "tipo assim", "sabe assim"}
        ),
        hedges=frozenset(
            {
                "talvez",
                "provavelmente",
                "possivelmente",
                "acho que",
                "eu acho",
                "mais ou menos",
                "meio que",
                "quem sabe",
            }
        ),
    ),
}


def lexicon(language: str) -> Lexicon:
    """The lexicon of the language; an empty one for a language that has none."""
    return LEXICONS.get(language, Lexicon(fillers=frozenset(), hedges=frozenset()))
