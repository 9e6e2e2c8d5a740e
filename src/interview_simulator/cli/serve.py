"""`serve` and `openapi`: the HTTP API."""

import sys
from pathlib import Path

import click

from interview_simulator.cli.told import make_data_folder, told_in_one_line

NO_ADMINISTRATOR = (
    "There is no administrator yet; `interview-simulator accounts create EMAIL --role administrator` makes one."
)


@click.command()
@click.option("--host", help="Address to listen on; default: INTERVIEW_SIMULATOR_HOST.")
def serve(host: str | None) -> None:
    """Serve the API on this machine, analyse what is uploaded."""
    with told_in_one_line():
        import uvicorn

        from interview_simulator import log
        from interview_simulator.compose import build
        from interview_simulator.errors import BadInputError
        from interview_simulator.private_files import close_beside
        from interview_simulator.settings import LOOPBACK, Settings
        from interview_simulator.web.app import create_app
        from interview_simulator.web.serving import address, listening, sole_server, working_folder

        settings = Settings() if host is None else Settings(host=host)
        if settings.host not in LOOPBACK and not settings.accounts:
            raise BadInputError(
                f"Listening on {settings.host} would show recordings to everyone who can reach it; use 127.0.0.1, or "
                "switch accounts on with INTERVIEW_SIMULATOR_ACCOUNTS=true."
            )
        make_data_folder(settings.data_dir)
        folder = settings.data_dir
        with listening(settings.host, settings.port) as listener, sole_server(folder), working_folder(folder):
            parts = build(settings)
            app = create_app(parts)
            close_beside(folder)
            if parts.accounts is not None and not parts.accounts.accounts.find(role="administrator"):
                click.echo(NO_ADMINISTRATOR, err=True)
            click.echo(f"Interview Simulator is starting on {address(listener)} (Ctrl+C ends it)", err=True)
            log.configure(settings.log_level)
            server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
            server.run(sockets=[listener])
        sys.exit(0 if server.started else 1)


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
