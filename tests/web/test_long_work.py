"""What is computed for a request ends when the request is not waited for any more."""

import time
from collections.abc import Iterator

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from tests.support.language_model_server import failing, serving, without_end

from interview_simulator.coaching.coach import terms_of
from interview_simulator.coaching.evidence import judged_now
from interview_simulator.coaching.follow_up import RuleInterviewer
from interview_simulator.coaching.language_model import ModelInterviewer
from interview_simulator.deadline import left_s, waited_for
from interview_simulator.domain.coaching import FollowUp
from interview_simulator.interviews.catalogue import catalogue
from interview_simulator.language_model.vendors import VendorLanguageModel
from interview_simulator.steps.text_metrics.rubric import RubricEvaluator
from interview_simulator.web.long_work import LongWork

INTERVIEW = catalogue()["aws-basics-en"]
WITHIN_S = 4.0


@pytest.fixture
def work() -> Iterator[LongWork]:
    pool = LongWork("test", threads=1, most=10, most_of_one=10, within_s=WITHIN_S)
    yield pool
    pool.close()


def test_where_a_model_says_nothing_the_rules_answer_before_the_request_is_given_up(work: LongWork) -> None:
    """All answers of a report are followed up one after the other, each by a model that would be waited for 90 s."""
    rules = RuleInterviewer(terms_of([INTERVIEW]))
    judged = [judged_now(RubricEvaluator(), question, "I would look it up.", "en") for question in INTERVIEW.questions]
    app = FastAPI()
    with serving(failing(401)) as server:  # its libraries are loaded now
        ModelInterviewer(VendorLanguageModel(server.setting), rules).follow_up(judged[0])
    with serving(without_end) as server:
        interviewer = ModelInterviewer(VendorLanguageModel(server.setting), rules)

        @app.get("/")
        @work.performs
        def follow_ups(request: Request) -> list[FollowUp]:
            return [interviewer.follow_up(one) for one in judged]

        began_s = time.monotonic()
        answer = TestClient(app).get("/")
        assert time.monotonic() - began_s < WITHIN_S and answer.status_code == 200
    said = [FollowUp.model_validate(one) for one in answer.json()]
    assert [one.question for one in said] == [rules.follow_up(one).question for one in judged]
    failures = [one.language_model and one.language_model.fallback for one in said]
    assert {fallback.failure for fallback in failures if fallback} == {"timeout"} and None not in failures


def test_who_is_waited_for_has_what_is_left_and_who_is_not_has_the_most() -> None:
    assert left_s(90) == 90
    with waited_for(30):
        assert 29 < left_s(90) <= 30 and left_s(5) == 5
        with waited_for(0):
            assert left_s(90) == 0
    assert left_s(90) == 90
