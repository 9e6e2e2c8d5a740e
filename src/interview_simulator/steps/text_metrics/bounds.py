"""How far a language model's judgement of a key point is carried by what was said. Pure.

A model may be wrong, or obey a transcript that gives it orders. So it judges within bounds: what it calls covered needs
a quote that stands in the transcript, and it may rise by one step above what the rubric engine found, but not where
that found nothing like the point at all.
"""

from typing import Literal

from interview_simulator.domain.report import KeyPointCoverage
from interview_simulator.steps.text_metrics.quotes import found_quote

Coverage = Literal["covered", "partly", "missing"]
STEPS: tuple[Coverage, ...] = ("missing", "partly", "covered")
NOTHING_LIKE_IT = 0.05
"""A probability of the rubric engine below which nothing that was said resembles the point."""


def carried(told: Coverage, quote: str, by_rubric: KeyPointCoverage, transcript: str) -> KeyPointCoverage:
    """The key point as the evidence carries it.

    Without a quote that stands in the transcript the rubric engine's finding is the evidence, as far as the model
    agrees with it.
    """
    if told == "missing":
        return by_rubric.model_copy(update={"coverage": "missing", "quote": None})
    passage = found_quote(quote, transcript)
    if passage is None:
        lower = STEPS[min(STEPS.index(told), STEPS.index(by_rubric.coverage))]
        return by_rubric.model_copy(update={"coverage": lower})
    coverage = STEPS[min(STEPS.index(told), _ceiling(by_rubric))]
    return by_rubric.model_copy(update={"coverage": coverage, "quote": None if coverage == "missing" else passage})


def _ceiling(by_rubric: KeyPointCoverage) -> int:
    found = STEPS.index(by_rubric.coverage)
    if by_rubric.probability is not None and by_rubric.probability < NOTHING_LIKE_IT:
        return found
    return min(found + 1, len(STEPS) - 1)
