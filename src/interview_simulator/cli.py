"""The command line. Everything heavy is imported inside the command that uses it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from interview_simulator.domain.account import Role
    from interview_simulator.domain.record import StepName, StepProgress
    from interview_simulator.domain.report import Report

NO_ADMINISTRATOR = (
    "There is no administrator yet; `interview-simulator accounts create EMAIL --role administrator` makes one."
)


@contextmanager
def told_in_one_line() -> Iterator[None]:
    """Our own errors end the command with one line: exit code 2 for bad input, 1 for the rest."""
    from pydantic import ValidationError

    from interview_simulator.errors import BadInputError, InterviewSimulatorError, NotFoundError

    try:
        yield
    except InterviewSimulatorError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(2 if isinstance(error, BadInputError | NotFoundError) else 1)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])).upper()
        click.echo(f"error: The setting INTERVIEW_SIMULATOR_{place} is wrong: {first['msg']}.", err=True)
        sys.exit(2)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="interview-simulator")
def main() -> None:
    """Practise interviews on camera and get a report in which every figure was measured."""


@main.command()
@click.option("--host", help="Address to listen on; default: INTERVIEW_SIMULATOR_HOST.")
def serve(host: str | None) -> None:
    """Serve the API on this machine, analyse what is uploaded."""
    with told_in_one_line():
        import uvicorn

        from interview_simulator import log
        from interview_simulator.compose import build
        from interview_simulator.errors import BadInputError
        from interview_simulator.settings import LOOPBACK, Settings
        from interview_simulator.web.app import create_app
        from interview_simulator.web.serving import address, listening, sole_server, working_folder

        settings = Settings() if host is None else Settings(host=host)
        if settings.host not in LOOPBACK and not settings.accounts:
            raise BadInputError(
                f"Listening on {settings.host} would show recordings to everyone who can reach it; use 127.0.0.1, or "
                "switch accounts on with INTERVIEW_SIMULATOR_ACCOUNTS=true."
            )
        _make_folder(settings.data_dir, "choose another with INTERVIEW_SIMULATOR_DATA_DIR")
        folder = settings.data_dir
        with listening(settings.host, settings.port) as listener, sole_server(folder), working_folder(folder):
            parts = build(settings)
            app = create_app(parts)
            if parts.accounts is not None and not parts.accounts.accounts.find(role="administrator"):
                click.echo(NO_ADMINISTRATOR, err=True)
            click.echo(f"Interview Simulator is starting on {address(listener)} (Ctrl+C ends it)", err=True)
            log.configure(settings.log_level)
            server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
            server.run(sockets=[listener])
        sys.exit(0 if server.started else 1)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
def backup(folder: Path) -> None:
    """Copy everything that the server keeps into FOLDER, which must be empty; the server may run."""
    with told_in_one_line():
        from interview_simulator.backup import backup
        from interview_simulator.settings import Settings

        made = backup(Settings().data_dir, folder)
        click.echo(f"{folder}: {len(made.files)} files, {sum(entry.size for entry in made.files.values()):,} bytes")


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
def restore(folder: Path) -> None:
    """Make the installation anew from the backup in FOLDER; the data folder must be empty.

    Every file is checked by its SHA-256 first. Exit code 2 if the backup is not whole; then nothing is written.
    """
    with told_in_one_line():
        from interview_simulator.backup import restore
        from interview_simulator.settings import Settings

        data_dir = Settings().data_dir
        made = restore(folder, data_dir)
        click.echo(f"{data_dir}: {len(made.files)} files of {made.made}")


@main.command()
def openapi() -> None:
    """Print the API's OpenAPI document, from which the page's types are made."""
    import json
    import tempfile

    from interview_simulator.compose import build
    from interview_simulator.settings import Settings
    from interview_simulator.web.app import create_app

    with told_in_one_line(), tempfile.TemporaryDirectory() as folder:
        app = create_app(build(Settings(data_dir=Path(folder))))
        click.echo(json.dumps(app.openapi(), indent=2))


@main.command()
@click.argument("recording", type=click.Path(path_type=Path))
@click.option("--interview", "interview_name", metavar="NAME|FILE", help="Judge the answers by this interview.")
@click.option("--language", type=click.Choice(["en", "pt", "auto"]), default="auto", help="Language of the answers.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the results; default: RECORDING-report.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def analyze(recording: Path, interview_name: str | None, language: str, out: Path | None, as_json: bool) -> None:
    """Analyse RECORDING: report.json, a playable video, a poster and transcript.vtt.

    Exit code 0 only if every step succeeded; 1 if one failed; 2 for bad input.
    """
    with told_in_one_line():
        report = _analyse(recording, interview_name, language, out or Path(f"{recording.stem}-report"))
    if as_json:
        click.echo(report.model_dump_json(indent=2))
    else:
        from interview_simulator.report_text import report_text

        click.echo(report_text(report))
    outcomes = report.provenance.steps.values()
    sys.exit(0 if all(outcome.status == "succeeded" for outcome in outcomes) else 1)


def _analyse(recording: Path, interview_name: str | None, language: str, out: Path) -> "Report":
    from interview_simulator.compose import engines
    from interview_simulator.interviews.catalogue import catalogue, find
    from interview_simulator.media.check import check_recording
    from interview_simulator.settings import Settings

    settings = Settings()
    interview = find(interview_name, catalogue(settings.interviews_dir)) if interview_name else None
    parts = engines(settings)
    with closing(parts.decoder):
        parts.decoder.open()
        from interview_simulator.workflow.inline import analyse_file  # takes about as long as the decoder's start
        from interview_simulator.workflow.job import Job

        parts.decoder.call(check_recording, recording, settings.max_duration_s)
        spoken = (interview.language if interview else None) if language == "auto" else language
        job = Job(record_id=recording.stem, interview=interview, language=spoken)
        with _results_folder(out) as folder, _progress() as announce:
            return analyse_file(job, parts, recording, folder, announce)


def _make_folder(folder: Path, instead: str) -> None:
    from interview_simulator.errors import BadInputError

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInputError(f"The folder {folder} cannot be made ({error.strerror}); {instead}.") from error


@contextmanager
def _results_folder(out: Path) -> Iterator[Path]:
    """The folder, made when it is missing, and removed again when nothing came of it."""
    made = not out.exists()
    _make_folder(out, "choose another with --out")
    try:
        yield out
    finally:
        if made and not any(out.iterdir()):
            out.rmdir()


@contextmanager
def _progress() -> Iterator[Callable[["StepName", "StepProgress"], None]]:
    """A line for each step on a terminal; silence elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description:16}"),
        BarColumn(),
        TextColumn("{task.fields[state]}"),
        TimeElapsedColumn(),
    )
    bars: dict[str, TaskID] = {}
    with Progress(*columns, console=console, disable=not console.is_terminal) as shown:

        def announce(step: "StepName", progress: "StepProgress") -> None:
            bar = bars.setdefault(step, shown.add_task(step, total=100, state="")) if step not in bars else bars[step]
            percent = 100 if progress.status in ("succeeded", "failed") else progress.percent
            shown.update(bar, completed=percent, state=progress.reason or progress.status)
            if progress.status in ("succeeded", "failed"):
                shown.stop_task(bar)

        yield announce


