"""Follow-up questions as interviews of their own, over the shipped questions with the real rubric."""

import pytest
from tests.coaching.test_follow_up import BANK, INTERVIEWER, RUBRIC, asked_in, judged

from interview_simulator.coaching.engine import Judged
from interview_simulator.coaching.evidence import judged_now
from interview_simulator.coaching.practice import practice_of
from interview_simulator.domain.coaching import FollowUp
from interview_simulator.domain.interview import Interview, Question

SAID = "You pay only for what you use, that is all."
BILLING = asked_in("aws-basics-en", "billing", SAID)


def practice(of: Judged) -> Interview:
    return practice_of(INTERVIEWER.follow_up(of), of, "r1")


def asked(of: Judged) -> Question:
    (question,) = practice(of).questions
    return question


def test_the_answer_is_judged_by_the_point_that_was_asked_about_alone() -> None:
    follow_up = INTERVIEWER.follow_up(BILLING)
    assert [point.id for point in asked(BILLING).key_points] == [follow_up.key_point_id]


def test_who_says_then_what_was_missing_is_right_and_who_evades_is_not() -> None:
    question = asked(BILLING)
    good = judged_now(RUBRIC, question, f"Yes. {question.key_points[0].text}", "en").answer
    evading = judged_now(RUBRIC, question, "I think that this is all there is to say, as I told you.", "en").answer
    assert (good.verdict, evading.verdict) == ("right", "wrong")


def test_one_part_of_a_story_is_not_asked_for_the_other_three() -> None:
    story = judged(BANK["behavioural-en"].questions[0], "en", {"action": "missing"}, "We had a problem in 2020.")
    answer = judged_now(RUBRIC, asked(story), "I called each client, listened and wrote a plan.", "en").answer
    assert [point.id for point in answer.key_points] == ["action"] and answer.structure == ()


def test_after_silence_the_whole_rubric_is_asked_for() -> None:
    silent = asked_in("aws-basics-en", "billing", "")
    assert asked(silent).key_points == silent.question.key_points


def test_a_question_behind_a_complete_answer_has_no_rubric_and_says_so() -> None:
    complete = judged(BANK["aws-basics-en"].questions[1], "en", {}, "I know it all.")
    assert asked(complete).key_points == () and "not judged" in practice(complete).description


def test_a_language_models_question_is_judged_by_what_was_not_covered() -> None:
    follow_up = FollowUp(question_id="billing", question="What is counted for S3?", reason="x", engine="openai:x")
    (question,) = practice_of(follow_up, BILLING, "r1").questions
    left = [point.id for point in BILLING.answer.key_points if point.coverage != "covered"]
    assert left and [point.id for point in question.key_points] == left


@pytest.mark.parametrize(("other", "same"), [("r1", True), ("r2", False)])
def test_the_same_question_to_the_same_answer_has_the_same_id(other: str, same: bool) -> None:
    follow_up = INTERVIEWER.follow_up(BILLING)
    assert (practice_of(follow_up, BILLING, other).id == practice(BILLING).id) is same


@pytest.mark.parametrize("interview_id", ["software-engineer-pt", "behavioural-pt"])
def test_in_portuguese_it_speaks_portuguese(interview_id: str) -> None:
    made = practice(judged_now(RUBRIC, BANK[interview_id].questions[0], "Não sei.", "pt"))
    assert made.language == "pt" and made.role == "Pergunta seguinte"
