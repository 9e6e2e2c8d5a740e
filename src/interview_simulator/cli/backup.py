"""`backup` and `restore`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_simulator.cli.told import told_in_one_line

if TYPE_CHECKING:
    from interview_simulator.settings import Settings


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def backup(folder: Path) -> None:
    """Copy everything that the server keeps into FOLDER, which must be empty; the server may run."""
    with told_in_one_line():
        from interview_simulator.backup import backup
        from interview_simulator.settings import Settings

        made = backup(_one_machines(Settings()).data_dir, folder)
        click.echo(f"{folder}: {len(made.files)} files, {sum(entry.size for entry in made.files.values()):,} bytes")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def restore(folder: Path) -> None:
    """Make the installation anew from the backup in FOLDER; the data folder must be empty.

    Every file is checked by its SHA-256 first. Exit code 2 if the backup is not whole; then nothing is written.
    """
    with told_in_one_line():
        from interview_simulator.backup import restore
        from interview_simulator.settings import Settings

        data_dir = _one_machines(Settings()).data_dir
        made = restore(folder, data_dir)
        click.echo(f"{data_dir}: {len(made.files)} files of {made.made}")


def _one_machines(settings: "Settings") -> "Settings":
    """The settings; raises BadInputError where many machines share an installation."""
    from interview_simulator.errors import BadInputError

    if settings.database_url is not None:
        raise BadInputError(
            "This installation keeps its records in PostgreSQL and its files in a bucket; back them up with pg_dump, "
            "and then the bucket with its own tools."
        )
    return settings
