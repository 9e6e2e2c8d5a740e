"""What a step hands on when the next one runs in another process: a JSON file in the media store, however long."""

import tempfile
from pathlib import Path

from interview_simulator.domain.keys import artefact_key
from interview_simulator.domain.record import StepName
from interview_simulator.domain.results import Results
from interview_simulator.errors import NotFoundError
from interview_simulator.stores.media.store import MediaStore


def keep_result(media: MediaStore, record_id: str, attempt: int, step: StepName, brought: Results) -> None:
    """Keep what one step of an attempt brought."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{step}.json"
        path.write_text(brought.model_dump_json(), encoding="utf-8")
        media.put(_key(record_id, attempt, step), path)


def kept_result(media: MediaStore, record_id: str, attempt: int, step: StepName) -> Results | None:
    """What the step brought; None when it has not ended, or was stopped from outside."""
    try:
        return Results.model_validate_json(b"".join(media.read(_key(record_id, attempt, step))))
    except NotFoundError:
        return None


def forget_result(media: MediaStore, record_id: str, attempt: int, step: StepName) -> None:
    """The step begins anew."""
    media.delete(_key(record_id, attempt, step))


def _key(record_id: str, attempt: int, step: StepName) -> str:
    return artefact_key(record_id, f"results/{attempt}/{step}.json")
