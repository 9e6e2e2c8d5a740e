"""Which words answer which question when no one marked when it was asked. Pure, given the vectors.

Sentences are aligned with the questions in their order by dynamic programming (Viterbi): every sentence belongs to
one question, later sentences to the same or a later one, and the sum of their likenesses is the highest. A question
that nothing answers is left out.

Some question is the nearest to any speech, so that at least one answer has to belong to its question:
p = logistic(weights · FEATURES) of all that was said to it is at least BELONGS. The weights lie in `matching.json` and
were learned by `bench/matching.py` on the shipped interviews: a model answer belongs to its question, whose rubric was
read without it, and the model answers of other interviews do not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from interview_simulator.domain.interview import Interview, Question
from interview_simulator.domain.transcript import Word, written
from interview_simulator.steps.text_metrics.embedding import Embeddings
from interview_simulator.steps.text_metrics.engine import SpokenAnswer
from interview_simulator.steps.text_metrics.logistic import Logistic, shipped
from interview_simulator.steps.text_metrics.sentences import groups, sentence, sentences
from interview_simulator.steps.text_metrics.terms import content, stems

SWITCH = 0.15
"""What going on to a later question costs, in likeness of one sentence of usual length; single stray sentences do not
make an answer."""
NEAR = 0.30
"""Likeness that at least one sentence of an answer has to its question."""
USUAL_WORDS = 12
FEATURES = ("likeness", "shared", "share")
"""Of an answer and its question: mean likeness of its sentences, by words; log(1 + stems that it shares with all that
is written about the question); their share of its stems."""
BELONGS = 0.15
"""Probability that at least one answer has to reach. It is low because even answers to questions of a neighbouring
field, from which it was learned, share words; speech about something else stays below."""
LEARNED = Path(__file__).with_name("matching.json")


@dataclass(frozen=True)
class Nearest:
    """What was said, with the question that it is nearest to, and the FEATURES of the two, shape (len(FEATURES),)."""

    spoken: SpokenAnswer
    figures: NDArray[np.float64]


def learned() -> Logistic:
    """The weights that are shipped."""
    return shipped(LEARNED)


class SentenceMatcher:
    """Matches by embeddings of sentences."""

    def __init__(self, vectors: Embeddings | None = None) -> None:
        self._vectors = vectors or Embeddings()

    def match(self, words: Sequence[Word], interview: Interview) -> tuple[SpokenAnswer, ...]:
        """The answers that were found, in order of time; none where nothing that was said belongs to a question."""
        found = self.nearest(words, interview)
        belongs = any(learned().probability(one.figures[None, :])[0] >= BELONGS for one in found)
        return tuple(one.spoken for one in found) if belongs else ()

    def nearest(self, words: Sequence[Word], interview: Interview) -> list[Nearest]:
        """What was said, apart by the questions that it is NEAR, whether it belongs to them or not."""
        said = groups(words)
        if not said:
            return []
        likeness = self._likeness([sentence(group) for group in said], interview)
        weights = np.array([len(group) / USUAL_WORDS for group in said])
        return [
            _nearest(interview.questions[place], interview.language, [said[at] for at in run], likeness[run, place])
            for place, run in _runs(aligned(likeness * weights[:, None]))
            if likeness[run, place].max() >= NEAR
        ]

    def _likeness(self, said: Sequence[str], interview: Interview) -> NDArray[np.float64]:
        """Nearest of the question, its key points and the sentences of its model answer; shape (sentences,
        questions)."""
        about = [_about(question) for question in interview.questions]
        spoken = self._vectors.texts(said, interview.language)
        written = self._vectors.texts([text for texts in about for text in texts], interview.language)
        starts = np.cumsum([0, *(len(texts) for texts in about[:-1])])
        return np.maximum.reduceat((spoken @ written.T).astype(np.float64), starts, axis=1)


def aligned(likeness: NDArray[np.float64]) -> list[int]:
    """The question of each sentence, never going back, with the highest sum; `likeness` has shape (sentences,
    questions)."""
    best, came_from = likeness[0].copy(), []
    for row in likeness[1:]:
        before = np.maximum.accumulate(best)
        leader = [int(np.argmax(best[: place + 1])) for place in range(len(best))]
        stays = best >= before - SWITCH
        came_from.append([place if stays[place] else leader[place] for place in range(len(best))])
        best = np.where(stays, best, before - SWITCH) + row
    path = [int(np.argmax(best))]
    for step in reversed(came_from):
        path.append(step[path[-1]])
    return path[::-1]


def _runs(chosen: Sequence[int]) -> list[tuple[int, list[int]]]:
    return [(place, [at for at, _ in run]) for place, run in groupby(enumerate(chosen), key=lambda pair: pair[1])]


def _about(question: Question) -> list[str]:
    points = (point.text for point in question.key_points)
    return [question.text, *points, *sentences(written(question.model_answer))]


def _nearest(
    question: Question, language: str, said: Sequence[Sequence[Word]], likeness: NDArray[np.float64]
) -> Nearest:
    words = tuple(word for group in said for word in group)
    spoken = SpokenAnswer(
        question=question, language=language, start_s=words[0].start_s, end_s=words[-1].end_s, words=words
    )
    about = " ".join(_about(question))
    ours, theirs = (set(stems(content(text, language), language)) for text in (sentence(words), about))
    shared = len(ours & theirs)
    mean = np.average(likeness, weights=[len(group) for group in said])
    return Nearest(spoken, np.array([mean, np.log1p(shared), shared / max(1, len(ours))]))
