"""Workers are killed, stopped and cut off at random moments: no report is lost, none is written twice.

MACHINE_TRIALS sets how many recordings are sent, and workers harmed; the figures are printed.
"""

import os
import random
import signal
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import pytest
from tests.support.many_machines import Machines, WorkerProcess
from tests.support.tcp_proxy import Proxy

if TYPE_CHECKING:
    from tests.conftest import MakeRecording

TRIALS = int(os.environ.get("MACHINE_TRIALS", "100"))
WORKERS, LEAST_WELL = 4, 2
LASTS_S = 0.6
"""Each step; three of them one behind the other."""
HARMED_WITHIN_S = 3.0
ILL_S = (2.0, 25.0)
"""How long a worker is stopped or cut off: shorter and longer than until others give it up."""
TAKEN_OVER_WITHIN_S = 30.0
pytestmark = pytest.mark.timeout(600 + 40 * TRIALS)


class Harmed(NamedTuple):
    """Steps that a worker was in when it was harmed."""

    harm: str
    at_s: float
    pid: int
    worker_id: str
    steps: tuple[str, ...]


class Patient:
    """A worker with a way of its own to the database."""

    def __init__(self, machines: Machines) -> None:
        self._machines = machines
        self.proxy = Proxy(urlsplit(machines.database).port or 0)
        self.worker = self._start()
        self.well = True

    def _start(self) -> WorkerProcess:
        port, own = urlsplit(self._machines.database).port, self.proxy.port
        url = self._machines.database.replace(f":{port}/", f":{own}/")
        return self._machines.worker(lasts_s=LASTS_S, INTERVIEW_SIMULATOR_DATABASE_URL=url)

    def harm(self, how: str, ill_s: float) -> Harmed:
        """Kill the worker, stop it or cut it off; it is well again after a while."""
        pid, self.well = self.worker.process.pid, False
        harmed = Harmed(how, time.time(), pid, self.worker.name(), under_way(self._machines.told, pid))
        if how == "killed":
            self.worker.kill()
            self.worker = self._start()
            self.well = True
        elif how == "stopped":
            self.worker.send(signal.SIGSTOP)
            Timer(ill_s, self._well_again).start()
        else:
            self.proxy.cut()
            Timer(ill_s, self._well_again).start()
        return harmed

    def _well_again(self) -> None:
        self.worker.send(signal.SIGCONT)
        self.proxy.mend()
        self.well = True


def under_way(told: Path, pid: int) -> tuple[str, ...]:
    """Steps that this process has begun and not ended, as `<step>-<record>`."""
    others = ("ended-", "refused-", "deaf-")
    begun = [path.name.removesuffix(f"-{pid}") for path in told.glob(f"*-{pid}") if not path.name.startswith(others)]
    return tuple(name for name in begun if not (told / f"ended-{name}-{pid}").exists())


def taken_over_s(told: Path, harmed: Harmed) -> list[tuple[float, str]]:
    """How long after the harm each step was begun by another worker; without those that nobody had to take over."""
    found = []
    for step in harmed.steps:
        others = [
            path.stat().st_mtime - harmed.at_s
            for path in told.glob(f"{step}-*")
            if not path.name.endswith(f"-{harmed.pid}")
        ]
        later = [after_s for after_s in others if after_s > 0]
        if later:
            found.append((min(later), f"{step}, {harmed.harm}"))
    return found


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    started = Machines(tmp_path, INTERVIEW_SIMULATOR_UPLOADS_PER_HOUR="1000000")
    yield started
    started.end()


def chosen(patients: list[Patient], chance: random.Random) -> Patient:
    """One that is well, as soon as enough are."""
    while True:
        well = [patient for patient in patients if patient.well]
        if len(well) > LEAST_WELL:
            return chance.choice(well)
        time.sleep(0.1)


def test_no_report_is_lost_or_written_twice(machines: Machines, make_recording: "MakeRecording") -> None:
    recording, chance = make_recording("talk_collins.mp4", seconds=2.0, size=(320, 240)), random.Random(7)
    patients = [Patient(machines) for _ in range(WORKERS)]
    for patient in patients:
        patient.worker.until_it_works()
    harmed = []
    for trial in range(TRIALS):
        machines.api.upload(f"r{trial}", recording).raise_for_status()
        time.sleep(chance.uniform(0.0, HARMED_WITHIN_S))
        patient = chosen(patients, chance)
        harmed.append(patient.harm(chance.choice(["killed", "stopped", "cut off"]), chance.uniform(*ILL_S)))
    try:
        records = [machines.api.until_finished(f"r{trial}", within_s=120.0) for trial in range(TRIALS)]
    except AssertionError:
        print(machines.standing())
        raise
    while not all(patient.well for patient in patients):
        time.sleep(0.1)
    time.sleep(2 * LASTS_S)  # for late results of those that are well again
    lost = [record["record_id"] for record in records if record["status"] != "succeeded"]
    ends = {f"r{trial}": machines.ends(f"r{trial}") for trial in range(TRIALS)}
    waits = sorted(wait for each in harmed for wait in taken_over_s(machines.told, each))
    waits_s = [wait_s for wait_s, _ in waits]
    in_a_step = sum(bool(each.steps) for each in harmed)
    print(f"{TRIALS} trials: {dict(Counter(each.harm for each in harmed))}, {in_a_step} in a step")
    print(f"lost reports {len(lost)}, double reports {sum(count > 1 for count in ends.values())}")
    print(f"results refused: {len(list(machines.told.glob('refused-*')))}")
    deaths = [each for each in harmed if each.harm == "killed" and each.worker_id]
    noticed_s = sorted(machines.given_up_s(death.worker_id, death.at_s) for death in deaths)
    print(f"deaths noticed after {statistics.median(noticed_s):.1f} s (median), {noticed_s[-1]:.1f} s (longest)")
    if waits_s:
        print(f"{len(waits_s)} steps taken over: median {statistics.median(waits_s):.1f} s, longest {waits[-3:]}")
    assert lost == [] and set(ends.values()) == {1}
    assert all(wait_s < TAKEN_OVER_WITHIN_S for wait_s in waits_s)
