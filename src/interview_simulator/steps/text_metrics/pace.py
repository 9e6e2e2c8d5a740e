"""How fast it was said over time, and how long each answer was. Pure."""

from collections.abc import Iterator, Sequence

from interview_simulator.domain.report import AnswerLength, Pace
from interview_simulator.domain.timeline import Interval
from interview_simulator.domain.transcript import Word
from interview_simulator.steps.text_metrics.engine import SpokenAnswer

WINDOW_S, STEP_S = 15.0, 5.0
"""Over 15 s a speaker of 150 words a minute says about 38: fewer would make the curve jump by single words."""


def rolling_pace(words: Sequence[Word], duration_s: float) -> tuple[Pace, ...]:
    """Words per minute in a window around a moment, every STEP_S: 60 n / w, n words with their middle in the w seconds.

    w is WINDOW_S; the last window ends with the recording. A shorter recording has one point, of its whole.
    """
    middles = [(word.start_s + word.end_s) / 2 for word in words]
    return tuple(_at(start_s, min(start_s + WINDOW_S, duration_s), middles) for start_s in _starts(duration_s))


def heard_by(point: Pace) -> Interval:
    """What a point of the pace was counted in, at most."""
    return Interval(start_s=max(0.0, point.time_s - WINDOW_S / 2), end_s=point.time_s + WINDOW_S / 2)


def answer_lengths(answers: Sequence[SpokenAnswer]) -> tuple[AnswerLength, ...]:
    """For each answer with words: seconds from its first word to its last, and the limit of its question."""
    return tuple(
        AnswerLength(
            question_id=answer.question.id,
            start_s=answer.words[0].start_s,
            spoken_s=round(answer.words[-1].end_s - answer.words[0].start_s, 3),
            limit_s=answer.question.answer_s,
        )
        for answer in answers
        if answer.words
    )


def _starts(duration_s: float) -> Iterator[float]:
    if duration_s <= 0:
        return
    last_s, start_s = max(0.0, duration_s - WINDOW_S), 0.0
    while start_s < last_s:
        yield start_s
        start_s += STEP_S
    yield last_s


def _at(start_s: float, end_s: float, middles: Sequence[float]) -> Pace:
    count = sum(start_s <= middle < end_s for middle in middles)
    return Pace(time_s=round((start_s + end_s) / 2, 3), wpm=round(60 * count / (end_s - start_s), 1))
