"""Follow-up questions by rules, on the shipped questions with the real rubric."""

import pytest

from interview_simulator.coaching.coach import terms_of
from interview_simulator.coaching.engine import Judged
from interview_simulator.coaching.evidence import judged_now
from interview_simulator.coaching.follow_up import RuleInterviewer, heaviest_gap
from interview_simulator.coaching.phrases import ASKING
from interview_simulator.coaching.terms import words
from interview_simulator.domain.interview import Question
from interview_simulator.domain.report import Answer, KeyPointCoverage
from interview_simulator.interviews.catalogue import catalogue
from interview_simulator.steps.text_metrics.rubric import RubricEvaluator

BANK = catalogue()
RUBRIC = RubricEvaluator()
INTERVIEWER = RuleInterviewer(terms_of(BANK.values()))
QUESTIONS = [
    pytest.param(question, interview.language, id=f"{interview.id}/{question.id}")
    for interview in BANK.values()
    for question in interview.questions
]


def asked_in(interview_id: str, question_id: str, said: str) -> Judged:
    interview = BANK[interview_id]
    question = next(question for question in interview.questions if question.id == question_id)
    return judged_now(RUBRIC, question, said, interview.language)


def judged(question: Question, language: str, coverage: dict[str, str], said: str) -> Judged:
    points = tuple(
        KeyPointCoverage.model_validate(
            {"id": point.id, "text": point.text, "coverage": coverage.get(point.id, "covered")}
        )
        for point in question.key_points
    )
    answer = Answer(
        question_id=question.id,
        start_s=0,
        end_s=1,
        transcript=said,
        score=0.5,
        evaluation="",
        correction="",
        key_points=points,
    )
    return Judged(question=question, answer=answer, language=language)


def test_the_heaviest_missing_point_is_asked_about_without_giving_it_away() -> None:
    found = INTERVIEWER.follow_up(asked_in("aws-basics-en", "billing", "You pay only for what you use, that is all."))
    point = "Each service has its own billing unit, such as seconds of compute, gigabytes stored or number of requests."
    assert found.kind == "missing_point" and found.question_id == "billing"
    assert point not in found.question + found.reason
    assert set(words(found.question)) & set(words(point))


@pytest.mark.parametrize(("question", "language"), QUESTIONS)
def test_a_question_about_a_missing_point_names_one_word_of_it_that_was_not_said(
    question: Question, language: str
) -> None:
    heaviest = max(question.key_points, key=lambda point: point.weight)
    found = INTERVIEWER.follow_up(judged(question, language, {heaviest.id: "missing"}, "Hm, 42."))
    say = ASKING[language]
    if question.kind == "behavioural" and heaviest.id in say.parts:
        assert found.question == say.parts[heaviest.id][0]
        return
    templates = [say.missing[0].partition("{")[0], say.missing_unnamed[0]]
    assert found.question.startswith(tuple(templates))
    if "“" in found.question:
        term = found.question.split("“")[1].split("”")[0]
        assert term in heaviest.text and term.lower() not in words(question.text)


def test_of_points_that_are_missing_and_partly_covered_the_missing_one_goes_first() -> None:
    question = BANK["aws-basics-en"].questions[1]
    both = judged(question, "en", {"pay-as-you-go": "partly", "commitment": "missing"}, "x")
    gap = heaviest_gap(both)
    assert gap is not None and gap.id == "commitment"


@pytest.mark.parametrize(
    ("interview_id", "language", "number"), [("behavioural-en", "en", "14"), ("behavioural-pt", "pt", "14")]
)
def test_a_whole_story_without_a_figure_is_asked_for_one(interview_id: str, language: str, number: str) -> None:
    question = BANK[interview_id].questions[0]
    assert INTERVIEWER.follow_up(judged(question, language, {}, "We agreed in the end.")).kind == "no_result"
    assert INTERVIEWER.follow_up(judged(question, language, {}, f"We won {number} clients.")).kind == "deeper"


def test_a_vague_word_is_asked_about() -> None:
    question = BANK["aws-basics-en"].questions[0]
    found = INTERVIEWER.follow_up(judged(question, "en", {}, "I use EC2 and other stuff for it."))
    assert found.kind == "vague" and "“stuff”" in found.question


def test_a_word_that_only_holds_a_vague_one_is_not_vague() -> None:
    question = BANK["aws-basics-en"].questions[0]
    assert INTERVIEWER.follow_up(judged(question, "en", {}, "I never stuffed nothings into EC2.")).kind == "deeper"


def test_silence_is_met_with_the_question_again() -> None:
    found = INTERVIEWER.follow_up(asked_in("aws-basics-pt", BANK["aws-basics-pt"].questions[0].id, ""))
    assert found.kind == "nothing_said" and BANK["aws-basics-pt"].questions[0].text in found.question


def test_a_part_of_a_story_that_is_missing_has_its_own_question_in_each_language() -> None:
    for interview_id, part in (("behavioural-en", "action"), ("behavioural-pt", "acao")):
        interview = BANK[interview_id]
        found = INTERVIEWER.follow_up(judged(interview.questions[0], interview.language, {part: "missing"}, "x"))
        assert found.question == ASKING[interview.language].parts[part][0]
