from fastapi.testclient import TestClient
from tests.web.answers import problem

from interview_simulator.compose import App


def test_interviews_are_listed_with_the_time_they_take(client: TestClient, parts: App) -> None:
    cards = {card["id"]: card for card in client.get("/interviews").json()["results"]}
    assert set(cards) == set(parts.interviews)
    aws = cards["aws-basics-pt"]
    assert (aws["language"], aws["questions"], aws["minutes"]) == ("pt", 3, 3.5)


def test_an_interview_is_given_with_its_questions(client: TestClient, parts: App) -> None:
    document = client.get("/interviews/aws-basics-pt").json()
    assert [question["id"] for question in document["questions"]] == [
        question.id for question in parts.interviews["aws-basics-pt"].questions
    ]


def test_an_interview_that_is_not_there_is_not_found(client: TestClient) -> None:
    assert "nonsense" in problem(client.get("/interviews/nonsense"), 404)


def test_the_server_says_that_it_lives(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
