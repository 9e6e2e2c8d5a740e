"""Every error is a problem, and every error of ours has a status."""

from http import HTTPStatus

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from tests.web.answers import problem

from interview_simulator import errors
from interview_simulator.web.problems import status_of


def below(kind: type[errors.InterviewSimulatorError]) -> list[type[errors.InterviewSimulatorError]]:
    return [each for child in kind.__subclasses__() for each in (child, *below(child))]


OF_THE_INSTALLATION = {
    errors.DamagedDatabaseError,
    errors.DecryptionError,
    errors.LibraryMissingError,
    errors.ServiceRefusedError,
    errors.WorkerGivenUpError,
}
"""Not the caller's fault, though trying again does not help."""
ERRORS = [kind for kind in below(errors.InterviewSimulatorError) if kind.__module__ == errors.__name__]


@pytest.mark.parametrize("kind", ERRORS)
def test_every_error_of_ours_has_a_status_that_says_whether_to_try_again(
    kind: type[errors.InterviewSimulatorError],
) -> None:
    status = status_of(kind("what is wrong and what to do"))
    assert status // 100 == (4 if kind.permanent and kind not in OF_THE_INSTALLATION else 5)


@pytest.mark.parametrize("kind", ERRORS)
def test_an_error_of_ours_is_answered_with_its_own_sentence(
    app: FastAPI, client: TestClient, kind: type[errors.InterviewSimulatorError]
) -> None:
    error = kind("The disk is full; free some space.")
    app.get("/broken")(raising(error))
    assert problem(client.get("/broken"), status_of(error)) == "The disk is full; free some space."


def test_an_unexpected_error_shows_nothing_of_the_inside(app: FastAPI, client: TestClient) -> None:
    app.get("/broken")(raising(RuntimeError("/home/secret")))
    assert "secret" not in problem(client.get("/broken"), HTTPStatus.INTERNAL_SERVER_ERROR)


def raising(error: Exception):  # type: ignore[no-untyped-def]  # FastAPI reads the route's own annotations
    def route() -> None:
        raise error

    return route


def test_an_unknown_route_and_method_are_problems(client: TestClient) -> None:
    problem(client.get("/nowhere"), 404)
    answer = client.put("/records")
    problem(answer, 405)
    assert answer.headers["allow"] == "GET"


def test_a_body_that_is_no_json_is_a_problem(client: TestClient) -> None:
    answer = client.post("/record", content=b"{", headers={"content-type": "application/json"})
    assert "JSON" in problem(answer, 422)
