"""Nobody else on the machine reads what is kept here, also where an earlier version left it readable."""

import os
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from tests.privacy.test_erase_bytes import COMMAND, EMAIL, QUESTION, made_to_measure, recorded, uploading
from tests.support import waiting
from tests.support.making import LIVE, record, still, tone
from tests.support.server import Server

from interview_simulator.private_files import MARK, OTHERS, close_beside, private_folder

NOBODY = 65534
WHICH_CAN_BE_READ = 'for file; do if [ -r "$file" ]; then echo "$file"; fi; done'
KINDS = {
    "records": "data/records.sqlite",
    "records' log": "data/records.sqlite-wal",
    "analyses": "data/workflow.sqlite",
    "secret": "data/secret",
    "recordings": "data/media/recordings/*",
    "reports": "data/media/artefacts/*/report.json",
    "interviews": "data/interviews/*",
    "parts that have arrived": "data/uploads/*/1",
    "early work": "data/working/early/*/*/*",
    "backups": "backup/records.sqlite",
    "files of a backup": "backup/media/recordings/*",
    "exports": "export.zip",
    "results of a command": "results/report.json",
    "model files": "models/*/*",
}


@pytest.fixture(scope="module")
def place(clips: Path) -> Iterator[Path]:
    """Where a server and commands left a file of each kind; the folder itself is open to everyone."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield from filled(Path(folder), clips)


def filled(folder: Path, clips: Path) -> Iterator[Path]:
    before, data = os.umask(0o022), folder / "data"
    server = Server(data, *COMMAND, "serve", HEARD="Quokkas hop")
    try:
        made = made_to_measure(server)
        recorded(server, "r1", EMAIL, clips / "jfk.wav", interview_id=made)
        (making := folder / "making").mkdir()
        live = record(making / "a.webm", still(2.0), tone(2.0), video="libvpx", audio="libopus", options=LIVE)
        uploading(server, "r2.webm", EMAIL, live)
        waiting.until(lambda: any((data / "working" / "early").glob("*/*/*")), within_s=60.0)
        settings = {"INTERVIEW_SIMULATOR_DATA_DIR": str(data), "HEARD": "Quokkas hop"}
        commanded(settings, "backup", folder / "backup")
        commanded(settings, "export", EMAIL, folder / "export.zip")
        commanded(settings, "analyze", clips / "jfk.wav", "--out", folder / "results")
        commanded({"INTERVIEW_SIMULATOR_MODELS_DIR": str(linked_models(folder))}, "models", "list")
        (data / "log").unlink()  # the test's own
        yield folder
    finally:
        server.stop()
        os.umask(before)


def commanded(settings: dict[str, str], *arguments: str | Path) -> None:
    environment = {**os.environ, **settings}
    subprocess.run([*COMMAND, *map(str, arguments)], env=environment, check=False, capture_output=True)


def linked_models(folder: Path) -> Path:
    """The cached weights, without a copy of them; beside each a command notes what it looked like."""
    (models := folder / "models").mkdir(mode=0o700)
    for path in (Path.home() / ".cache" / "interview-simulator").glob("whisper-base/config.json"):
        (models / path.parent.name).mkdir()
        (models / path.parent.name / path.name).symlink_to(path)
    return models


def readable_by_others(paths: Iterable[Path]) -> list[str]:
    """Which of them another user can read: asked as one where this user may become another, or by their rights."""
    if os.geteuid() == 0:
        command = ["/bin/sh", "-c", WHICH_CAN_BE_READ, "sh", *map(str, paths)]
        asked = subprocess.run(command, user=NOBODY, group=NOBODY, extra_groups=[], capture_output=True, check=True)
        return asked.stdout.decode().splitlines()
    return [str(path) for path in paths if path.stat().st_mode & OTHERS]


def open_to_others(folder: Path) -> list[str]:
    """Files and folders that others could read if they got there."""
    found = (path for path in (folder, *folder.rglob("*")) if not path.is_symlink())
    return [str(path) for path in found if stat.S_IMODE(path.stat().st_mode) & OTHERS]


@pytest.mark.parametrize("pattern", KINDS.values(), ids=KINDS.keys())
def test_another_user_cannot_read(place: Path, pattern: str) -> None:
    found = list(place.glob(pattern))
    assert found
    assert readable_by_others(found) == []


def test_each_file_is_closed_by_itself_not_by_its_folder_alone(place: Path) -> None:
    kept = [place / name for name in ("data", "backup", "export.zip", "results")]
    assert [path for folder in kept for path in open_to_others(folder)] == []


def test_the_question_whether_another_user_can_read_finds_what_can_be_read(place: Path) -> None:
    (place / "readable").write_text(QUESTION)
    (place / "readable").chmod(0o644)
    assert readable_by_others([place / "readable"]) == [str(place / "readable")]


@pytest.fixture
def from_before(tmp_path: Path) -> Path:
    """A data folder as an earlier version left it."""
    folder = tmp_path / "data"
    (folder / "media" / "artefacts" / "r1").mkdir(parents=True)
    for name in ("records.sqlite", "records.sqlite-wal", "media/artefacts/r1/report.json"):
        (folder / name).touch()
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


def test_a_server_closes_a_folder_from_before_and_all_that_is_in_it(from_before: Path) -> None:
    server = Server(from_before, *COMMAND, "serve", HEARD="")
    try:
        waiting.until((from_before / MARK).exists)
    finally:
        server.stop()
    (from_before / "log").unlink()  # the test's own
    assert open_to_others(from_before) == []


@pytest.mark.parametrize("command", [("accounts", "list"), ("audit", "all")], ids=["accounts", "audit"])
def test_a_command_closes_a_folder_from_before(from_before: Path, command: tuple[str, ...]) -> None:
    commanded({"INTERVIEW_SIMULATOR_DATA_DIR": str(from_before), "HEARD": ""}, *command)
    assert stat.S_IMODE(from_before.stat().st_mode) == 0o700


def test_a_start_does_not_wait_for_ten_thousand_files_and_looks_at_them_one_time(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    for number in range(10_000):
        (folder / str(number)).touch(mode=0o644)
    began_s = time.thread_time()
    private_folder(folder)
    close_beside(folder)
    assert time.thread_time() - began_s < 0.05
    waiting.until((folder / MARK).exists)
    assert open_to_others(folder) == []
    (folder / "0").chmod(0o644)
    close_beside(folder)
    assert open_to_others(folder) == [str(folder / "0")]
