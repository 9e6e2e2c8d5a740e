"""A follow-up question as an interview of its own, so that it can be asked next and its answer is judged. Pure."""

from collections.abc import Iterable

from interview_simulator.coaching.engine import Judged
from interview_simulator.coaching.phrases import FOLLOWS
from interview_simulator.domain.coaching import FollowUp
from interview_simulator.domain.interview import Interview, KeyPoint, Language, Question
from interview_simulator.interviews.made import follow_up_id
from interview_simulator.interviews.tailor import title_of

PREPARATION_S, ANSWER_S = 5.0, 60.0
"""An interviewer who asks back waits for no preparation, and for no second speech."""


def practice_of(follow_up: FollowUp, judged: Judged, record_id: str) -> Interview:
    """The interview in which the follow-up is answered; the same follow-up to the same answer has the same id."""
    question = judged.question
    points = tuple(_asked_about(follow_up, judged))
    # What one point asks for is no whole story, so the four parts of one are not looked for.
    asked = Question(
        id=question.id,
        text=follow_up.question,
        kind=question.kind if points == question.key_points else "knowledge",
        key_points=points,
        model_answer=question.model_answer if points else "",
        hint=question.hint if points else "",
        preparation_s=PREPARATION_S,
        answer_s=min(ANSWER_S, question.answer_s),
    )
    language: Language = "pt" if judged.language == "pt" else "en"
    say = FOLLOWS[language]
    return Interview(
        id=follow_up_id(record_id, question.id, follow_up.question),
        title=title_of(follow_up.question),
        role=say.role,
        language=language,
        description=(say.judged if points else say.not_judged).format(question=question.text),
        questions=(asked,),
    )


def _asked_about(follow_up: FollowUp, judged: Judged) -> Iterable[KeyPoint]:
    """By rules: the one point in view, or all where nothing was said. By a language model: what was not covered."""
    points = judged.question.key_points
    if follow_up.kind == "nothing_said":
        return points
    if follow_up.kind is not None:
        return (point for point in points if point.id == follow_up.key_point_id)
    covered = {point.id for point in judged.answer.key_points if point.coverage == "covered"}
    return (point for point in points if point.id not in covered)
