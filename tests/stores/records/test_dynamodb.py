"""What DynamoDB does beyond the contract: pages, the index, records of other hands, and who may not."""

import pytest
from tests.support import aws_server

from interview_simulator.domain.interview import Mark
from interview_simulator.domain.record import StepProgress
from interview_simulator.errors import ServiceRefusedError
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


def test_an_address_is_kept_as_it_was_written_and_found_without_regard_to_case(
    store: DynamoRecordStore, table: str
) -> None:
    store.merge("r1", {"email": "Ana@B.C"})
    item = aws_server.aws("dynamodb").get_item(TableName=table, Key={"record_id": {"S": "r1"}})["Item"]
    assert (item["email"], item["email_as_written"]) == ({"S": "ana@b.c"}, {"S": "Ana@B.C"})
    assert [record.email for record in store.list_by_email("ANA@b.c")] == ["Ana@B.C"]


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
