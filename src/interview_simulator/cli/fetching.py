"""Model files are fetched where a person sees how far it is."""

from collections.abc import Iterable
from pathlib import Path

import click


def fetch(names: Iterable[str], models_dir: Path) -> None:
    """Fetch what is missing of these models: a bar for each file on a terminal, a line for each elsewhere.

    Raises NotFoundError for a name that is not in the catalogue, ModelFileError when no source gives a right file.
    """
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    from interview_simulator import model_files

    console = Console(stderr=True)
    bars: dict[str, TaskID] = {}
    columns = (TextColumn("{task.description:28}"), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as shown:

        def progress(file: str, there: int, size: int) -> None:
            if file not in bars:
                bars[file] = shown.add_task(file, total=size)
                if not console.is_terminal:
                    click.echo(f"Fetching the model file {file} ({size / 1e6:.1f} MB) …", err=True)
            shown.update(bars[file], completed=there)

        for name in names:
            model_files.ensure(name, models_dir, progress)
