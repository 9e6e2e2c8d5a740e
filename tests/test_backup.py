"""A backup of a server that works, restored elsewhere, goes on where the first one was."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread

import pytest
from tests.faults.test_random_kills import SERVER, as_a_form
from tests.support.server import Server

from interview_simulator.backup import backup, restore
from interview_simulator.errors import BadInputError


def command(*arguments: str | Path, data_dir: Path) -> subprocess.CompletedProcess[str]:
    run = [sys.executable, "-m", "interview_simulator.cli", *map(str, arguments)]
    environment = {**os.environ, "INTERVIEW_SIMULATOR_DATA_DIR": str(data_dir)}
    return subprocess.run(run, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = Server(tmp_path_factory.mktemp("server") / "data", sys.executable, SERVER)
    yield started
    started.stop()


@pytest.fixture(scope="module")
def made(server: Server, clips: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a server with one record, taken while another one comes in and is analysed."""
    as_a_form(server, "first", clips / "talk_collins.mp4")
    server.until_finished("first")
    coming = Thread(target=as_a_form, args=(server, "second", clips / "jfk.wav"))
    coming.start()
    folder = tmp_path_factory.mktemp("backup") / "made"
    done = command("backup", folder, data_dir=server.data_dir)
    coming.join()
    assert done.returncode == 0, done.stderr
    assert " files, " in done.stdout
    return folder


def test_a_restored_installation_has_the_records_and_goes_on(made: Path, clips: Path, tmp_path: Path) -> None:
    done = command("restore", made, data_dir=tmp_path / "new")
    assert done.returncode == 0, done.stderr
    again = Server(tmp_path / "new", sys.executable, SERVER)
    try:
        for record in again.client.get("/records").json()["results"]:
            ended = again.until_finished(record["record_id"])
            assert (ended["status"], ended["attempt"]) == ("succeeded", 1)
        assert again.client.get("/records/first/report").json()["transcript"]["text"] == "I agree completely"
        stored = tmp_path / "new" / "media" / "recordings" / "first.mp4"
        assert stored.read_bytes() == (clips / "talk_collins.mp4").read_bytes()
    finally:
        again.stop()


def test_a_backup_may_be_taken_at_any_moment_of_an_analysis(server: Server, clips: Path, tmp_path: Path) -> None:
    """The workflow may be ahead of the record or behind it; none is ever left waiting for ever."""
    moments = [tmp_path / f"moment-{number}" for number in range(3)]
    for number, folder in enumerate(moments):
        as_a_form(server, f"moment-{number}", clips / "jfk.wav")
        Event().wait(0.3 * number)
        backup(server.data_dir, folder / "backup")
        restore(folder / "backup", folder / "data")
    for number, folder in enumerate(moments):
        again = Server(folder / "data", sys.executable, SERVER)
        try:
            ended = again.until_finished(f"moment-{number}")
            assert (ended["status"], ended["attempt"]) == ("succeeded", 1)
        finally:
            again.stop()


def test_the_manifest_names_every_file_with_its_digest(made: Path) -> None:
    named = json.loads((made / "manifest.json").read_text())["files"]
    there = {path.relative_to(made).as_posix(): path for path in made.rglob("*") if path.is_file()}
    there.pop("manifest.json")
    assert {name: entry["sha256"] for name, entry in named.items()} == {
        name: sha256(path.read_bytes()).hexdigest() for name, path in there.items()
    }
    assert {"records.sqlite", "workflow.sqlite", "secret", "media/recordings/first.mp4"} <= set(named)
    assert made.stat().st_mode & 0o077 == 0 and (made / "secret").stat().st_mode & 0o077 == 0


def test_a_restored_folder_has_its_name_only_when_all_in_it_is_on_the_disk(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, synced, fsync, rename = tmp_path / "again", [], os.fsync, Path.rename

    def noting(opened: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{opened}").readlink()))
        fsync(opened)

    def naming(self: Path, name: Path) -> Path:
        synced.append("named")
        return rename(self, name)

    monkeypatch.setattr(os, "fsync", noting)
    monkeypatch.setattr(Path, "rename", naming)
    restore(made, target)
    arriving = tmp_path / ".again.restoring"
    whole = {str(arriving / path.relative_to(target)) for path in (target, *target.rglob("*"))}
    named = synced.index("named")
    assert set(synced[:named]) == whole and synced[named + 1 :] == [str(tmp_path)]


def test_nothing_is_written_over(made: Path, server: Server, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    for done in (
        command("backup", tmp_path, data_dir=server.data_dir),
        command("restore", made, data_dir=tmp_path),
    ):
        assert (done.returncode, done.stderr.count("\n")) == (2, 1) and "not an empty folder" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_there_is_no_backup_of_nothing(tmp_path: Path) -> None:
    done = command("backup", tmp_path / "made", data_dir=tmp_path / "none")
    assert done.returncode == 2 and "no installation" in done.stderr
    assert not (tmp_path / "made").exists()


def damage_a_byte(folder: Path) -> None:
    path = folder / "media" / "recordings" / "first.mp4"
    content = bytearray(path.read_bytes())
    content[1000] ^= 1
    path.write_bytes(content)


DAMAGES = {
    "a byte": (damage_a_byte, "first.mp4 in the backup is damaged"),
    "a file that is gone": (lambda folder: (folder / "records.sqlite").unlink(), r"lacks records\.sqlite"),
    "broken off": (lambda folder: (folder / "manifest.json").unlink(), "no whole backup"),
    "half a manifest": (lambda folder: (folder / "manifest.json").write_text('{"format": 1, "files"'), "damaged"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_backup_is_refused_and_nothing_is_written(made: Path, tmp_path: Path, damage: str) -> None:
    harm, why = DAMAGES[damage]
    copy = Path(shutil.copytree(made, tmp_path / "copy"))
    harm(copy)
    with pytest.raises(BadInputError, match=why):
        restore(copy, tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def test_a_manifest_that_leads_out_of_the_backup_is_refused(made: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(made, tmp_path / "copy"))
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["files"]["../stolen"] = manifest["files"].pop("secret")
    (copy / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(BadInputError, match="outside the backup"):
        restore(copy, tmp_path / "new")


def test_a_record_that_is_deleted_while_the_backup_is_made_is_not_in_it(made: Path, tmp_path: Path) -> None:
    restore(made, tmp_path / "data")
    (tmp_path / "data" / "media" / "recordings" / "first.mp4").unlink()
    backup(tmp_path / "data", tmp_path / "again")
    with sqlite3.connect(tmp_path / "again" / "records.sqlite") as records:
        assert ("first",) not in records.execute("SELECT record_id FROM records").fetchall()
