"""Records and recordings of the earlier system into an installation of this one. The old ones are only read."""

import json
from collections.abc import Iterator
from typing import Any, Literal

from interview_simulator.aws.clients import client, s3_client
from interview_simulator.aws.errors import errors_of_a_store
from interview_simulator.aws.old_records import OldRecord, read_old
from interview_simulator.domain.address import canonical
from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.keys import artefact_key, recording_key
from interview_simulator.errors import BadInputError, NotFoundError

Outcome = Literal["taken over", "would be taken over", "is there already", "cannot be taken over"]


class Migrated(Frozen):
    """What became of one old record."""

    record_id: str
    outcome: Outcome
    reason: str = ""


class Ends(Frozen):
    """From where to where; `old_bucket` None: without recordings."""

    old_table: str
    old_bucket: str | None
    table: str
    bucket: str


def migrate(
    ends: Ends, *, write: bool, endpoint_url: str | None = None, region: str | None = None
) -> Iterator[Migrated]:
    """Take over every record that is not there yet, one after the other; broken off, it is simply begun again.

    `write` False: say what would be done, and do nothing.
    """
    dynamodb = client("dynamodb", endpoint_url=endpoint_url, region=region)
    s3 = s3_client(endpoint_url=endpoint_url, region=region)
    for item in _items(dynamodb, ends.old_table):
        try:
            old = read_old(item)
        except BadInputError as error:
            yield Migrated(record_id=str(item.get("record_id", "?")), outcome="cannot be taken over", reason=str(error))
            continue
        if _is_there(dynamodb, ends.table, old.record_id):
            yield Migrated(record_id=old.record_id, outcome="is there already")
        elif not write:
            yield Migrated(record_id=old.record_id, outcome="would be taken over", reason=_missing(s3, ends, old))
        else:
            yield _taken_over(dynamodb, s3, ends, old)


def _taken_over(dynamodb: Any, s3: Any, ends: Ends, old: OldRecord) -> Migrated:
    """The files first, the record last: a record that is there is whole."""
    missing, fields = _missing(s3, ends, old), dict(old.fields)
    if ends.old_bucket and old.video and not missing:
        key = recording_key(f"{old.record_id}.{old.video.rpartition('.')[2]}")
        with errors_of_a_store(f"file {old.video}"):
            s3.copy({"Bucket": ends.old_bucket, "Key": old.video}, ends.bucket, key)
        fields["recording"] = key
    with errors_of_a_store(f"record {old.record_id}"):
        s3.put_object(
            Bucket=ends.bucket,
            Key=artefact_key(old.record_id, "earlier-report.json"),
            Body=json.dumps(old.text, ensure_ascii=False, indent=2).encode(),
            ContentType="application/json",
        )
        dynamodb.put_item(TableName=ends.table, Item=_item(old.record_id, fields),
                          ConditionExpression="attribute_not_exists(record_id)")  # fmt: skip
    return Migrated(record_id=old.record_id, outcome="taken over", reason=missing)


def _item(record_id: str, fields: dict[str, Any]) -> dict[str, Any]:
    """As DynamoRecordStore writes it; attempt 1 has failed, so that "try again" analyses the recording."""
    from boto3.dynamodb.types import TypeSerializer

    email = fields.get("email")
    item = {"record_id": record_id, "steps": {}, "status": "failed", "attempt": 1, **fields}
    item |= {"email": canonical(email), "email_as_written": email} if email else {}
    return {name: TypeSerializer().serialize(value) for name, value in item.items()}


def _missing(s3: Any, ends: Ends, old: OldRecord) -> str:
    """Why there is no recording to take over; empty when there is one, or none is wanted."""
    if ends.old_bucket is None:
        return ""
    if old.video is None:
        return "The record names no video."
    try:
        with errors_of_a_store(f"file {old.video}"):
            s3.head_object(Bucket=ends.old_bucket, Key=old.video)
            recording_key(f"{old.record_id}.{old.video.rpartition('.')[2]}")
    except (NotFoundError, BadInputError) as error:
        return str(error)
    return ""


def _is_there(dynamodb: Any, table: str, record_id: str) -> bool:
    with errors_of_a_store(f"record {record_id}"):
        return "Item" in dynamodb.get_item(TableName=table, Key={"record_id": {"S": record_id}}, ConsistentRead=True)


def _items(dynamodb: Any, table: str) -> Iterator[dict[str, Any]]:
    from boto3.dynamodb.types import TypeDeserializer

    with errors_of_a_store(f"table {table}"):
        for page in dynamodb.get_paginator("scan").paginate(TableName=table):
            for item in page["Items"]:
                yield {name: TypeDeserializer().deserialize(value) for name, value in item.items()}
