"""The command line, a module for each group of commands; heavy imports happen inside the command that needs them."""

import click

from interview_simulator.cli.accounts import accounts
from interview_simulator.cli.analyze import analyze
from interview_simulator.cli.backup import backup, restore
from interview_simulator.cli.grade import grade
from interview_simulator.cli.interviews import interviews
from interview_simulator.cli.migrate import migrate
from interview_simulator.cli.models import models
from interview_simulator.cli.privacy import audit, erase, export, retention
from interview_simulator.cli.serve import openapi, serve
from interview_simulator.cli.worker import worker
from interview_simulator.private_files import write_private_files
from interview_simulator.version import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="interview-simulator")
def main() -> None:
    """Practise interviews on camera and get a report in which every figure was measured."""
    write_private_files()


COMMANDS = (
    accounts,
    analyze,
    audit,
    backup,
    erase,
    export,
    grade,
    interviews,
    migrate,
    models,
    openapi,
    restore,
    retention,
    serve,
    worker,
)
for command in COMMANDS:
    main.add_command(command)
