"""What DynamoDB does beyond the contract: pages, the index, records of other hands, and who may not."""

from typing import Any

import pytest
from tests.support import aws_server

from interview_simulator.domain.address import canonical
from interview_simulator.domain.interview import Mark
from interview_simulator.domain.pages import Reach, after
from interview_simulator.domain.record import StepProgress
from interview_simulator.errors import ConflictError, ServiceRefusedError
from interview_simulator.stores.records.dynamodb import DynamoRecordStore

PAGE_BYTES = 1_000_000
"""DynamoDB gives no more in one answer."""


@pytest.fixture
def table() -> str:
    return aws_server.new_table()


@pytest.fixture
def store(table: str) -> DynamoRecordStore:
    return DynamoRecordStore(table, endpoint_url=aws_server.address())


def test_lists_go_on_behind_their_first_page(store: DynamoRecordStore, table: str) -> None:
    ids = [f"r{number}" for number in range(8)]
    for record_id in ids:
        store.merge(record_id, {"email": "ana@b.c", "video": "x" * (PAGE_BYTES // 4)})
    first = aws_server.aws("dynamodb").scan(TableName=table)
    assert "LastEvaluatedKey" in first and first["Count"] < len(ids)
    assert [record.record_id for record in store.list_all()] == ids
    assert [record.record_id for record in store.list_by_email("ana@b.c")] == ids


@pytest.fixture
def read(store: DynamoRecordStore) -> list[int]:
    """How many items each query read, as they are added."""
    counts: list[int] = []
    events = store._dynamodb.meta.events
    events.register("after-call.dynamodb.Query", lambda parsed, **_: counts.append(parsed["ScannedCount"]))
    return counts


def test_a_page_reads_what_it_tells(store: DynamoRecordStore, read: list[int]) -> None:
    for number in range(30):
        store.merge(f"r{number:02}", {"email": "ana@b.c", "date": f"2026-01-{30 - number:02}T00:00:00Z"})
    store.merge("dateless", {"email": "ana@b.c"})
    store.merge("other", {"email": "bia@b.c", "date": "2026-02-01T00:00:00Z"})
    for reach in (None, Reach("ANA@b.c")):
        told, place = [], None
        for _ in range(4):
            before = len(read)
            page = store.page(10, after(place), "Ana@b.c", reach)
            told += [record.record_id for record in page.items]
            place = page.next
            if len(told) <= 20:  # then those without a date may be next
                assert sum(read[before:]) == 11
        assert place is None and told == [*(f"r{number:02}" for number in range(30)), "dateless"]


def test_a_page_goes_on_behind_a_record_that_was_deleted(store: DynamoRecordStore) -> None:
    for number in range(1, 6):
        store.merge(f"r{number}", {"email": "ana@b.c", "date": f"2026-01-0{number}T00:00:00Z"})
    first = store.page(2, None, "ana@b.c")
    store.erase("r4")
    second = store.page(2, after(first.next), "ana@b.c")
    assert [record.record_id for record in (*first.items, *second.items)] == ["r5", "r4", "r3", "r2"]


def test_an_address_is_kept_as_it_was_written_and_found_without_regard_to_case(
    store: DynamoRecordStore, table: str
) -> None:
    store.merge("r1", {"email": "Ana@B.C"})
    item = aws_server.aws("dynamodb").get_item(TableName=table, Key={"record_id": {"S": "r1"}})["Item"]
    assert (item["email"], item["email_as_written"]) == ({"S": "ana@b.c"}, {"S": "Ana@B.C"})
    assert [record.email for record in store.list_by_email("ANA@b.c")] == ["Ana@B.C"]


STREETS = "straße@b.c", "strasse@b.c"
"""Two people, whose addresses are the same with all letters folded."""


def folded(table: str, record_id: str, email: str) -> None:
    """A record as an earlier version wrote it."""
    written = {"record_id": record_id, "email": email.casefold(), "email_as_written": email, "status": "waiting"}
    item: dict[str, Any] = {name: {"S": value} for name, value in written.items()}
    item["steps"] = {"M": {}}
    aws_server.aws("dynamodb").put_item(TableName=table, Item=item)


def test_addresses_that_fold_alike_are_two(store: DynamoRecordStore) -> None:
    for record_id, email, other in (("r1", *STREETS), ("r2", *reversed(STREETS))):
        store.claim(record_id, email, {"date": "2026-01-01T00:00:00Z"})
        with pytest.raises(ConflictError, match="another account"):
            store.claim(record_id, other, {"duration": "00:00:10"})
    for email in STREETS:
        assert [record.email for record in store.list_by_email(email)] == [email]
        assert [record.email for record in store.page(10, None, email).items] == [email]


@pytest.mark.parametrize("email", ["Straße@b.c", "Ana@Bücher.example"])
def test_what_an_earlier_version_wrote_is_still_its_owners(store: DynamoRecordStore, table: str, email: str) -> None:
    folded(table, "r1", email)
    assert [record.record_id for record in store.list_by_email(email.lower())] == ["r1"]
    assert [record.record_id for record in store.page(1, None, email.lower()).items] == ["r1"]
    with pytest.raises(ConflictError):
        store.claim("r1", "strasse@b.c", {"duration": "00:00:10"})
    assert store.claim("r1", canonical(email), {"duration": "00:00:10"}).duration == "00:00:10"
    assert store.claim("r1", canonical(email), {"duration": "00:00:11"}).duration == "00:00:11"


def test_an_empty_address_is_no_key_of_the_index(store: DynamoRecordStore) -> None:
    assert store.merge("r1", {"email": ""}).email == ""
    assert store.list_by_email("") == []


def test_numbers_are_numbers_in_the_table(store: DynamoRecordStore, table: str) -> None:
    store.merge("r1", {"marks": (Mark(question_id="q", start_s=0.1),), "attempt": 2})
    item = aws_server.aws("dynamodb").get_item(TableName=table, Key={"record_id": {"S": "r1"}})["Item"]
    assert item["attempt"] == {"N": "2"}
    assert item["marks"] == {"L": [{"M": {"question_id": {"S": "q"}, "start_s": {"N": "0.1"}}}]}


def test_a_record_that_another_hand_wrote_can_be_read_and_begun(store: DynamoRecordStore, table: str) -> None:
    item = {"record_id": {"S": "r1"}, "email": {"S": "ana@b.c"}, "of_others": {"S": "kept"}}
    aws_server.aws("dynamodb").put_item(TableName=table, Item=item)
    record = store.get("r1")
    assert record is not None and (record.email, record.attempt) == ("ana@b.c", 0)
    begun = store.begin_attempt("r1", 0)
    assert begun is not None and begun.attempt == 1
    store.set_step("r1", "transcription", StepProgress(status="running"))
    after = aws_server.aws("dynamodb").get_item(TableName=table, Key={"record_id": {"S": "r1"}})["Item"]
    assert after["of_others"] == {"S": "kept"} and set(after["steps"]["M"]) == {"transcription"}


def test_a_table_that_is_not_there_is_an_error_of_the_set_up() -> None:
    nowhere = DynamoRecordStore("no-such-table", endpoint_url=aws_server.address())
    with pytest.raises(ServiceRefusedError, match="set-up"):
        nowhere.merge("r1", {})
    with pytest.raises(ServiceRefusedError):
        nowhere.list_all()
