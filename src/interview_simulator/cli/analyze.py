"""`analyze`: one recording, from file to report."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from interview_simulator.cli.quiet import libraries_quiet
from interview_simulator.cli.told import told_in_one_line

if TYPE_CHECKING:
    from interview_simulator.domain.record import StepName, StepProgress


@click.command()
@click.argument("recording", type=click.Path(path_type=Path))
@click.option("--interview", "interview_name", metavar="NAME|FILE", help="Judge the answers by this interview.")
@click.option("--language", type=click.Choice(["en", "pt", "auto"]), default="auto", help="Language of the answers.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the results; default: RECORDING-report.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def analyze(
    recording: Path, interview_name: str | None, language: Literal["en", "pt", "auto"], out: Path | None, as_json: bool
) -> None:
    """Analyse RECORDING: report.json, a playable video, a poster and transcript.vtt.

    Exit code 0 only if every step succeeded; 1 if one failed; 2 for bad input.
    """
    with told_in_one_line(), libraries_quiet(), _progress() as progress:
        from interview_simulator import python_api

        folder = out or Path(f"{recording.stem}-report")
        report = python_api.analyze(
            recording, language=language, interview=interview_name, out=folder, progress=progress
        )
    if as_json:
        click.echo(report.model_dump_json(indent=2))
    else:
        from interview_simulator.report_text import report_text

        click.echo(report_text(report))
    outcomes = report.provenance.steps.values()
    sys.exit(0 if all(outcome.status == "succeeded" for outcome in outcomes) else 1)


@contextmanager
def _progress() -> Iterator[Callable[["StepName", "StepProgress"], None]]:
    """A line for each step on a terminal; silence elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description:16}"),
        BarColumn(),
        TextColumn("{task.fields[state]}"),
        TimeElapsedColumn(),
    )
    bars: dict[str, TaskID] = {}
    with Progress(*columns, console=console, disable=not console.is_terminal) as shown:

        def announce(step: "StepName", progress: "StepProgress") -> None:
            bar = bars.setdefault(step, shown.add_task(step, total=100, state="")) if step not in bars else bars[step]
            percent = 100 if progress.status in ("succeeded", "failed") else progress.percent
            shown.update(bar, completed=percent, state=progress.reason or progress.status)
            if progress.status in ("succeeded", "failed"):
                shown.stop_task(bar)

        yield announce
