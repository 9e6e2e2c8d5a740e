"""The coach through the API, over real judgements of a scripted recording."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.answers import problem
from tests.web.conftest import Upload

from interview_simulator.compose import App

ANSWER = {
    "interview_id": "aws-basics-en",
    "question_id": "billing",
    "transcript": "You pay only for what you use, that is all.",
    "language": "en",
}
RECORD = {"record_id": "r1", "duration": "00:00:01", "interview_id": "aws-basics-en"}
MARKS = [{"question_id": "billing", "start_s": 0.0}]


@pytest.fixture
def judged(client: TestClient, upload: Upload) -> str:
    """The id of a record of an answer to one question of the AWS interview."""
    client.post("/record", json={**RECORD, "marks": MARKS}).raise_for_status()
    upload().raise_for_status()
    client.get("/records/r1/events").raise_for_status()
    return "r1"


def test_the_page_gets_its_follow_up_at_once(client: TestClient) -> None:
    found = client.post("/follow-up", json=ANSWER).raise_for_status().json()
    assert found["kind"] == "missing_point" and found["question"] and found["reason"]
    assert (found["question_id"], found["engine"], found["language_model"]) == ("billing", "follow-up rules", None)


@pytest.mark.parametrize("field", ["interview_id", "question_id"])
def test_a_follow_up_to_what_is_not_there_is_not_found(client: TestClient, field: str) -> None:
    assert "gone" in problem(client.post("/follow-up", json={**ANSWER, field: "gone"}), 404)


def test_a_report_has_a_follow_up_for_each_answer(client: TestClient, judged: str) -> None:
    found = client.get(f"/records/{judged}/follow-ups").raise_for_status().json()["results"]
    assert [one["question_id"] for one in found] == ["billing"]


def test_the_candidate_asks_about_the_feedback(client: TestClient, judged: str) -> None:
    reply = client.post(f"/records/{judged}/questions", json={"question_id": "billing", "text": "show me an example"})
    answered: dict[str, Any] = reply.raise_for_status().json()
    assert answered["topic"] == "example" and "Savings Plans" in answered["text"]


def test_a_question_about_an_answer_that_is_not_there_is_told_with_those_that_are(
    client: TestClient, judged: str
) -> None:
    detail = problem(client.post(f"/records/{judged}/questions", json={"question_id": "gone", "text": "why?"}), 404)
    assert "billing" in detail


def test_a_report_without_answers_has_nothing_to_talk_about(client: TestClient, analysed: str) -> None:
    for answer in (
        client.get(f"/records/{analysed}/follow-ups"),
        client.post(f"/records/{analysed}/questions", json={"question_id": "billing", "text": "why?"}),
    ):
        assert "No interview was chosen" in problem(answer, 409)


def test_before_the_report_there_is_nothing_to_talk_about(client: TestClient) -> None:
    client.post("/record", json=RECORD).raise_for_status()
    assert "no report yet" in problem(client.get("/records/r1/follow-ups"), 404)


def test_feedback_can_be_talked_about_when_its_interview_has_gone(
    client: TestClient, upload: Upload, parts: App
) -> None:
    made = client.post(
        "/interviews/made-to-measure", json={"advertisement": "Cloud developer, AWS and cost.", "language": "en"}
    ).json()
    marks = [{"question_id": made["questions"][0]["id"], "start_s": 0.0}]
    client.post("/record", json={**RECORD, "interview_id": made["id"], "marks": marks}).raise_for_status()
    upload().raise_for_status()
    client.get("/records/r1/events").raise_for_status()
    assert client.delete(f"/interviews/{made['id']}").status_code == 204
    (found,) = client.get("/records/r1/follow-ups").raise_for_status().json()["results"]
    assert found["question_id"] == made["questions"][0]["id"]


def follow_up_of(client: TestClient, record_id: str) -> dict[str, Any]:
    asked = client.post(f"/records/{record_id}/follow-ups", json={"question_id": "billing"})
    assert asked.status_code == 201
    interview: dict[str, Any] = asked.json()
    return interview


def test_a_follow_up_is_asked_next_as_an_interview_of_its_own(client: TestClient, judged: str) -> None:
    (offered,) = client.get(f"/records/{judged}/follow-ups").json()["results"]
    practice = follow_up_of(client, judged)
    (question,) = practice["questions"]
    assert question["text"] == offered["question"]
    assert follow_up_of(client, judged) == client.get(f"/interviews/{practice['id']}").json() == practice


def test_the_answer_to_a_follow_up_is_judged_and_followed_up_in_turn(
    client: TestClient, judged: str, upload: Upload
) -> None:
    practice = follow_up_of(client, judged)
    client.post("/record", json={**RECORD, "record_id": "r2", "interview_id": practice["id"]}).raise_for_status()
    upload("r2.wav").raise_for_status()
    client.get("/records/r2/events").raise_for_status()
    (answer,) = client.get("/records/r2/report").json()["answers"]
    points = {point["id"] for point in practice["questions"][0]["key_points"]}
    assert answer["score"] is not None and {point["id"] for point in answer["key_points"]} == points
    assert len(client.get("/records/r2/follow-ups").raise_for_status().json()["results"]) == 1


def test_follow_ups_go_with_the_record_that_they_quote(client: TestClient, judged: str) -> None:
    practice = follow_up_of(client, judged)
    assert client.delete(f"/records/{judged}").status_code == 204
    problem(client.get(f"/interviews/{practice['id']}"), 404)


def test_an_answer_that_is_not_there_has_no_follow_up(client: TestClient, judged: str) -> None:
    assert "billing" in problem(client.post(f"/records/{judged}/follow-ups", json={"question_id": "gone"}), 404)
