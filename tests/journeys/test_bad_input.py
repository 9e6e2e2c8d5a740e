"""Bad input through both doors: a clear answer, and nothing left behind."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from tests.support.making import LIVE, quarters, record, still, tone, with_size_in_header, without_streams
from tests.support.server import Server

from interview_simulator.stores.media.signing import UrlSigner

MOST_BYTES, MOST_S = 1_000_000, 30


def cut_behind_its_header(folder: Path) -> bytes:
    whole = record(folder / "a.webm", still(1.0), tone(1.0), video="libvpx", audio="libopus", options=LIVE).read_bytes()
    return whole[: whole.index(b"\x1f\x43\xb6\x75") + 4]


def picture(folder: Path) -> bytes:
    return record(folder / "a.png", still(0.1), video="png", pix_fmt="rgb24").read_bytes()


def gigantic(folder: Path) -> bytes:
    small = record(folder / "a.webm", [(0.0, quarters(640, 480))], video="libvpx")
    return with_size_in_header(small, folder / "b.webm", 60_000, 60_000).read_bytes()


def too_long(folder: Path) -> bytes:
    film = [(float(second), quarters()) for second in range(MOST_S + 5)]
    return record(folder / "a.webm", film, video="libvpx", options=LIVE).read_bytes()


BAD: dict[str, tuple[Callable[[Path], bytes], str]] = {
    "empty": (lambda _: b"", "is empty"),
    "text": (lambda _: b"no video at all\n" * 50, "cannot be read as video or sound"),
    "script": (lambda _: b"ffconcat version 1.0\nfile good.webm\n", "cannot be read as video or sound"),
    "truncated": (cut_behind_its_header, "Not one picture or sound"),
    "picture": (picture, "cannot be read as video or sound"),
    "no streams": (lambda folder: without_streams(folder / "a.mkv").read_bytes(), "neither video nor sound"),
    "gigantic": (gigantic, "60000 x 60000"),
    "too long": (too_long, "lasts 0:31 minutes or more; at most 0:30 are"),
}


@pytest.fixture(params=BAD)
def bad(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    """A bad recording, and what must be said of it."""
    make, why = BAD[request.param]
    (tmp_path / "making").mkdir()
    path = tmp_path / "bad.webm"
    path.write_bytes(make(tmp_path / "making"))
    return path, why


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    limits = {"MAX_UPLOAD_BYTES": str(MOST_BYTES), "MAX_DURATION_S": str(MOST_S)}
    settings = {f"INTERVIEW_SIMULATOR_{name}": value for name, value in limits.items()}
    started = Server(tmp_path_factory.mktemp("server") / "data", **settings)
    yield started
    started.stop()


def refused(answer: httpx.Response, status: int, why: str) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status and why in answer.json()["detail"]


def nothing_left(server: Server, record_id: str) -> None:
    assert server.client.get(f"/records/{record_id}").status_code == 404
    media = server.data_dir / "media"
    assert not [path for path in media.rglob("*") if path.is_file() and record_id in path.name]
    assert not list((media / ".arriving").iterdir())
    with sqlite3.connect(server.data_dir / "workflow.sqlite") as workflows:
        begun = {name for (name,) in workflows.execute("SELECT workflow_uuid FROM workflow_status")}
    assert not [name for name in begun if name.startswith(record_id)]


def test_a_bad_recording_is_one_line_on_the_command_line(
    bad: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, why = bad
    monkeypatch.setenv("INTERVIEW_SIMULATOR_MAX_DURATION_S", str(MOST_S))
    command = [sys.executable, "-m", "interview_simulator.cli", "analyze", str(path), "--out", str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: ") and done.stderr.count("\n") == 1 and why in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_bad_upload_is_refused_and_leaves_nothing(server: Server, bad: tuple[Path, str]) -> None:
    path, why = bad
    refused(server.upload("bad", path), 422, why)
    nothing_left(server, "bad")


def test_a_record_outlives_a_bad_upload_and_takes_the_good_one(server: Server, clips: Path, tmp_path: Path) -> None:
    about = {"record_id": "second-try", "email": "ana@example.org", "duration": "00:00:11"}
    server.client.post("/record", json=about).raise_for_status()
    text = tmp_path / "text.wav"
    text.write_text("no sound at all")
    refused(server.upload("second-try", text), 422, "cannot be read")
    waiting = server.client.get("/records/second-try").json()
    assert (waiting["status"], waiting["recording"], waiting["attempt"]) == ("waiting", None, 0)
    assert server.upload("second-try", clips / "jfk.wav").status_code == 204
    assert server.until_finished("second-try")["status"] == "succeeded"


def test_a_bad_upload_does_not_replace_a_good_one(server: Server, clips: Path, tmp_path: Path) -> None:
    server.upload("good", clips / "jfk.wav").raise_for_status()
    server.until_finished("good")
    text = tmp_path / "text.wav"
    text.write_text("no sound at all")
    refused(server.upload("good", text), 422, "cannot be read")
    url = server.client.get("/download", params={"filename": "good.wav"}).json()["url"]
    assert httpx.get(url).content == (clips / "jfk.wav").read_bytes()


def post(server: Server, fields: dict[str, str], recording: Path) -> httpx.Response:
    with recording.open("rb") as file:
        return server.client.post("/media", data=fields, files={"file": file})


def signer(server: Server, ago_s: float = 0.0) -> UrlSigner:
    """Signs as this server did some time ago."""
    return UrlSigner((server.data_dir / "secret").read_bytes(), lambda: time.time() - ago_s)


def test_an_upload_with_a_wrong_signature_is_refused(server: Server, clips: Path) -> None:
    fields = server.client.get("/upload", params={"filename": "wrong.wav"}).json()["fields"]
    for other in ({"policy": fields["policy"][:-3] + "abc"}, {"key": "recordings/wrong2.wav"}):
        refused(post(server, fields | other, clips / "jfk.wav"), 403, "ask for a new URL")
    foreign = UrlSigner(b"another secret").sign("POST", fields["key"], MOST_BYTES, 600)
    refused(post(server, fields | {"policy": foreign}, clips / "jfk.wav"), 403, "signature is wrong")
    nothing_left(server, "wrong")


def test_an_upload_after_its_time_is_refused(server: Server, clips: Path) -> None:
    key = "recordings/expired.wav"
    policy = signer(server, ago_s=601).sign("POST", key, MOST_BYTES, 600)
    refused(post(server, {"key": key, "policy": policy}, clips / "jfk.wav"), 403, "has expired")
    nothing_left(server, "expired")


def test_an_upload_url_is_no_download_url_nor_one_for_ever(server: Server, clips: Path) -> None:
    server.upload("private", clips / "jfk.wav").raise_for_status()
    key = "recordings/private.wav"
    post_token = signer(server).sign("POST", key, MOST_BYTES, 600)
    refused(server.client.get(f"/media/{key}", params={"token": post_token}), 403, "another file or method")
    old = signer(server, ago_s=301).sign("GET", key, None, 300)
    refused(server.client.get(f"/media/{key}", params={"token": old}), 403, "has expired")
    server.until_finished("private")


@pytest.mark.parametrize("told_before", [True, False], ids=["size told", "size not told"])
def test_an_upload_over_the_limit_is_refused(server: Server, tmp_path: Path, told_before: bool) -> None:
    big = tmp_path / "big.wav"
    big.write_bytes(bytes(MOST_BYTES + 100_000))
    form = server.client.get("/upload", params={"filename": "big.wav"}).json()
    files = {"file": big.read_bytes()}
    request = server.client.build_request("POST", form["url"], data=form["fields"], files=files)
    content = request.read()
    kind = {"content-type": request.headers["content-type"]}
    sent: bytes | Iterator[bytes] = content if told_before else iter([content])
    refused(server.client.post(form["url"], content=sent, headers=kind), 413, "larger than the 1,000,000 bytes")
    nothing_left(server, "big")


@pytest.mark.parametrize(
    "filename", ["../secret.webm", "..", "a/../b.webm", "recordings/../../secret", "r.exe", "\0.webm"]
)
@pytest.mark.parametrize("route", ["/upload", "/download"])
def test_a_path_that_leads_elsewhere_is_refused(server: Server, route: str, filename: str) -> None:
    answer = server.client.get(route, params={"filename": filename})
    assert answer.status_code in ((422,) if route == "/upload" else (404, 422))
    refused(answer, answer.status_code, "file")


@pytest.mark.parametrize("path", ["..%2Fsecret", "%2e%2e/secret", "recordings/%2e%2e/%2e%2e/secret"])
def test_a_media_path_that_leads_elsewhere_is_refused(server: Server, path: str) -> None:
    address = urlsplit(str(server.client.base_url))
    token = signer(server).sign("GET", "recordings/r1.wav", None, 60)
    request = httpx.Request("GET", f"http://{address.netloc}/media/x", params={"token": token})
    request.url = request.url.copy_with(raw_path=f"/media/{path}?token={token}".encode())
    answer = server.client.send(request)
    assert answer.status_code in (403, 404, 422)
    assert (server.data_dir / "secret").read_bytes() not in answer.content
