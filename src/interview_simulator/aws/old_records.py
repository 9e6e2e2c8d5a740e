"""Records of the earlier system, as they lie in its table: version 1 with `objects`, version 2 without. Pure.

Their reports are Python's `str(dict)`. What version 2 measured was invented (a share instead of yes or no, `Person` and
`Face` as forbidden things); it is not taken over.
"""

import ast
from datetime import UTC, datetime
from typing import Any

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.keys import recording_key
from interview_simulator.domain.timestamps import utc
from interview_simulator.errors import BadInputError

INVENTED = {"Person", "Face"}


class OldRecord(Frozen):
    """What can be taken over of an old record."""

    record_id: str
    fields: dict[str, Any]
    """Of our record."""
    text: dict[str, str]
    """The old evaluation (`avaliacao`), correction (`correcao`) and whatever else its report said, word for word."""
    video: str | None
    """Key of the recording in the old bucket."""


def read_old(item: dict[str, Any]) -> OldRecord:
    """One item; raises BadInputError that says why it cannot be taken over."""
    record_id = item.get("record_id")
    if not isinstance(record_id, str) or not record_id:
        raise BadInputError("The item has no record_id.")
    recording_key(f"{record_id}.webm")  # raises for an id that cannot be one here
    named = {name: item[name] for name in ("email", "duration") if isinstance(item.get(name), str)}
    date = _date(item.get("date"))
    measured = {"attention": _attention(item.get("attention")), "objects": _objects(item.get("objects"))}
    video = item.get("video")
    return OldRecord(
        record_id=record_id,
        fields={**named, **({"date": date} if date else {}), **{k: v for k, v in measured.items() if v is not None}},
        text=_report(item.get("report")),
        video=video if isinstance(video, str) and video else None,
    )


def _report(written: Any) -> dict[str, str]:
    """The old report, without ever running it; one that cannot be read stays as it is written."""
    if isinstance(written, str):
        try:
            found = ast.literal_eval(written)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            return {"report": written} if written else {}
        return _report(found) if isinstance(found, dict) else {"report": written}
    return {str(name): str(value) for name, value in written.items()} if isinstance(written, dict) else {}


def _attention(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _objects(value: Any) -> list[str] | None:
    if not isinstance(value, list | set | tuple):
        return None
    labels = sorted({str(label) for label in value})
    return None if INVENTED & set(labels) else labels


def _date(value: Any) -> str | None:
    """ISO 8601, UTC; None for what is no date."""
    for form in ("%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M:%S",
                 "%d/%m/%Y, %H:%M:%S", "%Y-%m-%d", "%d/%m/%Y"):  # fmt: skip
        try:
            read = datetime.strptime(str(value), form)
            return utc(read if read.tzinfo else read.replace(tzinfo=UTC))
        except (ValueError, BadInputError):
            continue
    return None
