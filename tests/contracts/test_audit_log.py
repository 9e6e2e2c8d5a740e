"""One suite for every audit log."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support import postgresql_server

from interview_simulator.audit.log import AuditEntry, AuditLog
from interview_simulator.audit.sql import SqlAuditLog
from interview_simulator.domain.pages import cursor
from interview_simulator.errors import BadInputError
from interview_simulator.testing.audit import MemoryAuditLog

LOGS: dict[str, Callable[[Path], AuditLog]] = {
    "memory": lambda _: MemoryAuditLog(),
    "sqlite": lambda folder: SqlAuditLog(f"sqlite:///{folder / 'records.sqlite'}"),
    "postgresql": lambda _: SqlAuditLog(postgresql_server.new_database()),
}
VIEWED = AuditEntry(
    at="2026-01-01T00:00:00Z",
    action="file_downloaded",
    who="mentor@b.c",
    about="ana@b.c",
    record_id="r1",
    file="playable.webm",
    address="127.0.0.1",
)


@pytest.fixture(params=LOGS)
def log(request: pytest.FixtureRequest, tmp_path: Path) -> AuditLog:
    return LOGS[request.param](tmp_path)


def test_there_is_nothing_at_first(log: AuditLog) -> None:
    assert log.entries() == [] and log.entries("ana@b.c") == []


def test_entries_come_back_as_they_were_written_newest_first(log: AuditLog) -> None:
    empty = AuditEntry(at="2026-01-02T00:00:00Z", action="erased")
    for entry in (VIEWED, empty):
        log.append(entry)
    assert log.entries() == [empty, VIEWED]


def test_a_person_is_told_what_is_about_them_without_regard_to_case(log: AuditLog) -> None:
    log.append(VIEWED.model_copy(update={"about": "Ana@B.c"}))
    log.append(VIEWED.model_copy(update={"about": "bia@b.c"}))
    assert log.entries("aNa@b.C") == [VIEWED]


def test_a_person_who_is_forgotten_stands_in_no_entry_and_others_keep_theirs(log: AuditLog) -> None:
    about_other = VIEWED.model_copy(update={"who": "ana@b.c", "about": "bia@b.c"})
    for entry in (VIEWED, about_other):
        log.append(entry)
    log.forget("Ana@b.c", "erased-1")
    assert log.entries() == [about_other.model_copy(update={"who": "erased-1", "address": None})]


@pytest.mark.parametrize("about", [None, "ANA@b.c"])
@pytest.mark.parametrize("limit", [1, 2, 5, 100])
def test_pages_tell_each_entry_once_and_in_order(log: AuditLog, about: str | None, limit: int) -> None:
    for number in range(10):
        owner = "ana@b.c" if number % 2 else "bia@b.c"
        log.append(VIEWED.model_copy(update={"about": owner, "detail": str(number)}))
    told: list[AuditEntry] = []
    place = None
    for _ in range(11):
        page = log.page(limit, place, about)
        assert len(page.items) <= limit
        told += page.items
        place = page.next
        if place is None:
            break
    assert place is None and told == log.entries(about) and len(told) == (10 if about is None else 5)


@pytest.mark.parametrize("place", ["nonsense", cursor("1"), cursor(1, 2), cursor(2**40), cursor(None)])
def test_a_cursor_of_another_list_is_refused(log: AuditLog, place: str) -> None:
    with pytest.raises(BadInputError, match="cursor"):
        log.page(10, place)


def test_all_can_be_forgotten_but_for_the_pseudonym(log: AuditLog) -> None:
    log.append(VIEWED)
    log.append(AuditEntry(at="2026-01-02T00:00:00Z", action="report_viewed"))
    erased = AuditEntry(at="2026-01-03T00:00:00Z", action="erased", who="erased-1", about="erased-1")
    log.append(erased)
    log.forget(None, "erased-1")
    assert log.entries() == [erased]


def test_old_entries_of_one_action_are_removed_and_no_others(log: AuditLog) -> None:
    old = VIEWED.model_copy(update={"action": "sign_in_failed", "at": "2020-01-01T00:00:00Z", "detail": "the last one"})
    new = old.model_copy(update={"at": "2026-01-01T00:00:00Z"})
    other = VIEWED.model_copy(update={"at": "2020-01-01T00:00:00Z"})
    for entry in (old, other, new):
        log.append(entry)
    log.remove_older("sign_in_failed", "2025-01-01T00:00:00Z")
    assert log.entries() == [new, other]
