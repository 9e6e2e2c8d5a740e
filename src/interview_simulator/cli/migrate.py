"""`migrate`: records of an earlier system, or an installation that outgrew its machine."""

import sys
from pathlib import Path

import click

from interview_simulator.cli.told import told_in_one_line


@click.group()
def migrate() -> None:
    """Bring records over from an earlier system, or from one machine to many."""


@migrate.command()
@click.option("--old-table", required=True, help="The earlier system's table; it is only read.")
@click.option("--old-bucket", help="The earlier system's bucket; without it only records are taken over.")
@click.option("--table", required=True, help="RecordsTableName of the new stack.")
@click.option("--bucket", required=True, help="MediaBucketName of the new stack.")
@click.option("--write", is_flag=True, help="Do it; without this only what would be done is said.")
def dynamodb(old_table: str, old_bucket: str | None, table: str, bucket: str, write: bool) -> None:
    """Take over records of version 1 or 2 on AWS; may be repeated, goes on where it broke off.

    Exit code 1 if a record could not be taken over.
    """
    with told_in_one_line():
        from interview_simulator.aws.migrate import Ends, migrate

        failed = False
        ends = Ends(old_table=old_table, old_bucket=old_bucket, table=table, bucket=bucket)
        for found in migrate(ends, write=write):
            click.echo(f"{found.record_id}: {found.outcome}{f' ({found.reason})' if found.reason else ''}")
            failed = failed or found.outcome == "cannot be taken over"
    sys.exit(1 if failed else 0)


@migrate.command()
@click.option(
    "--from",
    "data_dir",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Data folder of the embedded installation.",
)
def embedded(data_dir: Path) -> None:
    """Move an embedded installation to many machines: DATABASE_URL and MEDIA_URL say where.

    Its server must have ended. May be repeated, goes on where it broke off; every file is checked by its SHA-256.
    """
    with told_in_one_line():
        from interview_simulator.compose_shared import moving
        from interview_simulator.settings import Settings
        from interview_simulator.web.serving import sole_server

        settings = Settings()
        with sole_server(data_dir):
            for moved in moving(settings, data_dir):
                click.echo(f"{moved.name}: {moved.outcome}")
    click.echo("All is there. Start `interview-simulator serve` and workers with these settings.")
