"""`worker`: analyses, where many machines share the work."""

import os
import re
import signal
import sys
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import click

from interview_simulator.cli.options import data_dir_option, settings_with
from interview_simulator.cli.quiet import libraries_quiet
from interview_simulator.cli.told import make_data_folder, told_in_one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interview_simulator.settings import Settings
    from interview_simulator.workflow.job import Engines


@click.command()
@click.option(
    "--can", default="cpu", show_default=True, help="What it can do, such as gpu,large-model; it does no other."
)
@data_dir_option
def worker(can: str, data_dir: Path | None) -> None:
    """Analyse what API processes queue, together with other workers on any machine, until it is ended."""
    with told_in_one_line(), libraries_quiet():
        from interview_simulator.compose import engines
        from interview_simulator.decoding.jail.system import keep_memory_private

        keep_memory_private()
        settings = settings_with(data_dir=data_dir)
        outlived = work(settings, _abilities(can), engines(settings))
    if not outlived:
        _begin_anew()


def work(settings: "Settings", abilities: "Sequence[str]", parts: "Engines") -> bool:
    """Analyse until SIGTERM or SIGINT (True), or until others have given this worker up (False)."""
    from interview_simulator import log
    from interview_simulator.compose_shared import working
    from interview_simulator.web.serving import sole_server, working_folder
    from interview_simulator.workflow.heartbeat import live

    make_data_folder(settings.data_dir)
    with sole_server(settings.data_dir), working_folder(settings.data_dir):
        process, ended = working(settings, abilities, parts), Event()
        log.configure(settings.log_level)
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda *_: ended.set())
        process.engines.decoder.open()
        process.workers.register(process.me)
        process.workflow.launch()
        click.echo(f"{process.me.id} analyses: {', '.join(abilities)} (Ctrl+C ends it)", err=True)
        take_over = process.take_over
        if not live(process.workers, process.me.id, settings.worker_silent_s, take_over, ended):
            return False
        process.workflow.close()
        process.workers.leave(process.me.id)
        process.engines.decoder.close()
    return True


def _begin_anew() -> None:
    """As another process in the place of this one, with all of its threads gone."""
    click.echo("This worker was taken for dead, and its work goes on elsewhere; it begins anew.", err=True)
    os.execv(sys.executable, sys.orig_argv)


def _abilities(can: str) -> list[str]:
    from interview_simulator.errors import BadInputError
    from interview_simulator.settings import ABILITY

    abilities = [ability.strip() for ability in can.split(",")]
    if not all(re.match(ABILITY, ability) for ability in abilities):
        raise BadInputError("--can takes names of lower-case letters, digits and -, such as gpu,large-model.")
    return abilities
