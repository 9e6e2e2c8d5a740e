"""The wheel is enough: installed into an empty environment, without Node and without this repository, it serves."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.support.server import Server

from interview_simulator.settings import Settings
from interview_simulator.version import __version__

ROOT = Path(__file__).parents[1]
WHERE = "import interview_simulator; print(interview_simulator.__file__)"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As `make wheel` builds it."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheel; its dependencies are those of the tests, or it would take minutes."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True)
    python = folder / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "-qq", "--no-deps", "--no-index"]
    subprocess.run([*install, "--disable-pip-version-check", str(wheel)], check=True, env=bare(folder))
    (packages,) = folder.glob("lib/python*/site-packages")
    link_dependencies(Path(sysconfig.get_path("purelib")), packages)
    return folder


def link_dependencies(source: Path, packages: Path) -> None:
    """Hard links, so that it takes seconds: what decodes reads code only where packages are installed."""
    installed = {path.name for path in packages.iterdir()}
    for path in source.iterdir():
        if path.name in installed or path.name.startswith(("interview_simulator", "_editable_impl")):
            continue
        if path.is_dir():
            shutil.copytree(path, packages / path.name, copy_function=link)
        else:
            link(path, packages / path.name)


def link(source: str | Path, target: str | Path) -> None:
    """A hard link, or a copy where the folders are on different disks."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def bare(folder: Path) -> dict[str, str]:
    """The variables of a machine on which this environment is all there is: no Node, no source tree."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return {**kept, "PATH": str(folder / "bin")}


@pytest.fixture
def server(environment: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    command = environment / "bin" / "interview-simulator"
    data = tmp_path / "data"
    started = Server(data, str(command), "serve", "--data-dir", str(data), PATH=str(environment / "bin"))
    yield started
    started.stop()


def test_it_holds_the_page_and_all_data_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert wheel.name == f"interview_simulator-{__version__}-py3-none-any.whl"
    package = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src" / "interview_simulator").rglob("*")
        if path.is_file() and not {"__pycache__", "testing"} & set(path.parts)
    }
    metadata = {name for name in names if ".dist-info/" in name}
    assert set(names) - metadata == package
    assert package >= {
        "interview_simulator/py.typed",
        "interview_simulator/web/static/index.html",
        "interview_simulator/coaching/prompts/follow-up.md",
        "interview_simulator/interviews/shipped/behavioural-en.yaml",
        "interview_simulator/stores/records/migrations/script.py.mako",
        "interview_simulator/stores/records/migrations/versions/0001_records.py",
    }


def test_its_command_and_its_package_are_those_of_the_environment(environment: Path) -> None:
    python: list[str | Path] = [environment / "bin" / "python", "-c", WHERE]
    where = subprocess.run(python, env=bare(environment), capture_output=True, text=True, check=True, cwd="/").stdout
    assert Path(where.strip()).is_relative_to(environment)
    command: list[str | Path] = [environment / "bin" / "interview-simulator", "--version"]
    told = subprocess.run(command, env=bare(environment), capture_output=True, text=True, check=True).stdout
    assert told == f"interview-simulator, version {__version__}\n"


def test_it_serves_the_page_and_an_upload_becomes_a_report(server: Server, clips: Path) -> None:
    page = server.client.get("/")
    assert page.status_code == httpx.codes.OK and "<script" in page.text and "has not been built" not in page.text
    (script,) = {part.split('"')[0] for part in page.text.split('src="')[1:] if ".js" in part.split('"')[0]}
    assert server.client.get(script.removeprefix(".")).status_code == httpx.codes.OK
    server.upload("r1", clips / "jfk.wav").raise_for_status()
    assert server.until_finished("r1", within_s=250)["status"] == "succeeded"
    assert "country" in server.client.get("/records/r1/report").json()["transcript"]["text"]


def test_it_fetches_a_model_that_is_missing_before_it_serves(environment: Path, tmp_path: Path) -> None:
    """The largest file is already there, the others come from where they come from everywhere."""
    models, speech = tmp_path / "models", Settings().models_dir / "whisper-base"
    (models / "whisper-base").mkdir(parents=True)
    for file in speech.glob("*.*"):
        (models / "whisper-base" / file.name).symlink_to(file)
    command, data = environment / "bin" / "interview-simulator", tmp_path / "data"
    environ = {"PATH": str(environment / "bin"), "PYTHONPATH": "", "INTERVIEW_SIMULATOR_MODELS_DIR": str(models)}
    server = Server(data, str(command), "serve", "--data-dir", str(data), **environ)
    server.stop()
    log = (data / "log").read_text().splitlines()
    assert log[0] == "Fetching the model file face_landmarker.task (3.8 MB) …"
    assert "Interview Simulator is starting on" in log[1]
    assert (models / "face-landmarker" / "face_landmarker.task").is_file()
