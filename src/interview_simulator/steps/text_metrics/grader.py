"""Grades single answers with the parts that judge the answers of a recording."""

from collections.abc import Iterator, Sequence

from interview_simulator.domain.grading import AnswerToGrade, Grade
from interview_simulator.domain.interview import KeyPoint, Question
from interview_simulator.domain.transcript import written
from interview_simulator.steps.text_metrics.embedding import Embeddings
from interview_simulator.steps.text_metrics.engine import SpokenAnswer
from interview_simulator.steps.text_metrics.grading import against_model_answer
from interview_simulator.steps.text_metrics.rubric import RubricEvaluator
from interview_simulator.steps.text_metrics.sentences import sentences
from interview_simulator.steps.text_metrics.terms import content

AT_ONCE = 200
"""Answers whose texts are embedded together, which is several times faster than one after the other."""
SEVERAL = 3
"""Sentences from which a model answer is taken apart."""


class Grader:
    """By key points where they are known; by the model answer where they are not, and by its sentences where it has
    several."""

    def __init__(self, vectors: Embeddings | None = None) -> None:
        self._vectors = vectors or Embeddings()
        self._evaluator = RubricEvaluator(self._vectors)

    def grades(self, answers: Sequence[AnswerToGrade]) -> Iterator[Grade]:
        """One Grade for each answer, in the same order."""
        for start in range(0, len(answers), AT_ONCE):
            together = answers[start : start + AT_ONCE]
            self._embed([one for one in together if not _points(one)])
            yield from map(self._grade, together)

    def _embed(self, answers: Sequence[AnswerToGrade]) -> None:
        for language in sorted({one.language for one in answers}):
            texts = {
                text
                for one in answers
                if one.language == language
                for text in (one.question, one.model_answer, one.answer)
            }
            self._vectors.texts(sorted(texts), language)
            self._vectors.words(sorted({word for text in texts for word in content(text, language)}), language)

    def _grade(self, one: AnswerToGrade) -> Grade:
        points = _points(one)
        if not points:
            value = against_model_answer(one.question, one.model_answer, one.answer, one.language, self._vectors)
            return Grade(score=round(value, 4))
        (judged,) = self._evaluator.evaluate((_spoken(one, points),))
        return Grade(score=judged.score or 0.0, key_points=judged.key_points)


def _points(one: AnswerToGrade) -> tuple[KeyPoint, ...]:
    """The key points that were given, or the sentences of a model answer that has several, the longer ones weighing
    more."""
    if one.key_points:
        return one.key_points
    parts = sentences(written(one.model_answer))
    if len(parts) < SEVERAL:
        return ()
    return tuple(
        KeyPoint(id=f"sentence-{number}", text=part, weight=len(part.split()))
        for number, part in enumerate((part for part in parts if len(part) >= 3), start=1)
    )


def _spoken(one: AnswerToGrade, points: tuple[KeyPoint, ...]) -> SpokenAnswer:
    """The written answer as if it had been spoken without a pause."""
    question = Question(id="asked", text=one.question, kind=one.kind, key_points=points, model_answer=one.model_answer)
    return SpokenAnswer(question=question, language=one.language, start_s=0.0, end_s=0.0, words=written(one.answer))
