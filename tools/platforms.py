"""Which platforms and Pythons have a wheel of every locked dependency: `python -m tools.platforms`.

Prints the table of docs/platforms.md, in some minutes. uv resolves `requirements.lock` for each platform and Python
with wheels alone; a dependency that it cannot take is noted and left out, until the rest can be taken. That a wheel
exists does not show that it works: what was run is listed in docs/platforms.md.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]
UV = Path(sys.executable).parent / "uv"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PLATFORMS = {
    "Linux x86-64": "x86_64-manylinux_2_28",
    "Linux arm64": "aarch64-manylinux_2_28",
    "macOS arm64": "aarch64-apple-darwin",
    "macOS x86-64": "x86_64-apple-darwin",
    "Windows x86-64": "x86_64-pc-windows-msvc",
}
"""Name in the table -> uv's name."""
MACOS = "14.0"
"""Oldest macOS that is asked for."""
REFUSED = re.compile(r"([a-z0-9][a-z0-9._-]*)(?:\{[^}]*\})?==(\S+) has no (?:usable wheels|wheels with a matching)")


def locked(lock: str) -> list[str]:
    """The requirements of a lock with hashes, one a line, without the hashes."""
    return [line.removesuffix(" \\") for line in lock.splitlines() if re.match(r"[a-z0-9]", line)]


def refused(said: str) -> str | None:
    """`name version` of the dependency without a wheel, from what uv said; None where it said something else."""
    found = REFUSED.search(said)
    return f"{found[1]} {found[2]}" if found else None


def without_wheel(requirements: list[str], platform: str, python: str) -> list[str]:
    """Every dependency, as `name version`, that has no wheel for this platform and Python.

    Raises RuntimeError with uv's words where it fails for another reason.
    """
    missing: list[str] = []
    while True:
        names = {each.split()[0] for each in missing}
        said = _resolved([line for line in requirements if line.split("==")[0] not in names], platform, python)
        if said.returncode == 0:
            return missing
        found = refused(said.stderr)
        if found is None or found in missing:
            raise RuntimeError(said.stderr)
        missing.append(found)


def _resolved(requirements: list[str], platform: str, python: str) -> subprocess.CompletedProcess[str]:
    with tempfile.NamedTemporaryFile("w", suffix=".in") as file:
        file.write("\n".join(requirements))
        file.flush()
        command: list[str | Path] = [UV, "pip", "compile", "--quiet", "--no-deps", "--only-binary", ":all:"]
        asked = ["--python-platform", platform, "--python-version", python, file.name]
        environment = os.environ | {"MACOSX_DEPLOYMENT_TARGET": MACOS}
        return subprocess.run([*command, *asked], capture_output=True, text=True, check=False, env=environment)


def row(name: str, missing: Iterable[list[str]]) -> str:
    """One line of the table: a platform, and for each Python what has no wheel."""
    cells = (", ".join(each) if each else "every wheel" for each in missing)
    return f"| {name} | {' | '.join(cells)} |"


def main() -> None:
    """Print the table."""
    requirements = locked((ROOT / "requirements.lock").read_text())
    print(f"| platform | {' | '.join(f'Python {python}' for python in PYTHONS)} |")
    print(f"| --- |{' --- |' * len(PYTHONS)}")
    for name, platform in PLATFORMS.items():
        print(row(name, [without_wheel(requirements, platform, python) for python in PYTHONS]), flush=True)


if __name__ == "__main__":
    main()
