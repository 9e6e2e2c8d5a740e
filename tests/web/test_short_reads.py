"""Where a route that reads a little is performed."""

import threading
from dataclasses import replace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from interview_simulator.compose import App
from interview_simulator.errors import NotFoundError
from interview_simulator.web.problems import install
from interview_simulator.web.short_reads import short_reads


@pytest.mark.parametrize("is_local", [True, False])
def test_what_is_local_is_read_without_a_thread_and_what_is_not_may_take_its_time(parts: App, is_local: bool) -> None:
    app, short = FastAPI(), short_reads(replace(parts, is_local=is_local))
    install(app)

    @app.get("/loop")
    async def loop() -> int:
        return threading.get_ident()

    @app.get("/read/{name}")
    @short
    def read(name: str) -> int:
        if name == "nothing":
            raise NotFoundError("There is nothing.")
        return threading.get_ident()

    with TestClient(app) as client:
        assert (client.get("/read/something").json() == client.get("/loop").json()) is is_local
        assert client.get("/read/nothing").status_code == 404
