"""What is asked of the settings and commands of many machines before anything begins."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import SecretStr

from interview_simulator.cli import main
from interview_simulator.compose import build
from interview_simulator.errors import BadInputError
from interview_simulator.settings import Settings


@pytest.mark.parametrize(
    ("database", "media"),
    [("postgresql://db/x", None), (None, "s3://bucket"), ("sqlite:///x", "s3://bucket")],
    ids=["no bucket", "no database", "another database"],
)
def test_half_of_what_many_machines_need_is_refused(tmp_path: Path, database: str | None, media: str | None) -> None:
    url = None if database is None else SecretStr(database)
    with pytest.raises(BadInputError, match="set both, or neither"):
        build(Settings(data_dir=tmp_path, database_url=url, media_url=media))


def test_an_ability_has_a_plain_name() -> None:
    told = CliRunner().invoke(main, ["worker", "--can", "cpu,GPU!"])
    assert told.exit_code == 2 and "--can takes names" in told.output


def test_a_worker_alone_on_one_machine_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEW_SIMULATOR_DATA_DIR", str(tmp_path))
    told = CliRunner().invoke(main, ["worker"])
    assert told.exit_code == 2 and "set both, or neither" in told.output
