"""Whether a story is told: verbs of the past, and who did it. Pure."""

import re

from interview_simulator.steps.text_metrics.terms import words

ENOUGH = 3
"""Verbs of the past that make a story."""
DESCRIBED, TOLD = 0.03, 0.08
"""Share of verbs of the past among all words: in answers that describe, and in those that tell. Of the shipped model answers, nearly all
stories have at least the second, and of those to questions of knowledge nine in ten have less."""
LEAST = 0.3
"""What an answer without any is worth to a question that asks for a story."""
_PAST = {
    "en": re.compile(
        r"(?:\w{3,}ed|was|were|had|did|went|told|said|made|took|got|gave|came|found|knew|thought|left|kept|wrote|read|led|met|"
        r"rang|ran|sent|saw|set|cut|put|paid|sold|bought|brought|began|became|built|spoke|spent|felt|held|lost|won|chose|taught|"
        r"understood|fell|drew|stood|sat|grew|broke|caught|dealt|drove|heard|learnt|meant|showed|could|wanted)"
    ),
    "pt": re.compile(
        r"(?!(?!queria)\w+(?:ria|riam|ríamos|ência|ância)$)(?:\w{2,}(?:ei|ou|aram|eram|iram|amos|emos|imos|ava|avam|ávamos|íamos|iam|eu|iu|ia)|fui|foi|éramos|fiz|fez|fizemos|fizeram|era|"
        r"eram|estava|estavam|tinha|tinham|tive|teve|tivemos|disse|dissemos|trouxe|pus|pôs|quis|pude|soube|vi|veio|li|saí|caiu|deu|"
        r"dei|havia|houve|cabia)"
    ),
}
_NOT_PAST = {
    "en": frozenset("need indeed speed feed exceed used-to red bed".split()),
    "pt": frozenset(
        "meu seu teu eu dia ia vamos temos somos sei rei lei família empresa maioria tecnologia gerência teoria".split()
    ),
}
_WE = {"en": frozenset({"we", "our", "us"}), "pt": frozenset({"nós", "nosso", "nossa", "gente"})}
_I = {"en": frozenset({"i", "my", "me", "mine", "i'd"}), "pt": frozenset({"eu", "meu", "minha", "me", "mim"})}


def verbs_of_the_past(text: str, language: str) -> int:
    """How many words look like verbs of the past, the Portuguese conditional left out; auxiliaries count, so a rough measure."""
    past, not_past = _PAST.get(language, _PAST["en"]), _NOT_PAST.get(language, _NOT_PAST["en"])
    return sum(past.fullmatch(word) is not None and word not in not_past for word in words(text))


def share_told(text: str, language: str) -> float:
    """From 0, where things are described, to 1, where a story is told."""
    count, said = verbs_of_the_past(text, language), max(1, len(words(text)))
    return min(1.0, count / ENOUGH, max(0.0, (count / said - DESCRIBED) / (TOLD - DESCRIBED)))


def worth_as_story(text: str, language: str) -> float:
    """What an answer is worth to a question that asks for a story: from LEAST to 1, by `share_told`."""
    return LEAST + (1 - LEAST) * share_told(text, language)


def says_we_only(text: str, language: str) -> bool:
    """Whether the speaker says "we" and never "I"; Portuguese verbs carry the person, so those in -ei count as "I"."""
    said = set(words(text))
    i = _I.get(language, _I["en"])
    first = language == "pt" and any(
        word.endswith("ei") or word in {"fui", "fiz", "tive", "dei", "li"} for word in said
    )
    return not said.isdisjoint(_WE.get(language, _WE["en"])) and said.isdisjoint(i) and not first
