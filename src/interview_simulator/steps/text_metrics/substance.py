"""Whether an answer says something: no bare list of terms, no echo of the question, no words that go in circles.
Pure."""

import re
from itertools import pairwise

from interview_simulator.domain.frozen import Frozen
from interview_simulator.steps.text_metrics.terms import FUNCTION_WORDS, content, stems, words

SHORT = 6
"""Words; a shorter answer may be a name or a term, and rightly so."""
LISTED, SPOKEN = 0.08, 0.15
"""Different function words for each word of an answer of up to 40 words: of a list of terms, and of the plainest
sentence."""
ECHO, NEW = 0.30, 0.45
"""New share times variety of an echo or of words in circles, and of an answer; every shipped model answer has more
than 0.49."""
VARIED_WORDS = range(10, 31)
"""Words of meaning: in fewer, variety tells nothing; in more, everyone repeats words."""
MEASURED_WORDS = 40
"""Words after which function words begin to repeat."""
COPIED, OWN = 0.8, 0.6
"""Share of an answer's pairs of words that stand in the question, of an echo and of an answer; none of 1152 graded
short answers has 0.6."""
BARE = 0.05
"""Share of function words below which an answer of one sentence is a list of terms; three of the 1152 are, two of them
program text."""
LIST_WORTH = 0.5
"""What a list of LONG_LIST words is worth where a sentence was wanted: it names things and says nothing of them. A
shorter one may be a terse answer and loses less."""
LONG_LIST = 10
_PROGRAM = re.compile(r"[{}()<>=&]")


class Substance(Frozen):
    """Two factors from 0 to 1 by which a score is multiplied."""

    sentences: float
    """0: terms without the words that make sentences of them."""
    own_words: float
    """0: nothing but the question's own words, or a few words in circles."""


def substance(question: str, answer: str, language: str, reference: str = "") -> Substance:
    """Judge one answer; where the reference, a model answer, is itself a list of terms, it sets the measure of
    sentences."""
    spoken = min(SPOKEN, max(LISTED + 0.01, _function_share(reference, language))) if reference else SPOKEN
    new = _new_share(question, answer, language) * _variety(answer, language)
    return Substance(
        sentences=_ramp(_function_share(answer, language), LISTED, spoken) if len(words(answer)) >= SHORT else 1.0,
        own_words=_ramp(new, ECHO, NEW),
    )


def worth_of_short(question: str, answer: str, language: str, reference: str) -> float:
    """What a short answer is worth beside its likeness to the reference: 0 for an echo of the question, down to
    LIST_WORTH for a list of terms where the reference is a sentence, else 1.

    `substance` measures answers of several sentences; a right answer of one line often needs the question's words.
    """
    said, asked = stems(words(answer), language), stems(words(question), language)
    pairs = set(pairwise(said))
    copied = len(pairs & set(pairwise(asked))) / len(pairs) if pairs else 0.0
    listed = _bare(answer, language) and not _bare(reference, language) and not _PROGRAM.search(answer)
    length = _ramp(len(said), SHORT - 1, LONG_LIST) if listed else 0.0
    return (1 - _ramp(copied, OWN, COPIED)) * (1 - (1 - LIST_WORTH) * length)


def _bare(text: str, language: str) -> bool:
    function, said = FUNCTION_WORDS.get(language, FUNCTION_WORDS["en"]), words(text)
    return sum(word in function for word in said) < BARE * len(said)


def _ramp(value: float, low: float, high: float) -> float:
    return min(1.0, max(0.0, (value - low) / (high - low)))


def _function_share(text: str, language: str) -> float:
    said = words(text)[:MEASURED_WORDS]
    function = FUNCTION_WORDS.get(language, FUNCTION_WORDS["en"])
    return len(function & set(said)) / max(1, len(said))


def _new_share(question: str, answer: str, language: str) -> float:
    """Mean of the share of words and the share of different words that the question has not."""
    asked, said = set(stems(content(question, language), language)), stems(content(answer, language), language)
    if not said:
        return 1.0
    new = [stem for stem in said if stem not in asked]
    return (len(new) / len(said) + len(set(new)) / len(set(said))) / 2


def _variety(answer: str, language: str) -> float:
    """Share of different words among the first words of meaning."""
    said = stems(content(answer, language), language)[: VARIED_WORDS.stop - 1]
    return len(set(said)) / len(said) if len(said) >= VARIED_WORDS.start else 1.0
