"""`models`: the model files."""

import sys

import click

from interview_simulator.cli.told import told_in_one_line


@click.group()
def models() -> None:
    """Model files: fetch, list, verify."""


@models.command()
def pull() -> None:
    """Fetch the model files that are missing."""
    with told_in_one_line():
        from interview_simulator.cli.fetching import fetch
        from interview_simulator.model_files.catalogue import MODELS
        from interview_simulator.settings import Settings

        fetch(MODELS, Settings().models_dir)


@models.command("list")
def list_models() -> None:
    """List the model files and whether they are there."""
    _show_states(anew=False)


@models.command()
def verify() -> None:
    """Compute every SHA-256 anew; exit code 1 if a file is missing or wrong."""
    if not _show_states(anew=True):
        sys.exit(1)


def _show_states(*, anew: bool) -> bool:
    from interview_simulator import model_files
    from interview_simulator.settings import Settings

    with told_in_one_line():
        found = model_files.states(Settings().models_dir, anew=anew)
    for (model, file), state in found.items():
        click.echo(f"{model.name:16} {file.name:22} {model.licence:12} {state:8} {file.sha256}")
    return all(state == "right" for state in found.values())
