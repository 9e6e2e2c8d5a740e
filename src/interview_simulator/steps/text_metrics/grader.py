"""Grades single answers with the parts that judge the answers of a recording."""

from collections.abc import Iterator, Sequence

from interview_simulator.domain.grading import AnswerToGrade, Grade
from interview_simulator.domain.interview import KeyPoint, Question
from interview_simulator.domain.transcript import Word
from interview_simulator.steps.text_metrics.embedding import Embeddings
from interview_simulator.steps.text_metrics.engine import SpokenAnswer
from interview_simulator.steps.text_metrics.grading import against_model_answer
from interview_simulator.steps.text_metrics.rubric import RubricEvaluator
from interview_simulator.steps.text_metrics.terms import content

AT_ONCE = 200
"""Answers whose texts are embedded together, which is several times faster than one after the other."""


class Grader:
    """By key points where they are known, by the model answer where they are not."""

    def __init__(self, vectors: Embeddings | None = None) -> None:
        self._vectors = vectors or Embeddings()
        self._evaluator = RubricEvaluator(self._vectors)

    def grades(self, answers: Sequence[AnswerToGrade]) -> Iterator[Grade]:
        """One Grade for each answer, in the same order."""
        for start in range(0, len(answers), AT_ONCE):
            together = answers[start : start + AT_ONCE]
            self._embed([one for one in together if not one.key_points])
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
        if not one.key_points:
            value = against_model_answer(one.question, one.model_answer, one.answer, one.language, self._vectors)
            return Grade(score=round(value, 4))
        (judged,) = self._evaluator.evaluate((_spoken(one),))
        return Grade(score=judged.score or 0.0, key_points=judged.key_points)


def _spoken(one: AnswerToGrade) -> SpokenAnswer:
    """The written answer as if it had been spoken without a pause."""
    points = tuple(
        KeyPoint(id=f"point-{number}", text=point) if isinstance(point, str) else point
        for number, point in enumerate(one.key_points, start=1)
    )
    question = Question(id="asked", text=one.question, kind=one.kind, key_points=points, model_answer=one.model_answer)
    words = tuple(Word(text=text, start_s=0.0, end_s=0.0, confidence=1.0) for text in one.answer.split())
    return SpokenAnswer(question=question, language=one.language, start_s=0.0, end_s=0.0, words=words)
