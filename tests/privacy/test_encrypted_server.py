"""A server with a media key: everything works, and no recording lies on the disk as it was sent."""

from base64 import b64encode
from pathlib import Path

import pytest
from tests.privacy.test_erase_bytes import COMMAND, WORDS, found, noise, stretches
from tests.support.server import Server


def test_a_recording_is_analysed_and_read_and_lies_encrypted(tmp_path: Path) -> None:
    mine, key = noise(tmp_path / "mine.wav", 1), b64encode(bytes(32)).decode()
    server = Server(tmp_path / "data", *COMMAND, "serve", HEARD=WORDS, INTERVIEW_SIMULATOR_MEDIA_KEY=key)
    try:
        server.upload("r1", mine).raise_for_status()
        assert server.until_finished("r1")["status"] != "failed"
        assert server.client.get("/records/r1/report").json()["transcript"]["text"] == WORDS
        url = server.client.get("/download", params={"filename": "r1.wav"}).json()["url"]
        assert server.client.get(url).content == mine.read_bytes()
        part = server.client.get(url, headers={"Range": "bytes=100-199"})
        assert (part.status_code, part.content) == (206, mine.read_bytes()[100:200])
        assert found(server.data_dir, stretches(mine)) == []
        assert [path for path in (server.data_dir / "media").rglob("*") if path.is_file()]
    finally:
        server.stop()
    with pytest.raises(AssertionError, match="another media key"):
        Server(server.data_dir, *COMMAND, "serve", HEARD=WORDS)
