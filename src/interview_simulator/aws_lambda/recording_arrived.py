"""RecordingArrived: told by EventBridge of an upload; starts the execution, which the bucket's event could not name."""

import logging
from functools import cache
from typing import Any

from interview_simulator import compose_aws
from interview_simulator.domain.keys import record_id_of, recording_key
from interview_simulator.errors import ConflictError, GoneError, NotFoundError
from interview_simulator.settings import AwsSettings

log = logging.getLogger(__name__)


@cache
def arrivals() -> compose_aws.Arrivals:
    """Where it lies, where it is noted, and what is started."""
    return compose_aws.arrivals(AwsSettings())


def handler(event: dict[str, Any], _context: object) -> None:
    """Note where the recording lies, and start its analysis; may be repeated.

    What came for an erased record, for another account's, or for none is removed.
    """
    key = recording_key(str(event["detail"]["object"]["key"]).removeprefix("recordings/"))
    arrived = arrivals()
    record_id = record_id_of(key)
    try:
        owner = arrived.media.owner_of(key)
        if owner is None and arrived.records.get(record_id) is None:
            raise GoneError(f"Nobody waits for {key}.")
        arrived.records.claim(record_id, owner, {"recording": key, "uploading": None})
    except NotFoundError:  # deleted meanwhile
        return
    except (ConflictError, GoneError) as error:
        log.warning("%s is removed: %s", key, error)
        arrived.media.delete(key)
        return
    arrived.workflow.start(record_id)
