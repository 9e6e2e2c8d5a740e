"""Whether what is pinned was withdrawn or has known weaknesses: `python -m tools.audit`.

Withdrawn (yanked) releases are told by any package index. Known weaknesses are told by services on the network, PyPI's
and npm's own; where one cannot be asked, that is said, and nothing is claimed. Exit code 1 for every finding; with
AUDIT_REQUIRED=1 also when a service could not be asked.
"""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
BIN = Path(sys.executable).parent
NOT_ASKED = "the service could not be asked; nothing is known of weaknesses"


@dataclass(frozen=True)
class Verdict:
    """What one check found."""

    name: str
    findings: tuple[str, ...]
    asked: bool
    note: str = ""


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run in the project's folder; what it says is read, whatever its exit code."""
    return subprocess.run([*map(str, command)], cwd=ROOT, capture_output=True, text=True, check=False)


def withdrawn(said: str, returncode: int, lock: str) -> Verdict:
    """From what `uv pip install --dry-run` said."""
    found = tuple(re.findall(r"warning: (.+ is yanked.*)", said))
    return Verdict(
        f"{lock}: withdrawn releases", found, returncode == 0, "" if returncode == 0 else said[-200:].strip()
    )


def weak_python(said: str, lock: str) -> Verdict:
    """From pip-audit's JSON; a package that it skipped was not asked about."""
    name = f"{lock}: known weaknesses"
    try:
        packages = json.loads(said)["dependencies"]
    except (ValueError, KeyError):
        return Verdict(name, (), False, NOT_ASKED)
    skipped = sum(1 for package in packages if "skip_reason" in package)
    found = tuple(
        f"{package['name']} {package['version']}: {weakness['id']}, mended in {', '.join(weakness['fix_versions'])}"
        for package in packages
        for weakness in package.get("vulns", ())
    )
    return Verdict(name, found, skipped == 0, f"{skipped} of {len(packages)} packages could not be asked about")


def weak_npm(said: str) -> Verdict:
    """From the JSON of `npm audit`."""
    name = "ui/package-lock.json: known weaknesses"
    try:
        report = json.loads(said)
        weak = report["vulnerabilities"]
    except (ValueError, KeyError):
        return Verdict(name, (), False, NOT_ASKED)
    return Verdict(name, tuple(f"{package}: {each['severity']}" for package, each in weak.items()), True)


def verdicts() -> list[Verdict]:
    """All checks."""
    found = []
    for lock in LOCKS:
        dry = run(BIN / "uv", "pip", "install", "--dry-run", "--no-deps", "--python", sys.executable,
                  "--target", ROOT / ".venv" / ".audit", "-r", lock)  # fmt: skip
        found.append(withdrawn(dry.stderr, dry.returncode, lock))
    asked = run(BIN / "pip-audit", "-r", LOCKS[-1], "--disable-pip", "--require-hashes", "-f", "json",
                "--progress-spinner", "off")  # fmt: skip
    found.append(weak_python(asked.stdout, LOCKS[-1]))
    found.append(weak_npm(run("npm", "--prefix", "ui", "audit", "--package-lock-only", "--json").stdout))
    return found


def main() -> None:
    """Print each verdict; end with the exit code."""
    found = verdicts()
    for verdict in found:
        state = "FOUND" if verdict.findings else "none" if verdict.asked else "NOT ASKED"
        print(f"{verdict.name}: {state}{f' ({verdict.note})' if verdict.note and not verdict.asked else ''}")
        for finding in verdict.findings:
            print(f"  {finding}")
    required = os.environ.get("AUDIT_REQUIRED") == "1" and not all(verdict.asked for verdict in found)
    sys.exit(1 if required or any(verdict.findings for verdict in found) else 0)


if __name__ == "__main__":
    main()
