"""docs/metrics.md lists every figure of the delivery, each with definition, source, range and limits."""

import re
from pathlib import Path
from typing import get_args, get_origin

import pytest

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.report import SpeechSection, Spread, VideoSection

DOCUMENT = (Path(__file__).parents[1] / "docs" / "metrics.md").read_text(encoding="utf-8")
WHOLE = (Spread,)
"""Sections whose parts are no figures of their own."""


def figures(section: type[Frozen]) -> set[str]:
    """The names of the section's figures, those of sections in it with a dot between."""
    found: set[str] = set()
    for name, field in section.model_fields.items():
        whole = get_origin(field.annotation) is tuple  # a list of moments is one figure
        inner = (
            [] if whole else [kind for kind in (field.annotation, *get_args(field.annotation)) if _has_figures(kind)]
        )
        found |= {f"{name}.{one}" for kind in inner for one in figures(kind)} if inner else {name}
    return found - {"status"}


def _has_figures(kind: object) -> bool:
    if not (isinstance(kind, type) and issubclass(kind, Frozen)) or kind in WHOLE:
        return False
    return "status" not in kind.model_fields


def rows(heading: str) -> dict[str, list[str]]:
    """Each figure in backticks in the first column -> the other columns, of the table below the heading."""
    section = DOCUMENT.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = re.findall(r"^\| (`.+?) \| (.+) \|$", section, re.MULTILINE)
    return {name: rest.split(" | ") for names, rest in lines for name in re.findall(r"`([^`]+)`", names)}


@pytest.mark.parametrize(("heading", "section"), [("Speech", SpeechSection), ("Video", VideoSection)])
def test_every_figure_is_documented_and_no_other(heading: str, section: type[Frozen]) -> None:
    assert set(rows(heading)) == figures(section)


@pytest.mark.parametrize("heading", ["Speech", "Video"])
def test_every_figure_has_its_definition_its_source_its_range_and_its_limits(heading: str) -> None:
    for name, columns in rows(heading).items():
        assert len(columns) == 4 and all(column.strip() for column in columns), name
