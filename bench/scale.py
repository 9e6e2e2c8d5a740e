"""Throughput of an installation on many machines, played on one: PostgreSQL, S3, an API process, workers.

    python -m bench.scale --workers 1 2 4 --recordings 8

Minutes of 720p from as many people. Told are recordings an hour, and for each the CPU time of the workers and the
transactions of the database; models are loaded and used before the clock starts. Where workers share cores, more
gain nothing: what counts is an hour of a core.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
from tests.support.many_machines import empty_installation
from tests.support.recordings import recording
from tests.support.server import Server

from bench.contenders import spent_s

WITHIN_S = 1800.0
ASKED_EVERY_S = 2.0
"""Seldom, for each question is a transaction too."""
IDLE_S = 15.0
WORKER = (sys.executable, "-m", "interview_simulator.cli", "worker")


@contextmanager
def workers(count: int, folder: Path, settings: dict[str, str]) -> Iterator[list[psutil.Process]]:
    started = [_worker(folder / f"worker-{number}", settings) for number in range(count)]
    yield [psutil.Process(process.pid) for process in started]
    for process in started:
        process.terminate()
    for process in started:
        process.wait(timeout=120)


def _worker(folder: Path, settings: dict[str, str]) -> subprocess.Popen[bytes]:
    environment = {**os.environ, **settings, "INTERVIEW_SIMULATOR_DATA_DIR": str(folder)}
    return subprocess.Popen(WORKER, env=environment, stderr=subprocess.DEVNULL)


def transactions(database: str) -> int:
    with psycopg.connect(database) as connection:
        found = connection.execute("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()")
        row = found.fetchone()
    assert row is not None
    return int(row[0])


def send(api: Server, record_id: str, path: Path) -> None:
    api.client.post("/record", json={"record_id": record_id, "email": f"{record_id}@example.org", "language": "en"})
    api.upload(record_id, path).raise_for_status()


def all_ended(api: Server, record_ids: Sequence[str]) -> bool:
    statuses = {api.client.get(f"/records/{record_id}").json()["status"] for record_id in record_ids}
    assert "failed" not in statuses, statuses
    return statuses == {"succeeded"}


def database_process() -> psutil.Process:
    """The PostgreSQL server that this process started."""
    return next(child for child in psutil.Process().children() if child.name() == "postgres")


@dataclass(frozen=True)
class Meter:
    """CPU seconds and transactions so far."""

    workers_s: float
    database_s: float
    transactions: int

    def since(self, before: "Meter") -> "Meter":
        """What has come to it."""
        return Meter(
            self.workers_s - before.workers_s,
            self.database_s - before.database_s,
            self.transactions - before.transactions,
        )


def meter(processes: Sequence[psutil.Process], database: str) -> Meter:
    return Meter(sum(map(spent_s, processes)), spent_s(database_process()), transactions(database))


def measured(count: int, recordings: int, path: Path, folder: Path) -> str:
    settings = empty_installation()
    database, api = settings["INTERVIEW_SIMULATOR_DATABASE_URL"], Server(folder / "api", **settings)
    try:
        with workers(count, folder, settings) as processes:
            analysed(api, [f"first-{number}" for number in range(2 * count)], path)
            before = meter(processes, database)
            time.sleep(IDLE_S)
            idle, before = meter(processes, database).since(before), meter(processes, database)
            took_s = analysed(api, [f"r{number}" for number in range(recordings)], path)
            used = meter(processes, database).since(before)
    finally:
        api.stop()
    return told(count, recordings, took_s, idle, used)


def analysed(api: Server, record_ids: Sequence[str], path: Path) -> float:
    """Seconds until all of them are."""
    begun_s = time.monotonic()
    for record_id in record_ids:
        send(api, record_id, path)
    while not all_ended(api, record_ids):
        assert time.monotonic() - begun_s < WITHIN_S
        time.sleep(ASKED_EVERY_S)
    return time.monotonic() - begun_s


def told(count: int, recordings: int, took_s: float, idle: Meter, used: Meter) -> str:
    own = used.transactions - took_s * idle.transactions / IDLE_S
    worker_s = IDLE_S * count
    return (
        f"{count} workers: {recordings} recordings in {took_s:.0f} s, {3600 * recordings / took_s:.0f} an hour; each "
        f"{used.workers_s / recordings:.1f} CPU-s of the workers, {used.database_s / recordings:.2f} of the database, "
        f"{own / recordings:.0f} transactions beyond the idle ones; in an idle second a worker costs "
        f"{idle.transactions / worker_s:.1f} transactions, {1000 * idle.database_s / worker_s:.0f} ms of database "
        f"CPU and {1000 * idle.workers_s / worker_s:.0f} ms of its own"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--recordings", type=int, default=8)
    given = parser.parse_args()
    print(f"{os.cpu_count()} cores; minutes of 720p VP8 at 2.5 Mbit/s")
    for count in given.workers:
        with tempfile.TemporaryDirectory() as folder:
            path = recording(Path(folder), 1)
            print(measured(count, given.recordings, path, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
