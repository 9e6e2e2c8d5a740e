"""What the guard lets through, it tells."""

from collections.abc import Callable

import pytest
from fastapi import APIRouter, Depends, FastAPI
from fastapi.testclient import TestClient

from interview_simulator.compose import App
from interview_simulator.domain.access import Caller
from interview_simulator.web import media, problems, records
from interview_simulator.web.owners import Guard, guarded
from interview_simulator.web.permissions import require_known

Told = list[tuple[str | None, str, str]]
Ask = Callable[[Caller], TestClient]


@pytest.fixture
def told() -> Told:
    return []


@pytest.fixture
def ask(parts: App, told: Told) -> Ask:
    """The routes of records and files, for this caller."""

    def client(caller: Caller) -> TestClient:
        app = FastAPI()
        problems.install(app)
        guard = Guard(parts.records, lambda _: caller, audit=lambda *access: told.append(access))
        for router in (records.routes(parts), media.routes(parts)):
            app.include_router(router, dependencies=[Depends(guarded(guard))])
        return TestClient(app)

    return client


def test_every_access_that_is_allowed_is_told_with_who_and_what(parts: App, ask: Ask, told: Told) -> None:
    parts.records.merge("r1", {"email": "ana@b.c", "report": "artefacts/r1/report.json"})
    ask(Caller("candidate", "ana@b.c")).get("/records/r1")
    ask(Caller("mentor", "mia@b.c", shown=frozenset({"r1"}))).get("/download", params={"filename": "artefacts/r1/x"})
    ask(Caller("link holder", shown=frozenset({"r1"}))).get("/records/r1/report")
    ask(Caller("administrator", "root@b.c")).delete("/records/r1")
    ask(Caller("candidate", "ana@b.c")).get("/upload", params={"filename": "r2.webm"})
    assert told == [
        ("ana@b.c", "see", "r1"),
        ("mia@b.c", "watch", "r1"),
        (None, "watch", "r1"),
        ("root@b.c", "delete", "r1"),
        ("ana@b.c", "submit", "r2"),
    ]


def test_what_is_refused_is_not_told_as_an_access(parts: App, ask: Ask, told: Told) -> None:
    parts.records.merge("r1", {"email": "ana@b.c"})
    eve = ask(Caller("candidate", "eve@b.c"))
    assert eve.get("/records/r1").status_code == 404
    assert ask(Caller()).get("/records/r1").status_code == 401
    assert ask(Caller("administrator", "root@b.c")).get("/records/r1/report").status_code == 403
    assert told == []


def test_a_route_of_which_nothing_is_said_does_not_start() -> None:
    router = APIRouter()
    router.get("/new")(lambda: None)
    with pytest.raises(LookupError, match="GET /new"):
        require_known(router)


def test_a_record_keeps_its_address_when_it_is_described_without_one(parts: App) -> None:
    parts.records.merge("r1", {"email": "ana@b.c"})
    app = FastAPI()
    app.include_router(records.routes(parts))
    TestClient(app).post("/record", json={"record_id": "r1", "duration": "00:00:10"}).raise_for_status()
    record = parts.records.get("r1")
    assert record is not None and record.email == "ana@b.c"
