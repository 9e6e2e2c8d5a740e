"""The API under load: mixed reads at a fixed rate beside a running analysis, then uploads at the same time.

    python -m bench.load --seconds 20 --rate 300 --uploads 50

A real server on loopback, with the real models. Requests leave by the clock, whether or not earlier ones were answered,
and count from the moment at which they were due. This tool takes CPU on the same cores; how much is printed.
"""

import argparse
import asyncio
import itertools
import os
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from tests.support.recordings import recording, talk
from tests.support.server import Server

from bench.contenders import spent_s

CONNECTIONS = 64
ANALYSED_MINUTES = 10
KEPT_RECORDS = 20
WAIT_S = 30.0


class Connection:
    """One HTTP/1.1 connection that is kept alive."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str) -> None:
        self._reader, self._writer, self._host = reader, writer, host

    async def get(self, path: str) -> int:
        """The status of the answer, whose body is read to its end."""
        self._writer.write(f"GET {path} HTTP/1.1\r\nHost: {self._host}\r\n\r\n".encode())
        head = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.split(b"content-length: ")[1].split(b"\r\n")[0])
        await self._reader.readexactly(length)
        return int(head.split(b" ", 2)[1])


@asynccontextmanager
async def connections(address: str) -> AsyncIterator["asyncio.Queue[Connection]"]:
    url, free = urlsplit(address), asyncio.Queue[Connection]()
    opened = [await asyncio.open_connection(url.hostname, url.port) for _ in range(CONNECTIONS)]
    for reader, writer in opened:
        free.put_nowait(Connection(reader, writer, url.netloc))
    yield free
    for _, writer in opened:
        writer.close()


async def reads(address: str, paths: Sequence[str], rate: float, seconds: float) -> list[tuple[str, int, float]]:
    """Path, status and latency in seconds of each request."""
    done: list[tuple[str, int, float]] = []

    async def read(free: "asyncio.Queue[Connection]", path: str, due_s: float) -> None:
        connection = await free.get()
        status = await connection.get(path)
        done.append((path, status, time.monotonic() - due_s))
        free.put_nowait(connection)

    async with connections(address) as free, asyncio.timeout(seconds + WAIT_S), asyncio.TaskGroup() as tasks:
        began_s = time.monotonic()
        for count, path in zip(range(round(rate * seconds)), itertools.cycle(paths), strict=False):
            due_s = began_s + count / rate
            await asyncio.sleep(max(0.0, due_s - time.monotonic()))
            tasks.create_task(read(free, path, due_s))
    return done


def told(done: Sequence[tuple[str, int, float]], seconds: float) -> None:
    """Latencies of all, and of each path."""
    print(f"{len(done)} reads, {len(done) / seconds:.0f} a second, {dict(Counter(status for _, status, _ in done))}")
    for path in [None, *dict.fromkeys(path for path, _, _ in done)]:
        ms = [1000 * took_s for at, _, took_s in done if path in (None, at)]
        cuts = statistics.quantiles(ms, n=100)
        figures = f"median {cuts[49]:6.1f} ms, p95 {cuts[94]:6.1f}, p99 {cuts[98]:6.1f}, most {max(ms):6.1f}"
        print(f"  {path or 'all':34} {figures}")


def uploads(server: Server, path: Path, count: int) -> None:
    """All at once; each by its own thread and connection."""
    began_s = time.monotonic()
    with ThreadPoolExecutor(count) as threads:
        statuses = Counter(threads.map(lambda number: server.upload(f"up-{number}", path).status_code, range(count)))
    print(f"{count} uploads at once: {dict(statuses)} in {time.monotonic() - began_s:.1f} s")


def mixed(server: Server) -> list[str]:
    """What a page reads: lists, records, reports, interviews, health."""
    interview = server.client.get("/interviews").raise_for_status().json()["results"][0]["id"]
    return [
        "/records",
        "/records/kept-0",
        "/records/kept-0/report",
        "/interviews",
        f"/interviews/{interview}",
        "/healthz",
    ]


def prepared(server: Server, short: Path) -> None:
    """Some records, one with a report."""
    assert server.upload("kept-0", short).is_success
    server.until_finished("kept-0")
    for number in range(1, KEPT_RECORDS):
        about = {"record_id": f"kept-{number}", "email": "ana@example.org", "duration": "00:00:02"}
        server.client.post("/record", json=about).raise_for_status()


def run(server: Server, long: Path, short: Path, args: argparse.Namespace) -> None:
    prepared(server, short)
    paths = mixed(server)
    theirs = psutil.Process(server.process.pid)
    for title, beside in (("nothing else", False), ("beside an analysis", True)):
        if beside:
            assert server.upload("long", long).is_success
        before, mine = spent_s(theirs), time.process_time()
        done = asyncio.run(reads(server.address, paths, args.rate, args.seconds))
        own, used = time.process_time() - mine, spent_s(theirs) - before
        print(f"{title}: the server took {used / args.seconds:.2f} CPUs, this tool {own / args.seconds:.2f}", end="; ")
        told(done, args.seconds)
        if beside:
            print(f"  the analysis is {server.client.get('/records/long').json()['status']}")
    uploads(server, short, args.uploads)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--rate", type=float, default=300.0)
    parser.add_argument("--uploads", type=int, default=50)
    parser.add_argument("--recordings", type=Path, help="A folder in which the recordings stay for the next time.")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = args.recordings or Path(made)
        short, long = talk(folder, 8), recording(folder, ANALYSED_MINUTES)
        print(f"{os.cpu_count()} CPUs, load before: {os.getloadavg()[0]:.1f}")
        server = Server(Path(made) / "data")
        try:
            run(server, long, short, args)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
