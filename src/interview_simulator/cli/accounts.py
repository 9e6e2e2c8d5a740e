"""`accounts`: people who sign in."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_simulator.cli.options import data_dir_option, settings_with
from interview_simulator.cli.told import make_data_folder, told_in_one_line

if TYPE_CHECKING:
    from interview_simulator.audit.log import Action
    from interview_simulator.domain.access import Scope
    from interview_simulator.domain.account import Role
    from interview_simulator.settings import Settings


@click.group()
def accounts() -> None:
    """People who sign in, where INTERVIEW_SIMULATOR_ACCOUNTS is true; the server may run."""


SCOPES = click.Choice(["metrics", "records", "administration"])
ROLES = click.Choice(["candidate", "mentor", "administrator"])


@accounts.command("create")
@click.argument("email")
@click.option("--role", type=ROLES, default="candidate", show_default=True)
@click.option("--ask-password", is_flag=True, help="Ask for a password, instead of printing a link to choose one.")
@data_dir_option
def create_account(email: str, role: "Role", ask_password: bool, data_dir: Path | None) -> None:
    """Make an account, and print a link with which its owner chooses a password, within a day."""
    with told_in_one_line():
        from time import time

        from interview_simulator.accounts import joining
        from interview_simulator.compose import account_store

        password = click.prompt("Password", hide_input=True, confirmation_prompt=True) if ask_password else None
        settings = _settings(data_dir)
        store = account_store(settings)
        account = joining.create(store, email, role, time(), password)
        _note(settings, "account_made", account.email, role)
        if password is None:
            _hand_over(joining.begin_reset(store, account, time()))
        else:
            click.echo(f"{account.email} can sign in.")


@accounts.command("reset")
@click.argument("email")
@data_dir_option
def reset_account(email: str, data_dir: Path | None) -> None:
    """Print a link with which the owner of the account chooses a new password, within a day."""
    with told_in_one_line():
        from time import time

        from interview_simulator.accounts import joining
        from interview_simulator.compose import account_store

        settings = _settings(data_dir)
        store = account_store(settings)
        account = joining.found(store, email)
        _note(settings, "reset_made", account.email)
        _hand_over(joining.begin_reset(store, account, time()))


@accounts.command("token")
@click.argument("email")
@click.argument("name")
@click.option("--scope", "scopes", type=SCOPES, multiple=True, default=("metrics",), show_default=True)
@click.option("--days", type=click.FloatRange(0, 3650, min_open=True), help="How long it is valid; else until revoked.")
@data_dir_option
def make_token(email: str, name: str, scopes: "tuple[Scope, ...]", days: float | None, data_dir: Path | None) -> None:
    """Print an API token of the account, called NAME; it is told this once."""
    with told_in_one_line():
        from time import time

        from interview_simulator.accounts import joining, tokens
        from interview_simulator.compose import account_store

        settings = _settings(data_dir)
        store = account_store(settings)
        account = joining.found(store, email)
        _note(settings, "token_made", account.email, ", ".join(scopes))
        valid_s = None if days is None else days * 86400
        click.echo(tokens.issue(store, "api", time(), valid_s, account_id=account.id, name=name, scopes=scopes))


@accounts.command("tokens")
@click.argument("email")
@data_dir_option
def list_tokens(email: str, data_dir: Path | None) -> None:
    """List the account's API tokens with their scopes."""
    with told_in_one_line():
        from interview_simulator.accounts import joining, tokens
        from interview_simulator.compose import account_store

        store = account_store(_settings(data_dir))
        for token in tokens.of_account(store, joining.found(store, email).id, "api"):
            click.echo(f"{token.name:32} {', '.join(token.scopes):32} {token.created} {token.expires or ''}".rstrip())


@accounts.command()
@click.argument("email")
@data_dir_option
def adopt(email: str, data_dir: Path | None) -> None:
    """Give the account the records and interviews that were made before people signed in, and are nobody's."""
    with told_in_one_line():
        from interview_simulator.accounts import joining
        from interview_simulator.accounts.adopting import adopt, adopt_interviews
        from interview_simulator.compose import account_store, made_interviews, record_store
        from interview_simulator.domain.timestamps import now

        settings = _settings(data_dir)
        store, records = account_store(settings), record_store(settings)
        account = joining.found(store, email)
        click.echo(f"{account.email}: {len(adopt(records, account))} records")
        interviews = adopt_interviews(store, records, list(made_interviews(settings)), account, now())
        if interviews:
            click.echo(f"{account.email}: {len(interviews)} interviews made to measure")


@accounts.command("list")
@data_dir_option
def list_accounts(data_dir: Path | None) -> None:
    """List the accounts with their roles."""
    with told_in_one_line():
        from interview_simulator.compose import account_store

        for account in account_store(_settings(data_dir)).accounts.find():
            click.echo(f"{account.email:32} {account.role:14} {'disabled' if account.disabled else ''}".rstrip())


def _settings(data_dir: Path | None) -> "Settings":
    """The settings; the data folder is there afterwards where it has the accounts."""
    settings = settings_with(data_dir=data_dir)
    if settings.database_url is None:
        make_data_folder(settings.data_dir)
    return settings


def _note(settings: "Settings", action: "Action", about: str, detail: str | None = None) -> None:
    """In the audit log; whoever can run this has no account."""
    from interview_simulator.audit.log import AuditEntry
    from interview_simulator.compose import audit_log
    from interview_simulator.domain.timestamps import now

    told = " ".join(filter(None, [detail, "on the command line"]))
    audit_log(settings).append(AuditEntry(at=now(), action=action, about=about, detail=told))


def _hand_over(secret: str) -> None:
    from interview_simulator.settings import Settings
    from interview_simulator.web.messages import link, reset_path

    settings = Settings()
    click.echo(link(settings, reset_path(secret), f"http://{settings.host}:{settings.port}"))
