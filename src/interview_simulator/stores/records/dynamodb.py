"""Records in a table of DynamoDB: partition key `record_id`, indexes by `email`, and by `email` and `date`.

Every write is one UpdateItem of the fields that it is about, so writers of different fields never undo each other's.
What is None has no attribute. `email` holds the address in canonical form, for the index; how it was written stands in
`email_as_written`. An earlier version held it with all letters folded, which is another form for some addresses.
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain, islice
from typing import Any

from interview_simulator.aws.clients import client
from interview_simulator.aws.errors import code_of, errors_of_a_store
from interview_simulator.domain.address import canonical, same
from interview_simulator.domain.pages import After, Page, Reach, page_of
from interview_simulator.domain.record import Record, RecordStatus, StepName, StepProgress
from interview_simulator.errors import ConflictError
from interview_simulator.stores.records.documents import gone, newest_first, page_among, record_of, require_owner

INDEX = "user_index"
BY_DATE = "user_dates"
"""The index by address and date; what has no date is not in it."""
AS_WRITTEN = "email_as_written"
LEAST = Decimal("1e-130")
"""DynamoDB holds no smaller number but 0."""
ERASED = "erased_for_good"
"""An attribute of an erased record, which has no other but its id."""
DATE = {"ExpressionAttributeNames": {"#date": "date"}}
NOT_ERASED = f"attribute_not_exists({ERASED})"
THERE = f"attribute_exists(record_id) AND {NOT_ERASED}"


class DynamoRecordStore:
    """A record store in a table of DynamoDB.

    Reads of one record see every write before them; lists by address may lag behind by a moment, as the index does.
    """

    def __init__(
        self, table: str, index: str = INDEX, *, endpoint_url: str | None = None, region: str | None = None
    ) -> None:
        self._table, self._index = table, index
        self._dynamodb = client("dynamodb", endpoint_url=endpoint_url, region=region)

    def merge(self, record_id: str, fields: dict[str, Any]) -> Record:
        """Write these fields and keep the others."""
        return self.claim(record_id, None, fields)

    def claim(self, record_id: str, owner: str | None, fields: dict[str, Any]) -> Record:
        """Write these fields into a record of this owner; looked at again while others change whose it is."""
        record = None
        while record is None:
            item = {} if owner is None else self._item(record_id)
            if ERASED in item:
                raise gone()
            require_owner(_record(item) if item else None, owner)
            record = self._claim(record_id, owner, fields, item)
            if record is None and owner is None:
                raise gone()
        return record

    def begin_attempt(self, record_id: str, after: int) -> Record | None:
        """Raise `attempt` from `after` by one."""
        fields = _attributes(record_id, {"attempt": after + 1, "status": "analysing", "steps": {}})
        return self._update(record_id, fields, after)

    def finish_attempt(self, record_id: str, attempt: int, fields: dict[str, Any]) -> bool:
        """Write these fields if the record is still at this attempt."""
        return self._update(record_id, _attributes(record_id, fields), attempt) is not None

    def set_step(self, record_id: str, step: StepName, progress: StepProgress) -> None:
        """Note where a step stands, beside what the other branch notes at the same time."""
        call = {
            "UpdateExpression": "SET steps.#step = :progress",
            "ConditionExpression": "attribute_exists(steps)",
            "ExpressionAttributeNames": {"#step": step},
            "ExpressionAttributeValues": {":progress": _dynamo(_plain(progress.model_dump_json()))},
        }
        self._write(record_id, call)

    def get(self, record_id: str) -> Record | None:
        """The record, None when there is none."""
        item = self._item(record_id)
        return _record(item) if item and ERASED not in item else None

    def page(
        self, limit: int, after: After | None = None, email: str | None = None, reach: Reach | None = None
    ) -> Page[Record]:
        """At most `limit` records behind that place; those of the same date are in the table's order.

        Of one address as many are read as are told, and on the last page all of them, for those without a date; of
        any other list the whole table.
        """
        address = _only_address(email, reach)
        if address is None or len(_forms(address)) > 1:
            listed = self.list_all() if email is None else self.list_by_email(email)
            return page_among(listed, limit, after, email, reach)
        behind = chain(self._dated(address, limit + 1, after), self._dateless(address, after))
        return page_of(list(islice(behind, limit + 1)), limit)

    def count_by_email(self, email: str) -> int:
        """How many there are of that address."""
        return len(self.list_by_email(email))

    def list_by_email(self, email: str) -> list[Record]:
        """Records of that address."""
        return newest_first(self._of_address(email, self._index))

    def list_all(self) -> list[Record]:
        """All records; reads the whole table."""
        return newest_first(self._pages("scan", {"ConsistentRead": True}))

    def list_by_status(self, *statuses: RecordStatus) -> list[Record]:
        """Records that stand at one of these; reads the whole table."""
        return [record for record in self.list_all() if record.status in statuses]

    def delete(self, record_id: str) -> None:
        """Remove the record."""
        with errors_of_a_store(f"record {record_id}"):
            self._dynamodb.delete_item(TableName=self._table, Key=_key(record_id))

    def erase(self, record_id: str) -> None:
        """Leave nothing of the record but its id and that it was erased."""
        names = {f"#{name}": name for name in (*Record.model_fields, AS_WRITTEN) if name != "record_id"}
        call = {
            "UpdateExpression": f"SET {ERASED} = :erased REMOVE {', '.join(names)}",
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": {":erased": _dynamo(True)},
        }
        with errors_of_a_store(f"record {record_id}"):
            self._dynamodb.update_item(TableName=self._table, Key=_key(record_id), **call)

    def is_erased(self, record_id: str) -> bool:
        """Whether the record was erased."""
        return ERASED in self._item(record_id)

    def _claim(self, record_id: str, owner: str | None, fields: dict[str, Any], item: dict[str, Any]) -> Record | None:
        """Write these fields; None for an erased record, and for one that is not whose `item` was any more."""
        attributes = _attributes(record_id, {**({} if owner is None else {"email": owner}), **fields})
        call = _expression(attributes, {} if "steps" in attributes else {"steps": {}})
        call["ConditionExpression"] = NOT_ERASED
        if owner is not None and item:
            call["ExpressionAttributeValues"][":held"] = item["email"]
            call["ConditionExpression"] += " AND email = :held"
        elif owner is not None:
            call["ConditionExpression"] += " AND attribute_not_exists(record_id)"
        return self._write(record_id, {name: part for name, part in call.items() if part})

    def _item(self, record_id: str) -> dict[str, Any]:
        with errors_of_a_store(f"record {record_id}"):
            found = self._dynamodb.get_item(TableName=self._table, Key=_key(record_id), ConsistentRead=True)
        item: dict[str, Any] = found.get("Item", {})
        return item

    def _dated(self, email: str, at_once: int, after: After | None) -> Iterator[Record]:
        """Those with a date behind that place, newest first, read `at_once`."""
        if after is None:
            yield from self._of_address(email, BY_DATE, ScanIndexForward=False, Limit=at_once)
        elif after.date is not None:
            place = {"email": canonical(email), "date": after.date, "record_id": after.record_id}
            start = {name: _dynamo(value) for name, value in place.items()}
            yield from self._of_address(email, BY_DATE, ScanIndexForward=False, Limit=at_once, ExclusiveStartKey=start)

    def _dateless(self, email: str, after: After | None) -> Iterator[Record]:
        """Those without a date behind that place, by id."""
        found = self._of_address(email, self._index, FilterExpression="attribute_not_exists(#date)", **DATE)
        yield from newest_first(record for record in found if after is None or after.precedes(record))

    def _of_address(self, email: str, index: str, **asked: Any) -> Iterator[Record]:
        """Those of this address, as the index finds them, compared again: one that was folded may be another's."""
        for form in _forms(email):
            asked["KeyConditionExpression"] = "email = :email"
            asked["ExpressionAttributeValues"] = {":email": _dynamo(form)}
            found = self._pages("query", {"IndexName": index, **asked})
            yield from (record for record in found if same(record.email, email))

    def _pages(self, call: str, asked: dict[str, Any]) -> Iterator[Record]:
        with errors_of_a_store("list of records"):
            for page in self._dynamodb.get_paginator(call).paginate(TableName=self._table, **asked):
                yield from (_record(item) for item in page["Items"] if ERASED not in item)

    def _update(self, record_id: str, attributes: dict[str, Any], if_attempt: int) -> Record | None:
        """Write attributes; None when the record is not there, or at another attempt."""
        call = _expression(attributes, {})
        call["ExpressionAttributeValues"][":if_attempt"] = _dynamo(if_attempt)
        call["ConditionExpression"] = f"{THERE} AND {_at_attempt(if_attempt)}"
        return self._write(record_id, {name: part for name, part in call.items() if part})

    def _write(self, record_id: str, call: dict[str, Any]) -> Record | None:
        try:
            with errors_of_a_store(f"record {record_id}"):
                written = self._dynamodb.update_item(
                    TableName=self._table, Key=_key(record_id), ReturnValues="ALL_NEW", **call
                )
        except ConflictError as error:
            if code_of(error.__cause__) == "ConditionalCheckFailedException":
                return None
            raise
        return _record(written["Attributes"])


