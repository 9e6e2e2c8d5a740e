"""The clock is set back by a day while the server works."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from tests.faults.test_random_kills import SERVER, in_parts

if TYPE_CHECKING:
    from tests.support.server import Start


def test_uploads_analyses_and_urls_outlive_a_clock_that_is_set_back(
    serve: "Start", clips: Path, tmp_path: Path
) -> None:
    mark = tmp_path / "back"
    server = serve(sys.executable, SERVER, CLOCK_BACK_MARK=str(mark))
    server.upload("before", clips / "jfk.wav").raise_for_status()
    url = server.client.get("/download", params={"filename": "before.wav"}).raise_for_status().json()["url"]
    mark.touch()
    assert httpx.get(url).content == (clips / "jfk.wav").read_bytes()
    in_parts(server, "after", clips / "talk_collins.mp4")
    for record_id in ("before", "after"):
        assert server.until_finished(record_id)["status"] == "succeeded"
    later = server.client.get("/download", params={"filename": "after.webm"}).raise_for_status().json()["url"]
    assert httpx.get(later).status_code == 200
    server.kill()
    server.start()
    assert server.client.get("/records/after").json()["attempt"] == 1
    report = server.client.get("/records/after/report").json()
    assert all(step["seconds"] >= 0 for step in report["provenance"]["steps"].values())
