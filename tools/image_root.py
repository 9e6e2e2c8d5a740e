"""Run the steps of `deploy/Dockerfile` in empty roots, without a container engine: `python -m tools.image_root FOLDER`.

For machines where no engine is at hand; needs root and Debian's `debootstrap`. Each stage becomes a folder below
FOLDER, in which RUN lines run by chroot. Two things stand in for images that an engine would fetch: Debian's own Python
for `python:…`, and this machine's Node for `node:…`. What an engine adds (layers, namespaces, networks, volumes) is not
tried.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[1]
DOCKERFILE = ROOT / "deploy" / "Dockerfile"
PACKAGES = "python3,python3-venv,ca-certificates"
"""What `python:…-slim` has and Debian's smallest system lacks."""
CERTIFICATES = ("SSL_CERT_FILE", "PIP_CERT", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE")
"""Variables that name this machine's certificates, passed on to the steps."""
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True)
class Instruction:
    """One instruction of a Dockerfile."""

    name: str
    """In upper case: `RUN`, `COPY` …"""
    flags: dict[str, str]
    """`--from=build` as `{"from": "build"}`."""
    rest: str


@dataclass(frozen=True)
class Stage:
    """What lies between two FROMs."""

    name: str
    image: str
    instructions: tuple[Instruction, ...]


def stages(dockerfile: str) -> Iterator[Stage]:
    """The stages of a Dockerfile; one without a name has its number."""
    lines = "\n".join(line for line in dockerfile.splitlines() if not line.startswith("#")).replace("\\\n", " ")
    read = [_instruction(line) for line in lines.splitlines() if line.strip()]
    starts = [at for at, each in enumerate(read) if each.name == "FROM"]
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(read)], strict=True)):
        image, *named = read[start].rest.split()
        yield Stage(named[1] if named else str(number), image, tuple(read[start + 1 : end]))


def _instruction(line: str) -> Instruction:
    name, _, rest = line.strip().partition(" ")
    flags: dict[str, str] = {}
    while found := re.match(r"--([a-z-]+)=(\S+)\s+", rest := rest.strip()):
        if name == "HEALTHCHECK":
            break
        flags[found[1]] = found[2]
        rest = rest[found.end() :]
    return Instruction(name.upper(), flags, re.sub(r"\s+", " ", rest) if name != "ENV" else rest)


def ignored(path: PurePosixPath, patterns: list[str]) -> bool:
    """Whether a path below the build's folder is left out, by the two forms of pattern that are in use."""
    for pattern in patterns:
        if pattern.startswith("**/"):
            if path.name == pattern.removeprefix("**/"):
                return True
        elif str(path) == pattern:
            return True
    return False


def build(folder: Path) -> Path:
    """Perform every stage below the folder; returns the root of the last one."""
    base = folder / "debian"
    if not base.exists():
        release = re.findall(r"^FROM python:\S+-slim-(\w+)$", DOCKERFILE.read_text(), re.MULTILINE)[-1]
        subprocess.run(["debootstrap", "--variant=minbase", f"--include={PACKAGES}", release, base], check=True)
    root = base
    for stage in stages(DOCKERFILE.read_text()):
        root = folder / stage.name
        shutil.rmtree(root, ignore_errors=True)
        if stage.image.startswith("node:"):
            _this_machines_node(root)
        else:
            subprocess.run(["cp", "-a", "--reflink=auto", base, root], check=True)
            _perform(stage, root, folder)
    return root


def _this_machines_node(root: Path) -> None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise SystemExit("Node is needed on this machine; it stands in for the image of Node.")
    (root / "usr/local/bin").mkdir(parents=True)
    shutil.copy(Path(node).resolve(), root / "usr/local/bin/node")
    shutil.copytree(Path(npm).resolve().parents[1], root / "usr/local/lib/node_modules/npm")


def _perform(stage: Stage, root: Path, folder: Path) -> None:
    environment, at = {"PATH": PATH, "HOME": "/root"} | _certificates(root), PurePosixPath("/")
    shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
    for each in stage.instructions:
        began = time.monotonic()
        if each.name == "WORKDIR":
            at = PurePosixPath(each.rest)
            _below(root, at).mkdir(parents=True, exist_ok=True)
        elif each.name == "ENV":
            for name, value in (part.split("=", 1) for part in shlex.split(each.rest)):
                environment[name] = value.replace(f"${name}", environment.get(name, ""))
        elif each.name == "COPY":
            _copy(each, root, at, folder)
        elif each.name == "RUN":
            entered = f"cd {shlex.quote(str(at))} && {each.rest}"
            subprocess.run(["chroot", root, "/bin/sh", "-ec", entered], env=environment, check=True)
        print(f"{stage.name} {each.name} {each.rest[:60]} ({time.monotonic() - began:.1f} s)", flush=True)


def _certificates(root: Path) -> dict[str, str]:
    """This machine's certificates, put into the root, and the variables that name them there."""
    named = {name: os.environ[name] for name in CERTIFICATES if name in os.environ}
    for path in set(named.values()):
        _below(root, PurePosixPath(path)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, _below(root, PurePosixPath(path)))
    return named


def _below(root: Path, path: PurePosixPath) -> Path:
    return root / str(path).lstrip("/")


def _copy(copy: Instruction, root: Path, at: PurePosixPath, folder: Path) -> None:
    source, target = copy.rest.split()
    origin = _below(folder / copy.flags["from"], PurePosixPath(source)) if "from" in copy.flags else ROOT / source
    patterns = [] if "from" in copy.flags else DOCKERFILE.with_suffix(".dockerignore").read_text().split()
    into = _below(root, at / target)

    def left_out(parent: str, names: list[str]) -> list[str]:
        below = PurePosixPath(Path(parent).relative_to(origin))
        return [name for name in names if ignored(below / name, patterns)]

    if origin.is_dir():
        shutil.copytree(origin, into, symlinks=True, ignore=left_out, dirs_exist_ok=True)
    else:
        into.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(origin, into)
    if owner := copy.flags.get("chown"):
        subprocess.run(["chown", "-R", owner, into], check=True)


def command(root: Path) -> str:
    """The command that starts the last stage's program as the image's user.

    It needs `/proc` and `/sys`, which an engine mounts: without them MediaPipe ends the process.
    """
    last = {each.name: each.rest for each in [*stages(DOCKERFILE.read_text())][-1].instructions}
    program = shlex.join([*json.loads(last["ENTRYPOINT"]), *json.loads(last["CMD"])])
    variables = last["ENV"].replace("$PATH", PATH)
    user = f"{last['USER']}:{last['USER']}"
    mounts = f"mount -t proc proc {root}/proc && mount -t sysfs -o ro sysfs {root}/sys"
    return f"{mounts} && chroot --userspec={user} {root} sh -c 'cd {last['WORKDIR']} && env {variables} {program}'"


def main() -> None:
    """Build, and say how what was built is started."""
    if len(sys.argv) != 2 or os.geteuid() != 0:
        raise SystemExit("Say as root where to build: python -m tools.image_root FOLDER")
    print(command(build(Path(sys.argv[1]).resolve())))


if __name__ == "__main__":
    main()
