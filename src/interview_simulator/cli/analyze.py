"""`analyze`: one recording, from file to report."""

import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_simulator.cli.told import make_folder, told_in_one_line

if TYPE_CHECKING:
    from interview_simulator.domain.record import StepName, StepProgress
    from interview_simulator.domain.report import Report


@click.command()
@click.argument("recording", type=click.Path(path_type=Path))
@click.option("--interview", "interview_name", metavar="NAME|FILE", help="Judge the answers by this interview.")
@click.option("--language", type=click.Choice(["en", "pt", "auto"]), default="auto", help="Language of the answers.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the results; default: RECORDING-report.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def analyze(recording: Path, interview_name: str | None, language: str, out: Path | None, as_json: bool) -> None:
    """Analyse RECORDING: report.json, a playable video, a poster and transcript.vtt.

    Exit code 0 only if every step succeeded; 1 if one failed; 2 for bad input.
    """
    with told_in_one_line():
        report = _analyse(recording, interview_name, language, out or Path(f"{recording.stem}-report"))
    if as_json:
        click.echo(report.model_dump_json(indent=2))
    else:
        from interview_simulator.report_text import report_text

        click.echo(report_text(report))
    outcomes = report.provenance.steps.values()
    sys.exit(0 if all(outcome.status == "succeeded" for outcome in outcomes) else 1)


def _analyse(recording: Path, interview_name: str | None, language: str, out: Path) -> "Report":
    from interview_simulator.compose import engines
    from interview_simulator.interviews.catalogue import catalogue, find
    from interview_simulator.media.check import check_recording
    from interview_simulator.settings import Settings

    settings = Settings()
    interview = find(interview_name, catalogue(settings.interviews_dir)) if interview_name else None
    parts = engines(settings)
    with closing(parts.decoder):
        parts.decoder.open()
        from interview_simulator.workflow.inline import analyse_file  # takes about as long as the decoder's start
        from interview_simulator.workflow.job import Job

        parts.decoder.call(check_recording, recording, settings.max_duration_s)
        spoken = (interview.language if interview else None) if language == "auto" else language
        job = Job(record_id=recording.stem, interview=interview, language=spoken)
        with _results_folder(out) as folder, _progress() as announce:
            return analyse_file(job, parts, recording, folder, announce)


@contextmanager
def _results_folder(out: Path) -> Iterator[Path]:
    """The folder, made when it is missing, and removed again when nothing came of it."""
    made = not out.exists()
    make_folder(out, "choose another with --out")
    try:
        yield out
    finally:
        if made and not any(out.iterdir()):
            out.rmdir()


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
