"""One suite for every record store."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support import aws_server, postgresql_server

from interview_simulator.domain.interview import Mark
from interview_simulator.domain.pages import Reach, after
from interview_simulator.domain.record import Record, StepProgress
from interview_simulator.errors import BadInputError, ConflictError, GoneError
from interview_simulator.stores.records.dynamodb import DynamoRecordStore
from interview_simulator.stores.records.sql import SqlRecordStore
from interview_simulator.stores.records.store import RecordStore
from interview_simulator.testing.records import MemoryRecordStore

STORES: dict[str, Callable[[Path], RecordStore]] = {
    "memory": lambda _: MemoryRecordStore(),
    "sqlite": lambda folder: SqlRecordStore(f"sqlite:///{folder / 'records.sqlite'}"),
    "postgresql": lambda _: SqlRecordStore(postgresql_server.new_database()),
    "dynamodb": lambda _: DynamoRecordStore(aws_server.new_table(), endpoint_url=aws_server.address()),
}


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RecordStore]:
    yield STORES[request.param](tmp_path)


def test_there_is_nothing_at_first(store: RecordStore) -> None:
    assert store.get("r1") is None
    assert store.list_all() == [] and store.list_by_email("a@b.c") == []


FIELDS = {"email": "Ana@b.c", "duration": "00:00:10", "recording": "recordings/r1.webm", "interview_id": "x"}


@given(order=st.permutations(sorted(FIELDS)), twice=st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None)
def test_the_order_of_writes_does_not_matter_and_a_repetition_changes_nothing(
    store: RecordStore, order: list[str], twice: bool
) -> None:
    store.delete("r1")
    for name in [*order, *(order if twice else [])]:
        store.merge("r1", {name: FIELDS[name]})
    record = store.get("r1")
    assert record is not None
    assert {name: getattr(record, name) for name in FIELDS} == FIELDS


@pytest.mark.parametrize("fields", [{"nonsense": 1}, {"attempt": -1}, {"status": "happy"}])
def test_what_a_record_cannot_hold_is_refused_and_nothing_is_written(
    store: RecordStore, fields: dict[str, object]
) -> None:
    with pytest.raises(BadInputError):
        store.merge("r1", fields)
    assert store.get("r1") is None


def test_an_attempt_is_begun_by_one_of_many(store: RecordStore) -> None:
    store.merge("r1", FIELDS)
    with ThreadPoolExecutor(8) as threads:
        begun = list(threads.map(lambda _: store.begin_attempt("r1", 0), range(16)))
    assert sum(record is not None for record in begun) == 1
    record = store.get("r1")
    assert record is not None and (record.attempt, record.status) == (1, "analysing")


def test_an_attempt_of_a_record_that_is_not_there_does_not_make_it(store: RecordStore) -> None:
    assert store.begin_attempt("r1", 0) is None
    assert store.finish_attempt("r1", 0, {"status": "succeeded"}) is False
    assert store.get("r1") is None


def test_a_late_result_of_an_earlier_attempt_is_refused(store: RecordStore) -> None:
    store.merge("r1", FIELDS)
    store.begin_attempt("r1", 0)
    store.begin_attempt("r1", 1)
    assert store.finish_attempt("r1", 1, {"status": "failed"}) is False
    assert store.finish_attempt("r1", 2, {"status": "succeeded"}) is True
    record = store.get("r1")
    assert record is not None and record.status == "succeeded"


def test_writers_at_the_same_time_lose_nothing(store: RecordStore) -> None:
    names = ["convert_video", "video_metrics", "transcription", "text_metrics", "update_record"]
    store.merge("r1", {})
    with ThreadPoolExecutor(5) as threads:
        for name in names * 4:
            threads.submit(store.set_step, "r1", name, StepProgress(status="succeeded", percent=100))  # type: ignore[arg-type]  # names of steps
    record = store.get("r1")
    assert record is not None and set(record.steps) == set(names)


def test_writers_of_different_fields_at_the_same_time_lose_nothing(store: RecordStore) -> None:
    with ThreadPoolExecutor(8) as threads:
        written = [threads.submit(store.merge, "r1", {name: value}) for name, value in sorted(FIELDS.items()) * 4]
    assert all(future.result().record_id == "r1" for future in written)
    record = store.get("r1")
    assert record is not None
    assert {name: getattr(record, name) for name in FIELDS} == FIELDS


def test_what_is_none_again_is_forgotten(store: RecordStore) -> None:
    store.merge("r1", FIELDS)
    record = store.merge("r1", {"email": None, "duration": None})
    assert (record.email, record.duration, record.interview_id) == (None, None, "x")
    assert store.get("r1") == record
    assert store.list_by_email(FIELDS["email"]) == []


def test_records_are_listed_by_where_they_stand(store: RecordStore) -> None:
    store.merge("r1", FIELDS)
    store.merge("r2", {"email": "b@b.c"})
    store.begin_attempt("r1", 0)
    assert [record.record_id for record in store.list_by_status("analysing")] == ["r1"]
    assert [record.record_id for record in store.list_by_status("waiting", "failed")] == ["r2"]
    store.finish_attempt("r1", 1, {"status": "succeeded"})
    assert store.list_by_status("analysing") == []


times_s = st.just(0.0) | st.floats(1e-6, 1e6)


@given(
    marks=st.lists(st.builds(Mark, question_id=st.sampled_from(["q1", "ação"]), start_s=times_s), max_size=3),
    seconds=st.none() | times_s,
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10, deadline=None)
def test_a_record_comes_back_as_it_was_written(store: RecordStore, marks: list[Mark], seconds: float | None) -> None:
    progress = StepProgress(status="failed", percent=50, seconds=seconds, reason="none")
    fields: dict[str, Any] = {"marks": tuple(marks), "objects": (), "attention": False, "attempt": 3}
    fields["steps"] = {"transcription": progress}
    assert store.merge("r1", fields) == store.get("r1") == Record(record_id="r1", **fields)


def test_a_step_of_a_deleted_record_does_not_bring_it_back(store: RecordStore) -> None:
    store.merge("r1", FIELDS)
    store.delete("r1")
    store.delete("r1")
    store.set_step("r1", "transcription", StepProgress(status="running"))
    assert store.get("r1") is None


def test_records_are_listed_newest_first_and_by_address_without_regard_to_case(store: RecordStore) -> None:
    store.merge("old", {"email": "ana@b.c", "date": "2026-01-01T00:00:00Z"})
    store.merge("none", {"email": "ANA@b.c"})
    store.merge("new", {"email": "Ana@b.c", "date": "2026-02-01T00:00:00Z"})
    store.merge("other", {"email": "bia@b.c", "date": "2026-03-01T00:00:00Z"})
    assert [record.record_id for record in store.list_by_email("aNa@b.c")] == ["new", "old", "none"]
    assert [record.record_id for record in store.list_all()] == ["other", "new", "old", "none"]


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
@pytest.mark.parametrize(
    ("email", "reach", "listed"),
    [
        (None, None, ["d", "c", "b", "f", "a", "e"]),
        ("BIA@b.c", None, ["c", "f"]),
        (None, Reach("ana@b.c"), ["d", "b", "a"]),
        (None, Reach("ana@b.c", frozenset({"f", "e", "gone"})), ["d", "b", "f", "a", "e"]),
        ("bia@b.c", Reach("ana@b.c", frozenset({"f", "e"})), ["f"]),
        (None, Reach(None, frozenset({"e"})), ["e"]),
        (None, Reach(None), []),
    ],
    ids=["all", "of an address", "own", "own and shown", "shown of an address", "by a link", "nothing"],
)
def test_pages_tell_each_record_that_may_be_seen_once_and_in_order(
    store: RecordStore, limit: int, email: str | None, reach: Reach | None, listed: list[str]
) -> None:
    same_second = "2026-02-01T00:00:00Z"
    for record_id, owner, date in (
        ("a", "ana@b.c", None), ("b", "ANA@b.c", same_second), ("c", "bia@b.c", "2026-03-01T00:00:00Z"),
        ("d", "ana@b.c", "2026-04-01T00:00:00Z"), ("e", None, None), ("f", "bia@b.c", same_second),
    ):  # fmt: skip
        store.merge(record_id, {"email": owner, "date": date})
    told, place = [], None
    for _ in range(7):
        page = store.page(limit, after(place), email, reach)
        assert len(page.items) <= limit
        told += [record.record_id for record in page.items]
        place = page.next
        if place is None:
            break
    assert place is None and told == listed


def test_records_of_an_address_are_counted_without_regard_to_case(store: RecordStore) -> None:
    for record_id, email in (("r1", "ana@b.c"), ("r2", "Ana@b.c"), ("r3", "bia@b.c"), ("r4", None)):
        store.merge(record_id, {"email": email})
    assert (store.count_by_email("ANA@b.c"), store.count_by_email("cai@b.c")) == (2, 0)


def test_nothing_comes_back_under_the_id_of_an_erased_record(store: RecordStore) -> None:
    store.merge("r1", FIELDS)
    store.erase("r1")
    assert store.is_erased("r1") and store.get("r1") is None and store.list_all() == []
    for owner in (None, "ana@b.c"):
        with pytest.raises(GoneError, match="deleted"):
            store.claim("r1", owner, {"recording": "recordings/r1.webm"})
    with pytest.raises(GoneError):
        store.merge("r1", {"duration": "00:00:10"})
    assert store.begin_attempt("r1", 0) is None and store.finish_attempt("r1", 0, {"status": "succeeded"}) is False
    store.set_step("r1", "transcription", StepProgress(status="running"))
    store.erase("r1")
    store.delete("r1")
    assert store.get("r1") is None and store.list_by_status("waiting", "analysing") == []


def test_what_never_was_can_be_erased_and_what_was_deleted_may_come_again(store: RecordStore) -> None:
    store.erase("r1")
    with pytest.raises(GoneError):
        store.merge("r1", {})
    store.merge("r2", {})
    store.delete("r2")
    assert not store.is_erased("r2") and store.merge("r2", {}).record_id == "r2"


def test_a_record_is_claimed_by_one_account(store: RecordStore) -> None:
    assert store.claim("r1", "Ana@b.c", {"uploading": "r1.webm"}).email == "Ana@b.c"
    assert store.claim("r1", "ana@B.C", {"duration": "00:00:10"}).uploading == "r1.webm"
    store.merge("nobodys", {"duration": "00:00:10"})
    for record_id in ("r1", "nobodys"):
        with pytest.raises(ConflictError, match="another account"):
            store.claim(record_id, "ben@b.c", {"recording": f"recordings/{record_id}.webm"})
    assert store.claim("r1", None, {"duration": "00:00:11"}).duration == "00:00:11"


def test_of_many_accounts_one_has_the_record(store: RecordStore) -> None:
    def claimed(number: int) -> bool:
        try:
            return store.claim("r1", f"p{number}@b.c", {"duration": "00:00:10"}).email == f"p{number}@b.c"
        except ConflictError:
            return False

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(claimed, range(16))) == 1
