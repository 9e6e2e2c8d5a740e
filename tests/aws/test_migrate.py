"""Records of the earlier system, in both of their shapes, into this one."""

from decimal import Decimal
from typing import Any

import pytest
from boto3.dynamodb.types import TypeSerializer
from tests.support import aws_server

from interview_simulator.aws.clients import S3Clients
from interview_simulator.aws.migrate import Ends, Migrated, migrate
from interview_simulator.aws.old_records import read_old
from interview_simulator.stores.media.s3 import S3MediaStore
from interview_simulator.stores.records.dynamodb import DynamoRecordStore

VERSION_1 = {
    "record_id": "v1", "email": "Ana@b.c", "date": "2023-05-01 10:20:30", "duration": "00:12:00", "video": "v1.webm",
    "report": str({"avaliacao": "Fala claro, não é 'robótico'.", "correcao": "1. certo"}), "objects": ["Hat"],
    "attention": False,
}  # fmt: skip
VERSION_2 = {
    "record_id": "v2", "email": "ana@b.c", "date": "2024-05-01", "duration": "00:01:00", "video": "v2.webm",
    "report": str({"avaliacao": "ok"}), "attention": Decimal("0.85"),
}  # fmt: skip


@pytest.fixture
def ends() -> Ends:
    made = Ends(
        old_table=aws_server.new_table(),
        old_bucket=aws_server.new_bucket(),
        table=aws_server.new_table(),
        bucket=aws_server.new_bucket(),
    )
    for item in (VERSION_1, VERSION_2):
        put(made, item)
    aws_server.put_object(str(made.old_bucket), "v1.webm", b"recording")
    return made


def put(ends: Ends, item: dict[str, Any]) -> None:
    written = {name: TypeSerializer().serialize(value) for name, value in item.items()}
    aws_server.aws("dynamodb").put_item(TableName=ends.old_table, Item=written)


def run(ends: Ends, *, write: bool) -> dict[str, Migrated]:
    return {found.record_id: found for found in migrate(ends, write=write, endpoint_url=aws_server.address())}


def records(ends: Ends) -> DynamoRecordStore:
    return DynamoRecordStore(ends.table, endpoint_url=aws_server.address())


def test_a_dry_run_changes_nothing(ends: Ends) -> None:
    assert {found.outcome for found in run(ends, write=False).values()} == {"would be taken over"}
    assert records(ends).list_all() == []


def test_both_shapes_are_taken_over_and_what_was_invented_is_not(ends: Ends) -> None:
    run(ends, write=True)
    one, two = records(ends).get("v1"), records(ends).get("v2")
    assert one is not None and two is not None
    assert (one.email, one.date, one.duration) == ("Ana@b.c", "2023-05-01T10:20:30Z", "00:12:00")
    assert one.objects == ("Hat",) and one.attention is False
    assert two.objects is None and two.attention is None
    assert {found.record_id for found in records(ends).list_by_email("ana@b.c")} == {"v1", "v2"}


def test_an_address_is_found_under_the_one_form_in_which_addresses_are_compared(ends: Ends) -> None:
    put(ends, {**VERSION_1, "record_id": "v3", "email": "Straße@Bücher.example"})
    run(ends, write=True)
    item = aws_server.aws("dynamodb").get_item(TableName=ends.table, Key={"record_id": {"S": "v3"}})["Item"]
    assert item["email"] == {"S": "straße@xn--bcher-kva.example"}
    assert [found.record_id for found in records(ends).list_by_email("straße@bücher.example")] == ["v3"]
    assert records(ends).list_by_email("strasse@bücher.example") == []


def test_the_recording_and_the_old_words_come_along(ends: Ends) -> None:
    assert "no file v2.webm" in run(ends, write=True)["v2"].reason
    media, one = S3MediaStore(ends.bucket, S3Clients(endpoint_url=aws_server.address())), records(ends).get("v1")
    assert one is not None and one.recording == "recordings/v1.webm"
    assert b"".join(media.read(one.recording)) == b"recording"
    assert "não é 'robótico'" in b"".join(media.read("artefacts/v1/earlier-report.json")).decode()


def test_it_may_be_repeated_and_never_overwrites(ends: Ends) -> None:
    run(ends, write=True)
    records(ends).merge("v1", {"duration": "00:00:01"})
    assert {found.outcome for found in run(ends, write=True).values()} == {"is there already"}
    one = records(ends).get("v1")
    assert one is not None and one.duration == "00:00:01"


def test_what_cannot_be_one_of_ours_is_named_and_the_others_come(ends: Ends) -> None:
    put(ends, {**VERSION_1, "record_id": "../v3"})
    found = run(ends, write=True)
    assert found["../v3"].outcome == "cannot be taken over" and found["v1"].outcome == "taken over"


@pytest.mark.parametrize("report", ["{'a': __import__('os').getcwd()}", "{'a': ", "plain words"])
def test_an_old_report_is_read_and_never_run(report: str) -> None:
    assert read_old({**VERSION_1, "report": report}).text == {"report": report}


def test_made_up_labels_are_not_taken_over() -> None:
    assert "objects" not in read_old({**VERSION_1, "objects": ["Person", "Face"]}).fields


@pytest.mark.parametrize("date", ["0001-01-01T00:00:00+1400", "9999-12-31T23:59:59-1200"])
def test_a_date_that_utc_does_not_have_is_left_out(date: str) -> None:
    assert "date" not in read_old({**VERSION_1, "date": date}).fields
