"""A gigabyte comes in through a real server, which keeps hardly any of it in memory."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.waiting import LONG_PATIENCE_S

if TYPE_CHECKING:
    from tests.conftest import MakeRecording
    from tests.support.server import Start

UPLOAD_BYTES = 1_000_000_000
MOST_MB = 50
BLOCK = bytes(1 << 20)
BOUNDARY = "xxboundaryxx"


def test_an_upload_of_a_gigabyte_adds_at_most_50_mb_of_memory(
    serve: "Start", make_recording: "MakeRecording", tmp_path: Path
) -> None:
    server = serve()
    recording = make_recording("talk_collins.mp4", seconds=2.0, size=(320, 240))
    form = server.client.get("/upload", params={"filename": "big.webm"}).raise_for_status().json()
    before_mb = memory_mb(server.process.pid, "VmRSS")
    answer = server.client.post(
        form["url"],
        content=body(form["fields"], recording),
        headers={"content-type": f"multipart/form-data; boundary={BOUNDARY}"},
        timeout=LONG_PATIENCE_S,
    )
    most_mb = memory_mb(server.process.pid, "VmHWM")
    stored = server.data_dir / "media" / "recordings" / "big.webm"
    assert answer.status_code == 204
    assert stored.stat().st_size >= UPLOAD_BYTES
    server.kill()
    stored.unlink()
    assert most_mb - before_mb <= MOST_MB


def body(fields: dict[str, str], recording: Path) -> Iterator[bytes]:
    """The form with the recording, filled up with zeros, which a reader of WebM takes for a broken end."""
    for name, value in fields.items():
        yield f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    yield f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="big.webm"\r\n\r\n'.encode()
    yield recording.read_bytes()
    for _ in range(UPLOAD_BYTES // len(BLOCK) + 1):
        yield BLOCK
    yield f"\r\n--{BOUNDARY}--\r\n".encode()


def memory_mb(process: int, name: str) -> float:
    """VmRSS, the memory in use, or VmHWM, the most that ever was."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    (kilobytes,) = (line.split()[1] for line in status.splitlines() if line.startswith(f"{name}:"))
    return int(kilobytes) / 1024
