"""Administrators who erase each other at the same time: one stays, and whoever stays has lost nothing."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from tests.support.looking import all_looking_first
from tests.web.conftest import clock, parts

from interview_simulator.accounts import joining
from interview_simulator.compose import App
from interview_simulator.errors import ConflictError
from interview_simulator.privacy.erase import erase_person
from interview_simulator.stores.accounts.sql import sql_account_store

__all__ = ["clock", "parts"]
TWO = "ana@example.org", "bia@example.org"


def test_one_of_two_stays_with_all_that_is_theirs(parts: App, tmp_path: Path) -> None:
    store = sql_account_store(f"sqlite:///{tmp_path / 'records.sqlite'}")
    kept = replace(parts, accounts=all_looking_first(store, len(TWO)))
    for email in TWO:
        joining.create(store, email, "administrator", 0.0)
        kept.records.merge(f"of-{email[:3]}", {"email": email})

    def erase(email: str) -> bool:
        assert kept.privacy is not None
        try:
            erase_person(kept, kept.privacy, email)
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        erased = dict(zip(TWO, threads.map(erase, TWO), strict=True))
    assert sorted(erased.values()) == [False, True]
    (left,) = store.accounts.find(role="administrator")
    assert erased[left.email] is False
    assert [record.email for record in kept.records.list_all()] == [left.email]