def _forms(email: str) -> set[str]:
    """In which the index may hold the address."""
    return {canonical(email), email.casefold()} - {""}


def _only_address(email: str | None, reach: Reach | None) -> str | None:
    """The one address whose records are all that is asked for; None where it is another list, or none."""
    if reach is None:
        return email
    if reach.record_ids or (email is not None and not same(email, reach.owner)):
        return None
    return reach.owner


def _at_attempt(attempt: int) -> str:
    """A record at its first attempt may have no attribute for it."""
    return "(attribute_not_exists(attempt) OR attempt = :if_attempt)" if attempt == 0 else "attempt = :if_attempt"


def _attributes(record_id: str, fields: dict[str, Any]) -> dict[str, Any]:
    """The attributes of these fields, None for those to be removed; raises BadInputError as `merge` does."""
    document = _plain(record_of({**fields, "record_id": record_id}).model_dump_json())
    attributes = {name: document[name] for name in fields if name != "record_id"}
    if "email" in attributes:
        attributes[AS_WRITTEN] = attributes["email"]
        attributes["email"] = canonical(attributes["email"] or "") or None
    return attributes


def _expression(attributes: dict[str, Any], keep: dict[str, Any]) -> dict[str, Any]:
    """UpdateItem's arguments; names and values go beside the expression, because many names are reserved words."""
    written = {name: value for name, value in attributes.items() if value is not None}
    sets = [f"#{name} = :{name}" for name in written]
    sets += [f"#{name} = if_not_exists(#{name}, :{name})" for name in keep]
    removed = [f"#{name}" for name, value in attributes.items() if value is None]
    clauses = (("SET", sets), ("REMOVE", removed))
    return {
        "UpdateExpression": " ".join(f"{verb} {', '.join(parts)}" for verb, parts in clauses if parts),
        "ExpressionAttributeNames": {f"#{name}": name for name in (*attributes, *keep)},
        "ExpressionAttributeValues": {f":{name}": _dynamo(value) for name, value in {**written, **keep}.items()},
    }


def _record(item: dict[str, Any]) -> Record:
    from boto3.dynamodb.types import TypeDeserializer

    attributes = {name: _ours(TypeDeserializer().deserialize(value)) for name, value in item.items()}
    attributes["email"] = attributes.get(AS_WRITTEN, attributes.get("email"))
    return record_of({name: value for name, value in attributes.items() if name in Record.model_fields})


def _plain(document: str) -> Any:
    """JSON with every fraction as the Decimal that was written, for DynamoDB refuses floats."""
    return json.loads(document, parse_float=_decimal)


def _decimal(written: str) -> Decimal:
    value = Decimal(written)
    return value if abs(value) >= LEAST else Decimal(0)


def _dynamo(value: Any) -> Any:
    from boto3.dynamodb.types import TypeSerializer

    return TypeSerializer().serialize(value)


def _ours(value: Any) -> Any:
    """Decimals as the ints and floats that they were."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {name: _ours(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_ours(inner) for inner in value]
    return value


def _key(record_id: str) -> dict[str, Any]:
    return {"record_id": _dynamo(record_id)}
