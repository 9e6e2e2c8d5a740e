"""`export`, `erase`, `retention` and `audit`: what is kept about people."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_simulator.cli.options import data_dir_option, settings_with
from interview_simulator.cli.told import told_in_one_line

if TYPE_CHECKING:
    from interview_simulator.parts import App
    from interview_simulator.privacy.kept import Privacy


@click.command()
@click.argument("email")
@click.argument("file", type=click.Path(path_type=Path))
@data_dir_option
def export(email: str, file: Path, data_dir: Path | None) -> None:
    """Write everything about the person of EMAIL into FILE (zip); "all": everything of this installation."""
    with told_in_one_line():
        from interview_simulator.audit.log import AuditEntry
        from interview_simulator.domain.timestamps import now
        from interview_simulator.errors import BadInputError
        from interview_simulator.privacy.export import export

        parts, privacy = _kept(data_dir)
        try:
            with file.open("xb") as target:
                target.writelines(export(parts, privacy, _person(email)))
        except OSError as error:
            raise BadInputError(f"{file} cannot be written ({error.strerror}); choose another.") from error
        entry = AuditEntry(at=now(), action="exported", about=_person(email))
        privacy.audit.append(entry)
    click.echo(f"{file}: {file.stat().st_size:,} bytes")


@click.command()
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do not ask.")
@data_dir_option
def erase(email: str, yes: bool, data_dir: Path | None) -> None:
    """Erase everything about the person of EMAIL; "all": everything of this installation. Backups stay as they are."""
    if not yes:
        click.confirm(f"Erase everything about {email}? It cannot be undone", abort=True)
    with told_in_one_line():
        from interview_simulator.privacy.erase import erase_person

        parts, privacy = _kept(data_dir)
        gone = erase_person(parts, privacy, _person(email))
    click.echo(f"Erased: {gone.records} records, {gone.interviews} interviews made to measure.")
    _wipe(privacy)


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what would be removed.")
@data_dir_option
def retention(dry_run: bool, data_dir: Path | None) -> None:
    """Remove records that are older than INTERVIEW_SIMULATOR_RETENTION_DAYS, with media and reports."""
    with told_in_one_line():
        from interview_simulator.errors import BadInputError
        from interview_simulator.privacy.retention import remove_expired

        parts, privacy = _kept(data_dir)
        days = parts.settings.retention_days
        if days is None:
            raise BadInputError("Everything is kept; say for how long with INTERVIEW_SIMULATOR_RETENTION_DAYS.")
        gone = remove_expired(parts, privacy, days, dry_run=dry_run)
        for record in gone:
            click.echo(f"{record.record_id}: {record.date}")
    click.echo(f"{len(gone)} records {'would be removed' if dry_run else 'removed'}.")
    if not dry_run:
        _wipe(privacy)


@click.command()
@click.argument("email")
@data_dir_option
def audit(email: str, data_dir: Path | None) -> None:
    """Tell who saw and did what with the things of EMAIL, newest first; "all": with everyone's."""
    with told_in_one_line():
        _, privacy = _kept(data_dir)
        for entry in privacy.audit.entries(_person(email)):
            fields = (
                entry.at,
                entry.action,
                entry.who,
                entry.about,
                entry.record_id,
                entry.file,
                entry.address,
                entry.detail,
            )
            click.echo("\t".join(field or "-" for field in fields))


def _kept(data_dir: Path | None) -> "tuple[App, Privacy]":
    """The installation, which must be there; a server may work on it meanwhile."""
    from interview_simulator.compose import build
    from interview_simulator.compose_privacy import deletion_reserve
    from interview_simulator.errors import BadInputError

    settings = settings_with(data_dir=data_dir)
    if settings.database_url is None and not (settings.data_dir / "records.sqlite").exists():
        raise BadInputError(
            f"There is no installation in {settings.data_dir}; name its folder with --data-dir or "
            "INTERVIEW_SIMULATOR_DATA_DIR."
        )
    if settings.database_url is None:
        deletion_reserve(settings).release_if_full()  # opening a database writes
    parts = build(settings)
    assert parts.privacy is not None
    return parts, parts.privacy


def _wipe(privacy: "Privacy") -> None:
    """A server does it by itself; where none runs, nobody else would."""
    from interview_simulator.errors import DiskFullError, StoreUnavailableError

    try:
        privacy.wiping.wipe()
    except (DiskFullError, StoreUnavailableError) as error:
        click.echo(
            "The files of the databases may still hold bytes of it; the server removes them as soon as it can, "
            f"and the next of these commands tries it, too ({error})",
            err=True,
        )


def _person(email: str) -> str | None:
    from interview_simulator.errors import BadInputError

    if email != "all" and "@" not in email:
        raise BadInputError(f'{email} is no e-mail address; give one, or "all".')
    return None if email == "all" else email
