"""`accounts`: people who sign in."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_simulator.cli.options import data_dir_option, settings_with
from interview_simulator.cli.told import CHOOSE_DATA_DIR, make_folder, told_in_one_line

if TYPE_CHECKING:
    from interview_simulator.domain.account import Role
    from interview_simulator.settings import Settings


@click.group()
def accounts() -> None:
    """People who sign in, where INTERVIEW_SIMULATOR_ACCOUNTS is true; the server may run."""


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
        store = account_store(_settings(data_dir))
        account = joining.create(store, email, role, time(), password)
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

        store = account_store(_settings(data_dir))
        _hand_over(joining.begin_reset(store, joining.found(store, email.casefold()), time()))


@accounts.command()
@click.argument("email")
@data_dir_option
def adopt(email: str, data_dir: Path | None) -> None:
    """Give the account the records that were made without an address, before people signed in."""
    with told_in_one_line():
        from interview_simulator.accounts import joining
        from interview_simulator.accounts.adopting import adopt
        from interview_simulator.compose import account_store, record_store

        settings = _settings(data_dir)
        account = joining.found(account_store(settings), email.casefold())
        click.echo(f"{account.email}: {len(adopt(record_store(settings), account))} records")


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
        make_folder(settings.data_dir, CHOOSE_DATA_DIR)
    return settings


def _hand_over(secret: str) -> None:
    from interview_simulator.settings import Settings
    from interview_simulator.web.messages import link, reset_path

    settings = Settings()
    click.echo(link(settings, reset_path(secret), f"http://{settings.host}:{settings.port}"))
