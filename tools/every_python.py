"""The main job on every Python that is promised: `python -m tools.every_python`.

Promised is what `pyproject.toml` names in its classifiers. For each of them the lock and the built package are
installed into a fresh environment, and a recording becomes a report there (tools/main_job.py). An interpreter is looked
for on the PATH and among pyenv's versions; one that is missing is named as left out, and with CI=true it is an error.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path

from tests.support import browser_recording
from tests.support.clips import fixture_clips

ROOT = Path(__file__).parents[1]
ENVIRONMENTS = ROOT / ".pythons"
UV = Path(sys.executable).with_name("uv")
TALK, SAID = "talk_obama.mp4", "ask not what your country can do for you"
"""Which clip becomes the recording, and words that are said in it."""
VERSION = "import ensurepip, sys, venv; print('%d.%d' % sys.version_info[:2])"


def main() -> None:
    """Print a line for each interpreter, and how many passed."""
    ENVIRONMENTS.mkdir(exist_ok=True)
    recording = browser_recording.record(ENVIRONMENTS / "talk.webm", [fixture_clips() / TALK])
    wheel = max((ROOT / "dist").glob("*.whl"), key=lambda path: path.stat().st_mtime)
    failed = 0
    for version in promised((ROOT / "pyproject.toml").read_text()):
        python = interpreter(version)
        if python is None:
            failed += os.environ.get("CI") == "true"
            print(f"Python {version}: no interpreter was found, so it was left out", flush=True)
            continue
        try:
            print(f"Python {version}: {tried(python, version, wheel, recording)}", flush=True)
        except subprocess.CalledProcessError as error:
            failed += 1
            print(f"Python {version}: failed\n{error.stderr}", flush=True)
    sys.exit(failed)


def promised(pyproject: str) -> tuple[str, ...]:
    """Return the versions that the project's classifiers name, such as "3.12"."""
    classifiers: list[str] = tomllib.loads(pyproject)["project"]["classifiers"]
    found = (re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", name) for name in classifiers)
    return tuple(match[1] for match in found if match)


def interpreter(version: str) -> Path | None:
    """Return an interpreter of this version; one on the PATH may be a stand-in that does not run."""
    on_path = shutil.which(f"python{version}")
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    places = [Path(on_path)] if on_path else []
    for found in (*places, *sorted(pyenv.glob(f"{version}.*/bin/python"), reverse=True)):
        said = subprocess.run([found, "-c", VERSION], check=False, capture_output=True, text=True)
        if said.stdout.strip() == version:
            return found
    return None


def tried(python: Path, version: str, wheel: Path, recording: Path) -> str:
    """Install into a fresh environment and do the main job there; return the times of both in words."""
    environment = ENVIRONMENTS / version
    started_s = time.monotonic()
    run(python, "-m", "venv", "--clear", environment)
    inside = environment / "bin" / "python"
    run(UV, "pip", "install", "-q", "--python", inside, "--require-hashes", "-r", ROOT / "requirements.lock")
    run(UV, "pip", "install", "-q", "--python", inside, "--no-deps", wheel)
    installed_s = time.monotonic() - started_s
    took = json.loads(run(inside, "-m", "tools.main_job", recording, SAID).splitlines()[-1])
    return (
        f"installed in {installed_s:.0f} s, analyze in {took['analyze_s']:.0f} s, "
        f"upload to report in {took['upload_to_report_s']:.0f} s"
    )


def run(*command: str | Path) -> str:
    """Return what it printed; raises CalledProcessError with what it complained of."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return done.stdout


if __name__ == "__main__":
    main()
