"""The commands about people, over a real installation."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from interview_simulator.cli import main
from interview_simulator.stores.records.sql import SqlRecordStore

ANA = "ana@example.org"


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with an old and a new record."""
    folder = tmp_path / "data"
    (folder / "media" / "recordings").mkdir(parents=True)
    records = SqlRecordStore(f"sqlite:///{folder / 'records.sqlite'}")
    for record_id, date in (("old", "2020-01-01T00:00:00Z"), ("new", "2999-01-01T00:00:00Z")):
        records.merge(record_id, {"email": ANA, "date": date, "recording": f"recordings/{record_id}.wav"})
        (folder / "media" / "recordings" / f"{record_id}.wav").write_bytes(b"sound of " + record_id.encode())
    monkeypatch.setenv("INTERVIEW_SIMULATOR_DATA_DIR", str(folder))
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def kept(data_dir: Path) -> list[str]:
    return sorted(path.stem for path in (data_dir / "media" / "recordings").iterdir())


def test_an_export_is_a_file_and_no_other_is_overwritten(data_dir: Path, tmp_path: Path) -> None:
    out = tmp_path / "ana.zip"
    done = run("export", "ANA@example.org", out)
    assert done.exit_code == 0 and f"{out.stat().st_size:,} bytes" in done.output
    with ZipFile(out) as archive:
        assert archive.read("records/old/recording.wav") == b"sound of old"
    again = run("export", ANA, out)
    assert again.exit_code == 2 and "cannot be written" in again.output
    assert "exported" in run("audit", ANA).output


def test_erasing_asks_before_it_does_it(data_dir: Path) -> None:
    assert CliRunner().invoke(main, ["erase", ANA], input="n\n").exit_code == 1
    assert kept(data_dir) == ["new", "old"]
    assert run("erase", ANA, "--yes").output == "Erased: 2 records, 0 interviews made to measure.\n"
    assert kept(data_dir) == []
    assert "erased-" in run("audit", "all").output and ANA not in run("audit", "all").output


def test_retention_tells_and_removes(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without = run("retention")
    assert without.exit_code == 2 and "RETENTION_DAYS" in without.output
    monkeypatch.setenv("INTERVIEW_SIMULATOR_RETENTION_DAYS", "30")
    assert run("retention", "--dry-run").output == "old: 2020-01-01T00:00:00Z\n1 records would be removed.\n"
    assert kept(data_dir) == ["new", "old"]
    assert run("retention").output.endswith("1 records removed.\n")
    assert kept(data_dir) == ["new"]


@pytest.mark.parametrize("command", [("audit",), ("erase", "--yes")])
def test_what_is_no_address_is_refused(data_dir: Path, command: tuple[str, ...]) -> None:
    done = run(*command, "nobody")
    assert done.exit_code == 2 and "no e-mail address" in done.output
    assert kept(data_dir) == ["new", "old"]


@pytest.mark.parametrize("days", ["1e9", "inf", "nan"])
def test_days_that_go_back_before_the_calendar_are_refused(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, days: str
) -> None:
    monkeypatch.setenv("INTERVIEW_SIMULATOR_RETENTION_DAYS", days)
    done = run("retention")
    assert done.exit_code == 2 and "INTERVIEW_SIMULATOR_RETENTION_DAYS is wrong" in done.output
    assert kept(data_dir) == ["new", "old"]


@pytest.mark.parametrize("days", ["1e9", "inf", "nan"])
def test_a_token_that_would_last_beyond_the_calendar_is_refused(data_dir: Path, days: str) -> None:
    assert run("accounts", "create", ANA).exit_code == 0
    done = run("accounts", "token", ANA, "script", "--days", days)
    assert done.exit_code == 2 and not isinstance(done.exception, ValueError | OverflowError)


def test_where_there_is_no_installation_none_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEW_SIMULATOR_DATA_DIR", str(tmp_path / "none"))
    done = run("audit", "all")
    assert done.exit_code == 2 and "no installation" in done.output and not (tmp_path / "none").exists()
