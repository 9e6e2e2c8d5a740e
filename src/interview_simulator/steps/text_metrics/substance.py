"""Whether an answer says something: no bare list of terms, no echo of the question, no words that go in circles.
Pure."""

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
