"""Which words answer which question when no one marked when it was asked. Pure, given the vectors.

Sentences are aligned with the questions in their order by dynamic programming (Viterbi): every sentence belongs to
one question, later sentences to the same or a later one, and the sum of their likenesses is the highest. A question
that nothing answers is left out.
"""

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from interview_simulator.domain.interview import Interview, Question
from interview_simulator.domain.transcript import Word
from interview_simulator.steps.text_metrics.embedding import Embeddings
from interview_simulator.steps.text_metrics.engine import SpokenAnswer
from interview_simulator.steps.text_metrics.sentences import groups, sentence, sentences

SWITCH = 0.15
"""What going on to a later question costs, in likeness of one sentence of usual length; single stray sentences do not
make an answer."""
NEAR = 0.30
"""Likeness that at least one sentence of an answer has to its question."""
USUAL_WORDS = 12


class SentenceMatcher:
    """Matches by embeddings of sentences."""

    def __init__(self, vectors: Embeddings | None = None) -> None:
        self._vectors = vectors or Embeddings()

    def match(self, words: Sequence[Word], interview: Interview) -> tuple[SpokenAnswer, ...]:
        """The answers that were found, in order of time."""
        said = groups(words)
        if not said:
            return ()
        likeness = self._likeness([sentence(group) for group in said], interview)
        weights = np.array([len(group) / USUAL_WORDS for group in said])
        chosen = aligned(likeness * weights[:, None])
        return tuple(
            _answer(interview.questions[place], interview.language, [word for at in run for word in said[at]])
            for place, run in _runs(chosen)
            if likeness[run, place].max() >= NEAR
        )

    def _likeness(self, said: Sequence[str], interview: Interview) -> NDArray[np.float64]:
        """Nearest of the question, its key points and the sentences of its model answer; shape (sentences,
        questions)."""
        spoken = self._vectors.texts(said, interview.language)
        columns = [
            (spoken @ self._vectors.texts(_about(question), interview.language).T).max(1)
            for question in interview.questions
        ]
        return np.column_stack(columns).astype(np.float64)


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
    model = tuple(Word(text=text, start_s=0, end_s=0, confidence=1) for text in question.model_answer.split())
    return [question.text, *(point.text for point in question.key_points), *sentences(model)]


def _answer(question: Question, language: str, words: Sequence[Word]) -> SpokenAnswer:
    return SpokenAnswer(
        question=question, language=language, start_s=words[0].start_s, end_s=words[-1].end_s, words=tuple(words)
    )
