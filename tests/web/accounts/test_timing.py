"""When the answer comes tells nobody who has an account: what differs is done after it, on a real database."""

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiosmtpd.controller import Controller
from pydantic import SecretStr
from tests.web.accounts.conftest import PAGE, People
from tests.web.accounts.test_messages import PUBLIC, Inbox, inbox, smtp  # noqa: F401  # fixtures

from interview_simulator.accounts.mail import sender
from interview_simulator.compose import App
from interview_simulator.settings import Settings
from interview_simulator.stores.accounts.sql import sql_account_store
from interview_simulator.stores.accounts.store import AccountStore

WITHIN_S = 4.0
"""Less than a locked database is waited for."""


@pytest.fixture
def settings(smtp: Controller) -> Settings:  # noqa: F811
    url = SecretStr(f"smtp://127.0.0.1:{smtp.port}")
    return Settings(accounts=True, sign_up="open", public_url=PUBLIC, smtp_url=url, mail_from="practice@example.org")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "records.sqlite"


@pytest.fixture
def store(database: Path) -> AccountStore:
    return sql_account_store(f"sqlite:///{database}")


@pytest.fixture
def parts(parts: App, settings: Settings) -> App:
    return replace(parts, mail=sender(settings))


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Nobody writes meanwhile, so whoever does waits."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


async def asked(people: People, database: Path, path: str, body: dict[str, str]) -> int:
    """The status that is answered while nothing can be written; returns when all that came after it is done."""
    answered: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    headers = {"host": urlsplit(people.address).netloc, "content-type": "application/json", **PAGE}
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "client": ("192.0.2.1", 1),
        "server": ("testserver", 80),
    }
    status = 0
    coming: list[dict[str, Any]] = [{"type": "http.request", "body": json.dumps(body).encode(), "more_body": False}]

    async def receive() -> dict[str, Any]:
        """The request, and nothing behind it: the client stays."""
        return coming.pop() if coming else await asyncio.Future()

    async def send(message: Any) -> None:
        nonlocal status
        status = message.get("status", status)
        if message["type"] == "http.response.body" and not message.get("more_body") and not answered.done():
            answered.set_result(status)

    with locked(database):
        going_on = asyncio.create_task(people.app(scope, receive, send))
        found = await asyncio.wait_for(answered, WITHIN_S)
    await going_on
    return found


@pytest.mark.parametrize(
    ("path", "body", "status", "sent_to"),
    [
        ("/password-resets", {}, 202, "ana@b.c"),
        ("/sign-up", {}, 202, "nobody@b.c"),
    ],
)
def test_an_address_with_and_one_without_an_account_are_answered_before_anything_is_written(
    people: People,
    database: Path,
    inbox: Inbox,  # noqa: F811
    path: str,
    body: dict[str, str],
    status: int,
    sent_to: str,
) -> None:
    people.account("ana@b.c")
    for email in ("ana@b.c", "nobody@b.c"):
        assert asyncio.run(asked(people, database, path, {"email": email, **body})) == status
    assert [message["To"] for message in inbox.messages] == [sent_to]
