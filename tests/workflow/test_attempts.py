"""What a process does at its start about recordings that arrived while one was killed."""

from pathlib import Path

import pytest

from interview_simulator.stores.media.signing import UrlSigner
from interview_simulator.testing.media import MemoryMediaStore
from interview_simulator.testing.records import MemoryRecordStore
from interview_simulator.workflow.attempts import Stores, adopt_uploads

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


def test_an_upload_whose_end_was_not_written_is_adopted(stores: Stores) -> None:
    stores.records.merge("r1", {"uploading": "r1.webm"})
    adopt_uploads(stores)
    assert recording(stores) == KEY
