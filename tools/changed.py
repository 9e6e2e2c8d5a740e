"""Lints the files that differ from the branch they will go to, or from the last commit where there is none.

python -m tools.changed
"""

import subprocess
import sys
from pathlib import Path

BASES = ("origin/HEAD", "origin/main", "main", "HEAD")
BIN = Path(sys.executable).parent


def changed() -> list[str]:
    """Paths of the files that were changed or added and are still there."""
    base = next(base for base in BASES if _git("rev-parse", "--verify", "--quiet", base))
    since = _git("merge-base", base, "HEAD")[0]
    paths = {*_git("diff", "--name-only", since), *_git("ls-files", "--others", "--exclude-standard")}
    return sorted(path for path in paths if Path(path).is_file())


def _git(*arguments: str) -> list[str]:
    return subprocess.run(["git", *arguments], capture_output=True, text=True, check=False).stdout.splitlines()


def checks(paths: list[str]) -> list[list[str]]:
    """The commands that look at these files; types are checked of everything, out of mypy's cache."""
    python = [path for path in paths if path.endswith(".py")]
    page = [path.removeprefix("ui/") for path in paths if path.startswith("ui/src/")]
    found = []
    if python:
        ruff = str(BIN / "ruff")
        found += [[ruff, "check", *python], [ruff, "format", "--check", *python], [str(BIN / "mypy")]]
    if page:
        found += [["npm", "--prefix", "ui", "exec", "--", "eslint", "--no-warn-ignored", *page]]
    return found


def main() -> None:
    """End with the first status that is not 0."""
    for command in checks(changed()):
        if status := subprocess.run(command, check=False).returncode:
            sys.exit(status)


if __name__ == "__main__":
    main()
