"""`accounts`: people who sign in."""

from typing import TYPE_CHECKING

import click

from interview_simulator.cli.told import told_in_one_line

if TYPE_CHECKING:
    from interview_simulator.domain.account import Role


@click.group()
def accounts() -> None:
    """People who sign in, where INTERVIEW_SIMULATOR_ACCOUNTS is true; the server may run."""


ROLES = click.Choice(["candidate", "mentor", "administrator"])


@accounts.command("create")
@click.argument("email")
@click.option("--role", type=ROLES, default="candidate", show_default=True)
@click.option("--ask-password", is_flag=True, help="Ask for a password, instead of printing a link to choose one.")
def create_account(email: str, role: "Role", ask_password: bool) -> None:
    """Make an account, and print a link with which its owner chooses a password, within a day."""
    with told_in_one_line():
        from time import time

        from interview_simulator.accounts import joining
        from interview_simulator.compose import account_store
        from interview_simulator.settings import Settings

        password = click.prompt("Password", hide_input=True, confirmation_prompt=True) if ask_password else None
        store = account_store(Settings())
        account = joining.create(store, email, role, time(), password)
        if password is None:
            _hand_over(joining.begin_reset(store, account, time()))
        else:
            click.echo(f"{account.email} can sign in.")


@accounts.command("reset")
@click.argument("email")
def reset_account(email: str) -> None:
    """Print a link with which the owner of the account chooses a new password, within a day."""
    with told_in_one_line():
        from time import time

        from interview_simulator.accounts import joining
        from interview_simulator.compose import account_store
        from interview_simulator.settings import Settings

        store = account_store(Settings())
        _hand_over(joining.begin_reset(store, joining.found(store, email.casefold()), time()))


@accounts.command()
@click.argument("email")
def adopt(email: str) -> None:
    """Give the account the records that were made without an address, before people signed in."""
    with told_in_one_line():
        from interview_simulator.accounts import joining
        from interview_simulator.accounts.adopting import adopt
        from interview_simulator.compose import account_store, record_store
        from interview_simulator.settings import Settings

        account = joining.found(account_store(Settings()), email.casefold())
        click.echo(f"{account.email}: {len(adopt(record_store(Settings()), account))} records")


@accounts.command("list")
def list_accounts() -> None:
    """List the accounts with their roles."""
    with told_in_one_line():
        from interview_simulator.compose import account_store
        from interview_simulator.settings import Settings

        for account in account_store(Settings()).accounts.find():
            click.echo(f"{account.email:32} {account.role:14} {'disabled' if account.disabled else ''}".rstrip())


def _hand_over(secret: str) -> None:
    from interview_simulator.settings import Settings
    from interview_simulator.web.messages import link, reset_path

    settings = Settings()
    click.echo(link(settings, reset_path(secret), f"http://{settings.host}:{settings.port}"))
