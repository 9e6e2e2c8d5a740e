"""Mixed load on a real server with the real models: memory stays flat, no file, descriptor or process is left.

LOAD_S sets how long, in seconds.
"""

import os
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import httpx
import psutil
import pytest
from tests.faults.test_random_kills import as_a_form, in_parts
from tests.support.server import Server

if TYPE_CHECKING:
    from tests.conftest import MakeRecording

LOAD_S = float(os.environ.get("LOAD_S", "900"))
MOST_GROWTH = 1.05
"""Of the last quarter's memory over the second's; in the first the models are loaded."""
KEPT = 5
"""Records that are kept; older ones are deleted, so that the installation does not grow."""
pytestmark = pytest.mark.timeout(LOAD_S + 600)
Work = Callable[[Server, str], None]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = Server(tmp_path_factory.mktemp("soak") / "data", INTERVIEW_SIMULATOR_UPLOADS_PER_HOUR="1000000")
    yield started
    started.stop()


def family(pid: int) -> list[int]:
    """The process and all below it."""
    process = psutil.Process(pid)
    return [pid, *(child.pid for child in process.children(recursive=True))]


HELD = ("Pss_Anon:", "Pss_Shmem:")
"""Pages of files are left out: how many are charged hangs on who else has the same libraries open."""


def memory_mb(pid: int) -> float:
    """Resident and their own, of all processes; what they share by being forked is counted once (PSS)."""
    total = 0
    for process in family(pid):
        with suppress(FileNotFoundError, ProcessLookupError):
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith(HELD))
    return total / 1024


def held(server: Server) -> dict[str, int]:
    """What an idle server holds on to."""
    pid = server.process.pid
    files = [path for path in server.data_dir.rglob("*") if path.is_file() and ".sqlite" not in path.name]
    return {
        "descriptors": len(list(Path(f"/proc/{pid}/fd").iterdir())),
        "processes": len(family(pid)),
        "threads": len(list(Path(f"/proc/{pid}/task").iterdir())),
        "files": len(files),
    }


def sampled(server: Server, until: Event) -> Iterator[float]:
    while not until.wait(1.0):
        yield memory_mb(server.process.pid)


def good(recording: Path, send: Any) -> Work:
    def work(server: Server, record_id: str) -> None:
        about = {"record_id": record_id, "email": "ana@example.org", "duration": "00:00:02"}
        server.client.post("/record", json=about).raise_for_status()
        send(server, record_id, recording)
        assert server.until_finished(record_id)["status"] == "succeeded"
        with server.client.stream("GET", f"/records/{record_id}/events") as events:
            assert "done" in events.read().decode()
        server.client.get(f"/records/{record_id}/report").raise_for_status()
        name = f"{record_id}{recording.suffix if send is as_a_form else '.webm'}"
        url = server.client.get("/download", params={"filename": name}).raise_for_status().json()["url"]
        assert httpx.get(url).content == recording.read_bytes()

    return work


def broken(folder: Path) -> Work:
    path = folder / "broken.webm"
    path.write_bytes(b"no video at all" * 1000)

    def work(server: Server, record_id: str) -> None:
        assert server.upload(record_id, path).status_code == 422

    return work


def given_up(server: Server, record_id: str) -> None:
    server.client.post("/uploads", json={"filename": f"{record_id}.webm"}).raise_for_status()
    server.client.delete(f"/uploads/{record_id}").raise_for_status()


def deleted_at_work(recording: Path) -> Work:
    def work(server: Server, record_id: str) -> None:
        as_a_form(server, record_id, recording)
        server.client.delete(f"/records/{record_id}").raise_for_status()

    return work


def looking(server: Server, _record_id: str) -> None:
    for path in ("/", "/records", "/interviews", "/metrics", "/readyz"):
        server.client.get(path).raise_for_status()


def retried(server: Server, _record_id: str) -> None:
    """The newest that has ended is analysed once more."""
    for record in server.client.get("/records").raise_for_status().json()["results"]:
        if record["status"] == "succeeded":
            server.client.post(f"/records/{record['record_id']}/retry").raise_for_status()
            server.until_finished(record["record_id"])
            return


def tidy(server: Server, keep: int) -> None:
    """Delete the oldest records."""
    records = server.client.get("/records").raise_for_status().json()["results"]
    for record in sorted(records, key=lambda record: str(record["date"]), reverse=True)[keep:]:
        server.client.delete(f"/records/{record['record_id']}")


def tenths(samples: list[float]) -> list[float]:
    size = len(samples) / 10
    return [statistics.median(samples[round(i * size) : round((i + 1) * size)]) for i in range(10)]


def run(server: Server, works: list[Work], until_s: float, chance: random.Random) -> Counter[str]:
    done: Counter[str] = Counter()
    while time.monotonic() < until_s:
        work = chance.choice(works)
        work(server, f"r{done.total()}")
        done[work.__qualname__.partition(".")[0]] += 1
        tidy(server, KEPT)
    return done


def test_memory_stays_flat_and_nothing_is_left(
    server: Server, make_recording: "MakeRecording", clips: Path, tmp_path: Path
) -> None:
    webm = make_recording("talk_collins.mp4", seconds=2.0, size=(640, 360))
    works = [
        good(webm, as_a_form),
        good(webm, in_parts),
        good(clips / "talk_collins.mp4", as_a_form),
        good(clips / "jfk.wav", as_a_form),
        broken(tmp_path),
        given_up,
        deleted_at_work(webm),
        looking,
        retried,
    ]
    for number, work in enumerate(works):  # each has been there once
        work(server, f"first-{number}")
    tidy(server, 0)
    samples: list[float] = []
    idle, end = held(server), Event()
    sampling = Thread(target=lambda: samples.extend(sampled(server, end)))
    sampling.start()
    done = run(server, works, time.monotonic() + LOAD_S, random.Random(1))
    end.set()
    sampling.join()
    tidy(server, 0)
    quarter = len(samples) // 4
    second = statistics.median(samples[quarter : 2 * quarter])
    last = statistics.median(samples[3 * quarter :])
    print(f"{done.total()} pieces of work in {LOAD_S:.0f} s: {dict(done)}")
    print("memory by tenths of the time, MB:", *(f"{part:.0f}" for part in tenths(samples)))
    print(f"memory of the second quarter {second:.0f} MB, of the last {last:.0f} MB, ratio {last / second:.3f}")
    print(f"held before {idle}, after {held(server)}")
    assert last <= MOST_GROWTH * second
    nothing_grew(server, idle)


def nothing_grew(server: Server, idle: dict[str, int]) -> None:
    """An idle server lets go of threads and connections after a while."""
    deadline_s = time.monotonic() + 60
    while any(now > idle[what] for what, now in held(server).items()):
        assert time.monotonic() < deadline_s, (idle, held(server))
        time.sleep(0.5)
