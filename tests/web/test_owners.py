"""What guards the routes."""

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient

from interview_simulator.compose import App
from interview_simulator.web import records
from interview_simulator.web.audit import noting
from interview_simulator.web.permissions import require_known


def test_a_route_of_which_nothing_is_said_does_not_start() -> None:
    router = APIRouter()
    router.get("/new")(lambda: None)
    with pytest.raises(LookupError, match="GET /new"):
        require_known(router)


def test_a_record_keeps_its_address_when_it_is_described_without_one(parts: App) -> None:
    parts.records.merge("r1", {"email": "ana@b.c"})
    app = FastAPI()
    app.include_router(records.routes(parts, noting(parts)))
    TestClient(app).post("/record", json={"record_id": "r1", "duration": "00:00:10"}).raise_for_status()
    record = parts.records.get("r1")
    assert record is not None and record.email == "ana@b.c"
