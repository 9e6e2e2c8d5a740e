"""Workers die and seem to die in a step: others go on there, and every recording ends with exactly one report."""

import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.many_machines import Machines

if TYPE_CHECKING:
    from tests.conftest import MakeRecording

SILENT_S = 4.0
TAKEN_OVER_WITHIN_S = SILENT_S + 6.0
"""And 12 s for the setting's default: well below 30 s."""


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    started = Machines(tmp_path_factory.mktemp("machines"), INTERVIEW_SIMULATOR_WORKER_SILENT_S=str(SILENT_S))
    yield started
    started.end()


@pytest.fixture(scope="module")
def recording(make_recording: "MakeRecording") -> Path:
    return make_recording("talk_hill.mp4", seconds=2.0, size=(320, 240))


def test_what_a_killed_worker_left_in_a_step_goes_on_elsewhere(machines: Machines, recording: Path) -> None:
    workers = [machines.worker(lasts_s=1.5) for _ in range(2)]
    machines.api.upload("killed", recording).raise_for_status()
    dying = machines.begun("transcription")
    dying.kill()
    began_s = time.monotonic()
    (other,) = (worker for worker in workers if worker is not dying)
    machines.begun("transcription", [other], within_s=TAKEN_OVER_WITHIN_S)
    print(f"taken over after {time.monotonic() - began_s:.1f} s")
    record = machines.api.until_finished("killed")
    assert (record["status"], record["attempt"], machines.ends("killed")) == ("succeeded", 1, 1)
    assert machines.api.client.get("/records/killed/report").json()["transcript"]["text"] == "I agree completely"


def test_the_late_result_of_a_worker_that_only_seemed_dead_is_refused(machines: Machines, recording: Path) -> None:
    for name in machines.told.iterdir():
        name.unlink()
    machines.worker(lasts_s=1.5)
    machines.api.upload("stopped", recording).raise_for_status()
    late = machines.begun("update_record")
    late.send(signal.SIGSTOP)
    record = machines.api.until_finished("stopped")
    assert (record["status"], record["attempt"]) == ("succeeded", 1)
    late.send(signal.SIGCONT)
    late.until_it_works(times=2)
    assert "was taken for dead" in late.log.read_text()
    assert machines.ends("stopped") == 1
    assert machines.api.client.get("/records/stopped").json() == record
    (report,) = (name for name in machines.files("stopped") if name.endswith("report.json"))
    assert record["report"] == f"artefacts/stopped/{report}"
