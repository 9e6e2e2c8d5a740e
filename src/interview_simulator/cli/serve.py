"""`serve` and `openapi`: the HTTP API."""

import sys
from functools import partial
from pathlib import Path
from socket import socket
from typing import TYPE_CHECKING, Any

import click

from interview_simulator.cli.options import data_dir_option, settings_with
from interview_simulator.cli.quiet import libraries_quiet
from interview_simulator.cli.told import make_data_folder, told_in_one_line

if TYPE_CHECKING:
    from fastapi import FastAPI

    from interview_simulator.settings import Settings

NO_ADMINISTRATOR = (
    "There is no administrator yet; `interview-simulator accounts create EMAIL --role administrator` makes one."
)


@click.command()
@click.option("--host", help="Address to listen on; default: INTERVIEW_SIMULATOR_HOST, or 127.0.0.1.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="Port to listen on, 0 for a free one; default: INTERVIEW_SIMULATOR_PORT, or 8000.",
)
@data_dir_option
@click.option(
    "--open/--no-open",
    "opens",
    default=None,
    help="Open the page in a browser; default: on a desktop, from a terminal.",
)
def serve(host: str | None, port: int | None, data_dir: Path | None, opens: bool | None) -> None:
    """Serve the page and the API on this machine, and analyse what is uploaded.

    Model files that are missing are fetched first (150 MB, once).
    """
    with told_in_one_line(), libraries_quiet():
        from interview_simulator.cli.browser import open_page, someone_is_there
        from interview_simulator.compose import build
        from interview_simulator.decoding.jail.system import keep_memory_private
        from interview_simulator.private_files import close_beside
        from interview_simulator.web.app import create_app
        from interview_simulator.web.serving import address, listening, sole_server, working_folder

        keep_memory_private()
        settings = settings_with(host=host, port=port, data_dir=data_dir)
        _require_accounts_beyond_loopback(settings)
        make_data_folder(settings.data_dir)
        folder = settings.data_dir
        with listening(settings.host, settings.port) as listener, sole_server(folder), working_folder(folder):
            _fetch_models(settings)
            parts = build(settings)
            app = create_app(parts)
            close_beside(folder)
            if parts.accounts is not None and not parts.accounts.accounts.find(role="administrator"):
                click.echo(NO_ADMINISTRATOR, err=True)
            click.echo(f"Interview Simulator is starting on {address(listener)} (Ctrl+C ends it)", err=True)
            if someone_is_there() if opens is None else opens:
                open_page(settings.public_url or address(listener))
            started = _run(app, listener, settings.log_level)
        sys.exit(0 if started else 1)


def _require_accounts_beyond_loopback(settings: "Settings") -> None:
    from interview_simulator.errors import BadInputError
    from interview_simulator.settings import LOOPBACK

    if not (settings.host in LOOPBACK or settings.accounts or settings.published_on_loopback):
        raise BadInputError(
            f"Listening on {settings.host} would show recordings to everyone who can reach it; use 127.0.0.1, or "
            "switch accounts on with INTERVIEW_SIMULATOR_ACCOUNTS=true. A container whose port is published as "
            "127.0.0.1:PORT:8000 may say so with INTERVIEW_SIMULATOR_PUBLISHED_ON_LOOPBACK=true."
        )


def _fetch_models(settings: "Settings") -> None:
    """Where this process analyses: one that only queues needs no models."""
    from interview_simulator.cli.fetching import fetch
    from interview_simulator.compose_engines import models_used

    if settings.database_url is None:
        fetch(models_used(settings), settings.models_dir)


def _run(app: "FastAPI", listener: socket, log_level: str) -> bool:
    """Answer requests until the server is ended; return whether it has started at all."""
    import uvicorn

    from interview_simulator import log
    from interview_simulator.web.connections import BoundedProtocol, Connections
    from interview_simulator.web.serving import most_connections, take_turns_often, told_at_the_start

    log.configure(log_level)
    take_turns_often()
    protocol: Any = partial(BoundedProtocol, connections=Connections(most_connections()))
    config = uvicorn.Config(told_at_the_start(app), http=protocol, ws="none", log_config=None, access_log=False)
    server = uvicorn.Server(config)
    server.run(sockets=[listener])
    return server.started


@click.command()
def openapi() -> None:
    """Print the API's OpenAPI document, from which the page's types are made."""
    import json
    import tempfile

    from interview_simulator.compose import build
    from interview_simulator.settings import Settings
    from interview_simulator.web.app import create_app

    with told_in_one_line(), tempfile.TemporaryDirectory() as folder:
        app = create_app(build(Settings(data_dir=Path(folder), accounts=True)))
        click.echo(json.dumps(app.openapi(), indent=2))
