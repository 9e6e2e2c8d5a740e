"""RecordingArrived: told by EventBridge of an upload; starts the execution, which the bucket's event could not name."""

from functools import cache
from typing import Any

from interview_simulator import compose_aws
from interview_simulator.domain.keys import record_id_of, recording_key
from interview_simulator.settings import AwsSettings
from interview_simulator.stores.records.store import RecordStore
from interview_simulator.workflow.engine import Workflow


@cache
def arrivals() -> tuple[RecordStore, Workflow]:
    """Where it is noted, and what is started."""
    return compose_aws.arrivals(AwsSettings())


def handler(event: dict[str, Any], _context: object) -> None:
    """Note where the recording lies, and start its analysis; may be repeated."""
    key = recording_key(str(event["detail"]["object"]["key"]).removeprefix("recordings/"))
    records, workflow = arrivals()
    record = records.merge(record_id_of(key), {"recording": key, "uploading": None})
    workflow.start(record.record_id)
