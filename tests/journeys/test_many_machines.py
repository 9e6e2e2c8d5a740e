"""Workers die and seem to die in a step: others go on there, and every recording ends with exactly one report."""

import os
import signal
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.support.many_machines import Machines
from tests.support.server import Server
from tests.support.waiting import until

from interview_simulator.stores.media.store import LEAST_PART_BYTES

if TYPE_CHECKING:
    from tests.conftest import MakeRecording

SILENT_S = 3.0
TAKEN_OVER_WITHIN_S = SILENT_S + 7.0
"""With the setting's default of 12 s well below 30 s."""
LASTS_S = 0.8
VERSIONED_SERVER = (sys.executable, str(Path(__file__).parents[1] / "support" / "versioned_server.py"))


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    settings = {
        "ANALYSES_AT_ONCE": "2",
        "ANALYSES_PER_ACCOUNT": "1",
        "WORKER_SILENT_S": str(SILENT_S),
        "MEDIA_KEY": b64encode(bytes(32)).decode(),
    }
    named = {f"INTERVIEW_SIMULATOR_{name}": value for name, value in settings.items()}
    started = Machines(tmp_path_factory.mktemp("machines"), **named)
    yield started
    started.end()


@pytest.fixture
def machines(installation: Machines) -> Iterator[Machines]:
    """Without a worker yet."""
    yield installation
    installation.end_workers()


@pytest.fixture(scope="module")
def old(installation: Machines) -> Server:
    """An API process of an earlier version."""
    return installation.another_api(*VERSIONED_SERVER, ORDER_VERSION="0")


@pytest.fixture(scope="module")
def recording(make_recording: "MakeRecording") -> Path:
    return make_recording("talk_collins.mp4", seconds=2.0, size=(320, 240))


def test_a_dead_workers_step_goes_on_elsewhere_and_a_late_result_is_refused(
    machines: Machines, recording: Path
) -> None:
    workers = [machines.worker(lasts_s=LASTS_S) for _ in range(2)]
    machines.api.upload("r1", recording).raise_for_status()
    dying = machines.begun("transcription", "r1")
    dying.kill()
    others = [worker for worker in workers if worker is not dying]
    machines.begun("transcription", "r1", others, within_s=TAKEN_OVER_WITHIN_S)

    machines.worker(lasts_s=LASTS_S)
    late = machines.begun("update_record", "r1", others)
    late.send(signal.SIGSTOP)
    record = machines.api.until_finished("r1")
    assert (record["status"], record["attempt"], machines.ends("r1")) == ("succeeded", 1, 1)
    assert machines.api.client.get("/records/r1/report").json()["transcript"]["text"] == "I agree completely"

    deaf = machines.told / f"deaf-{late.process.pid}"
    deaf.touch()
    late.send(signal.SIGCONT)
    until((machines.told / f"refused-update_record-{late.process.pid}").exists)
    deaf.unlink()
    late.until_it_works(times=2)
    assert machines.api.client.get("/records/r1").json() == record and machines.ends("r1") == 1
    (report,) = (name for name in machines.files("r1") if name.endswith("report.json"))
    assert record["report"] == f"artefacts/r1/{report}"


def test_what_a_worker_meets_that_was_given_up_and_has_not_heard_of_it_is_no_end_of_the_analysis(
    machines: Machines, recording: Path
) -> None:
    worker = machines.worker(lasts_s=LASTS_S)
    machines.api.upload("r2", recording).raise_for_status()
    machines.begun("transcription", "r2")
    deaf = machines.told / f"deaf-{worker.process.pid}"
    deaf.touch()
    machines.give_up(worker.name())
    until((machines.told / f"refused-transcription-{worker.process.pid}").exists)
    deaf.unlink()
    record = machines.api.until_finished("r2")
    assert (record["status"], record["attempt"], machines.ends("r2")) == ("succeeded", 1, 1)


def test_an_old_and_a_new_version_side_by_side_lose_nothing(machines: Machines, old: Server, recording: Path) -> None:
    old_worker, new_worker = (machines.worker(lasts_s=LASTS_S, ORDER_VERSION=version) for version in ("0", "1"))
    old.upload("old", recording).raise_for_status()
    machines.api.upload("new", recording).raise_for_status()
    assert machines.begun("transcription", "new") is new_worker
    assert machines.begun("text_metrics", "old") is old_worker
    old_worker.kill()
    for record_id, attempt in (("new", 1), ("old", 2)):
        record = machines.api.until_finished(record_id)
        assert (record["status"], record["attempt"], machines.ends(record_id)) == ("succeeded", attempt, 1)