@main.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), default="-")
def grade(file: Path) -> None:
    """Grade the answers of FILE, or of the standard input: JSON Lines in, JSON Lines out.

    In: question, model_answer, key_points (if known), answer, language (en or pt), kind (knowledge or behavioural).
    Out: score from 0 to 1, and each key point with coverage, probability and quote. Exit code 2 for bad input; then
    nothing is graded.
    """
    with told_in_one_line():
        from interview_simulator.compose import grades
        from interview_simulator.grade_lines import answers_to_grade

        answers = answers_to_grade(_lines(file))
        for found in grades(answers):
            click.echo(found.model_dump_json())


def _lines(file: Path) -> list[bytes]:
    from interview_simulator.errors import BadInputError

    if str(file) == "-":
        return sys.stdin.buffer.read().splitlines()
    try:
        return file.read_bytes().splitlines()
    except OSError as error:
        raise BadInputError(f"{file} cannot be read ({error.strerror}); check the path.") from error


@main.group()
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


@main.group()
def models() -> None:
    """Model files: fetch, list, verify."""


@models.command()
def pull() -> None:
    """Fetch the model files that are missing."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TransferSpeedColumn

    from interview_simulator import model_files
    from interview_simulator.model_files.catalogue import MODELS
    from interview_simulator.settings import Settings

    console = Console(stderr=True)
    bars: dict[str, TaskID] = {}
    columns = (TextColumn("{task.description:28}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with told_in_one_line(), Progress(*columns, console=console, disable=not console.is_terminal) as shown:
        for model in MODELS.values():

            def progress(name: str, there: int, size: int, licence: str = model.licence) -> None:
                if name not in bars:
                    bars[name] = shown.add_task(f"{name} ({licence})", total=size)
                shown.update(bars[name], completed=there)

            model_files.ensure(model.name, Settings().models_dir, progress)


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


@main.group()
def interviews() -> None:
    """The interviews that can be practised."""


@interviews.command("list")
def list_interviews() -> None:
    """List the interviews by name."""
    from interview_simulator.interviews.catalogue import catalogue
    from interview_simulator.settings import Settings

    with told_in_one_line():
        for interview in catalogue(Settings().interviews_dir).values():
            click.echo(
                f"{interview.id:24} {interview.language}  {len(interview.questions):2} questions  {interview.title}"
            )


@interviews.command()
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> None:
    """Check the interview in FILE and tell what is missing.

    Exit code 0 if nothing is; 1 if the interview works but something is missing; 2 if it cannot be read.
    """
    from interview_simulator.interviews.catalogue import load_interview
    from interview_simulator.interviews.completeness import missing

    with told_in_one_line():
        interview = load_interview(file)
    found = missing(interview)
    for lack in found:
        click.echo(f"{lack.question_id}: {lack.sentence}")
    points = sum(len(question.key_points) for question in interview.questions)
    click.echo(
        f"{interview.id}: {len(interview.questions)} questions, {points} key points; "
        + (f"{len(found)} things are missing." if found else "nothing is missing.")
    )
    sys.exit(1 if found else 0)


@interviews.command("make")
@click.option("--advertisement", required=True, type=click.Path(path_type=Path), help="Text, PDF or DOCX.")
@click.option("--cv", type=click.Path(path_type=Path), help="Text, PDF or DOCX; it is read and not kept.")
@click.option("--language", type=click.Choice(["en", "pt"]), required=True, help="Language of the interview.")
@click.option("--out", type=click.Path(path_type=Path), help="File for the interview (YAML); default: print it.")
def make_interview(advertisement: Path, cv: Path | None, language: str, out: Path | None) -> None:
    """Make an interview to measure, from a job advertisement and a CV."""
    with told_in_one_line():
        from interview_simulator.compose import coach_with, engines
        from interview_simulator.interviews.catalogue import as_yaml, catalogue
        from interview_simulator.interviews.documents import read_text
        from interview_simulator.interviews.tailor import Wanted
        from interview_simulator.settings import Settings

        wanted = Wanted.model_validate(
            {"advertisement": read_text(advertisement), "cv": cv and read_text(cv), "language": language}
        )
        settings = Settings()
        coach = coach_with(engines(settings), catalogue(settings.interviews_dir), {})
        written = as_yaml(coach.tailor.make(wanted))
        if out is None:
            click.echo(written, nl=False)
        else:
            _write(out, written)


def _write(out: Path, text: str) -> None:
    from interview_simulator.errors import BadInputError

    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInputError(f"{out} cannot be written ({error.strerror}); choose another with --out.") from error


@main.group()
def migrate() -> None:
    """Bring records over from an earlier system."""


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


if __name__ == "__main__":
    main()
