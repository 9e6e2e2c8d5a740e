"""One suite for every store of consents."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support import postgresql_server

from interview_simulator.errors import ConsentMissingError
from interview_simulator.privacy.consent import VERSION, Consent, Consents, give, require, withdraw
from interview_simulator.privacy.sql import SqlConsents
from interview_simulator.testing.consents import MemoryConsents

STORES: dict[str, Callable[[Path], Consents]] = {
    "memory": lambda _: MemoryConsents(),
    "sqlite": lambda folder: SqlConsents(f"sqlite:///{folder / 'records.sqlite'}"),
    "postgresql": lambda _: SqlConsents(postgresql_server.new_database()),
}


@pytest.fixture(params=STORES)
def consents(request: pytest.FixtureRequest, tmp_path: Path) -> Consents:
    return STORES[request.param](tmp_path)


@pytest.mark.parametrize("email", ["ana@b.c", None])
def test_a_consent_holds_from_when_it_was_given_until_it_is_withdrawn(consents: Consents, email: str | None) -> None:
    with pytest.raises(ConsentMissingError):
        require(consents, email)
    given = give(consents, email)
    require(consents, email)
    withdraw(consents, email)
    with pytest.raises(ConsentMissingError):
        require(consents, email)
    kept = consents.get(email)
    assert kept is not None and kept.given == given.given and kept.withdrawn is not None
    give(consents, email)
    require(consents, email)


def test_a_consent_to_an_earlier_text_does_not_hold(consents: Consents) -> None:
    consents.put("ana@b.c", Consent(version=f"before {VERSION}", given="2026-01-01T00:00:00Z"))
    with pytest.raises(ConsentMissingError):
        require(consents, "ana@b.c")


def test_a_consent_is_one_persons_without_regard_to_case(consents: Consents) -> None:
    give(consents, "Ana@b.c")
    require(consents, "aNA@b.c")
    assert consents.get("bia@b.c") is None and consents.get(None) is None


def test_withdrawing_what_was_never_given_writes_nothing(consents: Consents) -> None:
    withdraw(consents, "ana@b.c")
    assert consents.get("ana@b.c") is None


def test_one_or_all_can_be_forgotten(consents: Consents) -> None:
    for email in ("ana@b.c", "bia@b.c", None):
        give(consents, email)
    consents.forget("ANA@b.c")
    assert consents.get("ana@b.c") is None and consents.get("bia@b.c") is not None
    consents.forget(None)
    assert consents.get("bia@b.c") is None and consents.get(None) is None