def test_what_a_worker_claimed_without_learning_of_it_is_given_back(machines: Machines, recording: Path) -> None:
    worker = machines.worker()
    worker.until_it_works()
    worker.send(signal.SIGSTOP)
    machines.api.upload("claimed", recording).raise_for_status()
    machines.claim("claimed-1", worker.name())
    worker.send(signal.SIGCONT)
    record = machines.api.until_finished("claimed")
    assert (record["status"], record["attempt"], machines.ends("claimed")) == ("succeeded", 1, 1)
    assert "giving claimed-1 back" in worker.log.read_text()


def test_a_batch_of_one_person_leaves_room_for_others_and_workers_do_what_they_can(
    machines: Machines, recording: Path
) -> None:
    needs = {"INTERVIEW_SIMULATOR_SPEECH_NEEDS": "gpu"}
    plain, able = (machines.worker(abilities, lasts_s=LASTS_S, **needs) for abilities in ("cpu", "gpu"))
    owners = {"a1": "ana@b.c", "a2": "ana@b.c", "a3": "Ana@b.c", "b1": "bia@b.c"}
    for record_id, email in owners.items():
        about = {"record_id": record_id, "email": email, "duration": "00:00:02"}
        machines.api.client.post("/record", json=about).raise_for_status()
        machines.api.upload(record_id, recording).raise_for_status()
    machines.api.until_finished("b1")
    waiting = [machines.api.client.get(f"/records/{name}").json()["status"] for name in ("a2", "a3")]
    assert waiting == ["analysing"] * 2
    for record_id in owners:
        assert machines.api.until_finished(record_id)["status"] == "succeeded"
        assert machines.begun("transcription", record_id) is machines.begun("text_metrics", record_id) is able
        assert machines.begun("convert_video", record_id) is machines.begun("video_metrics", record_id) is plain


def test_accounts_are_served_in_turn(machines: Machines, recording: Path) -> None:
    """Seven accounts, so that by lot it would hardly ever come out so."""
    owners = {f"turn-{n}-a": "dora@b.c" for n in range(5)} | {f"turn-{n}": f"{n}@b.c" for n in range(6)}
    for record_id, email in owners.items():
        about = {"record_id": record_id, "email": email, "duration": "00:00:02"}
        machines.api.client.post("/record", json=about).raise_for_status()
        machines.api.upload(record_id, recording).raise_for_status()
    machines.worker(INTERVIEW_SIMULATOR_ANALYSES_AT_ONCE="1")
    for record_id in owners:
        assert machines.api.until_finished(record_id)["status"] == "succeeded"
    others = [record_id for record_id in owners if not record_id.endswith("a")]
    assert machines.ended(*owners) == ["turn-0-a", *others, *(f"turn-{n}-a" for n in range(1, 5))]


def test_what_one_server_took_in_another_gives_and_a_bucket_keeps_nothing_of_what_was_deleted(
    machines: Machines, old: Server, clips: Path
) -> None:
    here, there = machines.api.client, old.client
    content = (clips / "talk_collins.mp4").read_bytes()
    size = LEAST_PART_BYTES
    here.post("/uploads", json={"filename": "parts.mp4"}).raise_for_status()
    parts = []
    for number, (client, begin) in enumerate(zip((here, there), range(0, len(content), size), strict=False), start=1):
        data = content[begin : begin + size]
        parts.append({"number": number, "size": len(data), "sha256": sha256(data).hexdigest()})
        put = client.post("/uploads/parts/parts", json=parts[-1]).raise_for_status().json()
        client.put(put["url"], content=data).raise_for_status()
    assert there.get("/uploads/parts").json()["parts"] == parts
    there.post("/uploads/parts/complete", json={"parts": parts}).raise_for_status()
    url = here.get("/download", params={"filename": "parts.mp4"}).raise_for_status().json()["url"]
    path = url.removeprefix(str(here.base_url))
    assert there.get(path).content == content
    assert there.get(path, headers={"Range": "bytes=1000-1999"}).content == content[1000:2000]
    held = machines.held()
    assert held and not any(content[1000:2000] in data for data in held.values())
    there.delete("/records/parts").raise_for_status()
    assert machines.held().keys() <= {name for name in held if "parts" not in name}
    assert here.get(path).status_code == 404


def test_a_backup_says_how_many_machines_are_backed_up(machines: Machines, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "interview_simulator.cli", "backup", str(tmp_path / "backup")]
    told = subprocess.run(command, env={**os.environ, **machines.settings}, capture_output=True, text=True, check=False)
    assert told.returncode == 2 and "pg_dump" in told.stderr and told.stderr.count("\n") == 1
