"""What a process does at its start about recordings that arrived while one was killed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from interview_simulator.stores.media.signing import UrlSigner
from interview_simulator.testing.media import MemoryMediaStore
from interview_simulator.testing.records import MemoryRecordStore
from interview_simulator.workflow.attempts import Stores, adopt_recordings, adopt_uploads

KEY = "recordings/r1.webm"


@pytest.fixture
def stores() -> Stores:
    """With a recording that no record knows of."""
    media = MemoryMediaStore(UrlSigner(b"secret"))
    media.put(KEY, Path(__file__))
    return Stores(media, MemoryRecordStore())


def recording(stores: Stores) -> str | None:
    record = stores.records.get("r1")
    return record.recording if record else None


@pytest.mark.parametrize("adopt", [adopt_recordings, adopt_uploads])
def test_an_upload_whose_end_was_not_written_is_adopted(stores: Stores, adopt: Callable[[Stores], None]) -> None:
    stores.records.merge("r1", {"uploading": "r1.webm"})
    adopt(stores)
    assert recording(stores) == KEY


def test_on_one_machine_a_recording_without_a_record_is_adopted_too(stores: Stores) -> None:
    adopt_recordings(stores)
    assert recording(stores) == KEY


def test_what_is_known_is_not_written_again(stores: Stores) -> None:
    stores.records.merge("r1", {"recording": "recordings/r1.mp4", "status": "succeeded"})
    adopt_recordings(stores)
    assert recording(stores) == "recordings/r1.mp4"
