"""Each threat in SECURITY.md names what holds it and the test that shows it, and all of that is there."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "interview_simulator"
COMMAND = re.compile(r"`make [a-z-]+`")
NAMED = re.compile(r"`([^`]+)`")


class Row(NamedTuple):
    """A line of the table."""

    threat: str
    done: str
    where: str
    tests: str


def rows() -> list[Row]:
    """The table under "Against whom, and how"."""
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    table = text.partition("## Against whom, and how")[2].partition("\n## ")[0]
    lines = [line for line in table.splitlines() if line.startswith("|")][2:]
    return [Row(*(cell.strip() for cell in line.strip("|").split(" | "))) for line in lines]


def named(cell: str) -> Iterator[str]:
    """The paths in a cell; a bare name lies in the folder of the one before."""
    folder = PurePosixPath()
    for name in NAMED.findall(COMMAND.sub("", cell)):
        path = PurePosixPath(name) if "/" in name or (PACKAGE / name).exists() else folder / name
        folder = path if name.endswith("/") else path.parent
        yield str(path)


def shown_by(path: Path) -> list[str]:
    """The tests of a file, or of all files in a folder."""
    files = sorted(path.rglob("test_*.py")) if path.is_dir() else [path]
    return [found for file in files for found in re.findall(r"^ *def (test_\w+)", file.read_text(), re.MULTILINE)]


def test_the_table_is_read() -> None:
    assert len(rows()) > 40 and len({row.threat for row in rows()}) == len(rows())


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.threat)
def test_every_threat_has_its_code_and_a_test_that_is_there(row: Row) -> None:
    assert row.done
    code, tests = list(named(row.where)), list(named(row.tests))
    assert code and tests
    assert [name for name in code if not any((folder / name).exists() for folder in (PACKAGE, ROOT))] == []
    assert [name for name in tests if not name.startswith("tests/") or not (ROOT / name).exists()] == []
    assert [name for name in tests if not shown_by(ROOT / name)] == []
