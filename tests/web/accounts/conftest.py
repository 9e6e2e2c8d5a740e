"""The API over the parts in memory, where people sign in."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from tests.web.conftest import TESTSERVER

from interview_simulator.accounts import joining, passwords, tokens
from interview_simulator.compose import App
from interview_simulator.domain.account import Account, Role
from interview_simulator.privacy import consent
from interview_simulator.privacy.consent import Consents
from interview_simulator.settings import Settings
from interview_simulator.stores.accounts.store import AccountStore
from interview_simulator.testing.accounts import memory_account_store
from interview_simulator.web.identity import OWN_HEADER, SESSION_COOKIE

PASSWORD = "correct horse battery"
PAGE = {OWN_HEADER: "page"}


@cache
def password_hash() -> str:
    return passwords.hashed(PASSWORD)


@dataclass(frozen=True)
class People:
    """Makes accounts, and browsers in which they have signed in."""

    app: FastAPI
    store: AccountStore
    consents: Consents
    address: str
    """How they reach the server."""

    def account(self, email: str, role: Role = "candidate", *, consents: bool = True) -> Account:
        if consents:
            consent.give(self.consents, email)
        made = joining.create(self.store, email, role, time.time())
        return self.store.accounts.update(made.id, {"password_hash": password_hash()}) or made

    def browser(self, account: Account | None = None) -> TestClient:
        """A browser on the page, signed in as this account or nobody."""
        client = TestClient(self.app, self.address, raise_server_exceptions=False, headers=PAGE)
        if account is not None:
            client.cookies.set(
                SESSION_COOKIE, tokens.issue(self.store, "session", time.time(), 3600, account_id=account.id)
            )
        return client

    def signed_in(self, email: str, role: Role = "candidate") -> TestClient:
        return self.browser(self.account(email, role))

    def bearer(self, secret: str) -> TestClient:
        """A script, or the holder of a link."""
        headers = {"Authorization": f"Bearer {secret}"}
        return TestClient(self.app, self.address, raise_server_exceptions=False, headers=headers)


@pytest.fixture
def settings() -> Settings:
    return Settings(accounts=True, max_upload_bytes=1_000_000)


@pytest.fixture
def store() -> AccountStore:
    return memory_account_store()


@pytest.fixture
def parts(parts: App, store: AccountStore, settings: Settings) -> App:
    return replace(parts, settings=settings, accounts=store)


@pytest.fixture
def people(app: FastAPI, parts: App, store: AccountStore, client: TestClient) -> Iterator[People]:
    """`client` keeps the workflow running."""
    assert parts.privacy is not None
    yield People(app, store, parts.privacy.consents, parts.settings.public_url or TESTSERVER)


Give = Callable[[str, str], None]


@pytest.fixture
def give(parts: App) -> Give:
    """Make a record of this id, which belongs to this address."""

    def give(record_id: str, email: str) -> None:
        parts.records.merge(record_id, {"email": email, "status": "succeeded"})

    return give
