"""Answers with their questions: from a report, or of an answer that was just given."""

from interview_simulator.coaching.engine import Judged
from interview_simulator.domain.interview import Interview, KeyPoint, Question
from interview_simulator.domain.report import Answer, NotAnalysed, Report
from interview_simulator.domain.transcript import written
from interview_simulator.errors import ConflictError, NotFoundError
from interview_simulator.steps.text_metrics.engine import Evaluator, SpokenAnswer


def judged_answers(report: Report, interview: Interview | None) -> tuple[Judged, ...]:
    """The answers of the report; raises ConflictError where none were judged.

    An interview that has been deleted since leaves what the report itself tells of its questions.
    """
    if isinstance(report.answers, NotAnalysed):
        raise ConflictError(f"There are no answers to talk about. {report.answers.reason}")
    questions = {question.id: question for question in interview.questions} if interview else {}
    language = (interview and interview.language) or report.language or "en"
    return tuple(
        Judged(question=questions.get(answer.question_id) or _remembered(answer), answer=answer, language=language)
        for answer in report.answers
    )


def judged_answer(report: Report, interview: Interview | None, question_id: str) -> Judged:
    """One answer of the report; raises NotFoundError that lists the questions that were answered."""
    known = {judged.question.id: judged for judged in judged_answers(report, interview)}
    if question_id not in known:
        raise NotFoundError(f"The report has no answer to {question_id}; there are {', '.join(known) or 'none'}.")
    return known[question_id]


def judged_now(evaluator: Evaluator, question: Question, transcript: str, language: str) -> Judged:
    """An answer of which only the words are known."""
    spoken = SpokenAnswer(question=question, language=language, start_s=0, end_s=0, words=written(transcript))
    (answer,) = evaluator.evaluate((spoken,))
    return Judged(question=question, answer=answer, language=language)


def _remembered(answer: Answer) -> Question:
    points = tuple(KeyPoint(id=point.id, text=point.text) for point in answer.key_points if len(point.text) >= 3)
    text = answer.question if len(answer.question) >= 3 else answer.question_id.ljust(3, "?")
    return Question(id=answer.question_id, text=text, key_points=points, model_answer=answer.model_answer)
