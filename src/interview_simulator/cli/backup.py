"""`backup` and `restore`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_simulator.cli.options import data_dir_option, settings_with
from interview_simulator.cli.told import told_in_one_line

if TYPE_CHECKING:
    from interview_simulator.settings import Settings


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@data_dir_option
def backup(folder: Path, data_dir: Path | None) -> None:
    """Copy everything that the server keeps into FOLDER, which must be empty; the server may run."""
    with told_in_one_line():
        from interview_simulator.backup import backup

        made = backup(_one_machines(settings_with(data_dir=data_dir)).data_dir, folder)
        click.echo(f"{folder}: {len(made.files)} files, {sum(entry.size for entry in made.files.values()):,} bytes")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@data_dir_option
def restore(folder: Path, data_dir: Path | None) -> None:
    """Make the installation anew from the backup in FOLDER; the data folder must be empty.

    Every file is checked by its SHA-256 first. Exit code 2 if the backup is not whole; then nothing is written.
    """
    with told_in_one_line():
        from interview_simulator.backup import restore

        target = _one_machines(settings_with(data_dir=data_dir)).data_dir
        made = restore(folder, target)
        click.echo(f"{target}: {len(made.files)} files of {made.made}")


def _one_machines(settings: "Settings") -> "Settings":
    """The settings; raises BadInputError where many machines share an installation."""
    from interview_simulator.errors import BadInputError

    if settings.database_url is not None:
        raise BadInputError(
            "This installation keeps its records in PostgreSQL and its files in a bucket; back them up with pg_dump, "
            "and then the bucket with its own tools."
        )
    return settings
