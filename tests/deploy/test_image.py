"""The Dockerfile: its steps are read, what it copies exists, and every deployment uses its image."""

import json
import re
from pathlib import Path, PurePosixPath

import pytest
import yaml
from tests.deploy.reading import ROOT
from tools.image_root import DOCKERFILE, Stage, command, ignored, stages

STAGES = list(stages(DOCKERFILE.read_text()))
KNOWN = {"ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "HEALTHCHECK", "RUN", "USER", "WORKDIR"}
PATTERNS = DOCKERFILE.with_suffix(".dockerignore").read_text().split()


def last() -> dict[str, str]:
    return {each.name: each.rest for each in STAGES[-1].instructions}


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_every_instruction_is_known(stage: Stage) -> None:
    assert {each.name for each in stage.instructions} <= KNOWN
    assert all(each.rest for each in stage.instructions)


def test_what_is_copied_exists_or_comes_from_an_earlier_stage() -> None:
    for number, stage in enumerate(STAGES):
        earlier = {each.name for each in STAGES[:number]}
        for copy in (each for each in stage.instructions if each.name == "COPY"):
            source = copy.rest.split()[0]
            assert copy.flags["from"] in earlier if "from" in copy.flags else (ROOT / source).exists(), copy


def test_what_is_needed_for_building_is_not_left_out() -> None:
    for needed in ("Makefile", "pyproject.toml", "requirements.lock", "README.md", "LICENSE", "ui/package-lock.json"):
        path = PurePosixPath(needed)
        assert (ROOT / needed).exists() and not any(ignored(each, PATTERNS) for each in (path, *path.parents))


@pytest.mark.parametrize(
    "path", [".git", ".venv", "data", "ui/node_modules", "src/interview_simulator/__pycache__", "deploy/aws"]
)
def test_what_a_checkout_has_of_its_own_is_left_out(path: str) -> None:
    assert ignored(PurePosixPath(path), PATTERNS)


def test_the_program_runs_without_rights_and_is_asked_whether_it_is_ready() -> None:
    assert last()["USER"].isdigit() and last()["USER"] != "0"
    assert "/readyz" in last()["HEALTHCHECK"]
    assert json.loads(last()["ENTRYPOINT"]) == ["interview-simulator"]
    assert f" chroot --userspec={last()['USER']}:{last()['USER']} /root/of/it " in command(Path("/root/of/it"))


def test_the_image_holds_the_wheel_and_no_checkout() -> None:
    build = next(stage for stage in STAGES if stage.name == "build")
    (made,) = [each.rest for each in build.instructions if each.name == "RUN" and "make wheel" in each.rest]
    assert re.search(r"pip install .*--no-deps --force-reinstall dist/\*\.whl$", made)
    copied = [each.rest.split()[0] for each in STAGES[-1].instructions if each.name == "COPY"]
    assert copied == ["/app/.venv", "/app/LICENSE", "/models"]


def test_compose_and_kubernetes_use_the_image() -> None:
    compose = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text())
    built = [service for service in compose["services"].values() if "build" in service]
    assert {service["build"]["dockerfile"] for service in built} == {str(DOCKERFILE.relative_to(ROOT))}
    kustomization = yaml.safe_load((ROOT / "deploy" / "kubernetes" / "kustomization.yaml").read_text())
    (replaced,) = kustomization["images"]
    manifests = "\n".join(path.read_text() for path in (ROOT / "deploy" / "kubernetes").glob("*.yaml"))
    used = set(re.findall(r"image: ([^\s:]+):(\S+)", manifests))
    assert used == {(replaced["name"], replaced["newTag"])}
    assert {service["image"].split(":")[0] for service in built} == {replaced["name"]}


def test_the_image_does_not_state_how_its_port_is_published() -> None:
    """Only whoever publishes the port knows; the statement stands in the command, beside the port."""
    assert "PUBLISHED_ON_LOOPBACK" not in DOCKERFILE.read_text()
    (run,) = re.findall(r"^    (docker run --rm.*)$", (ROOT / "docs" / "container.md").read_text(), re.MULTILINE)
    assert "-p 127.0.0.1:8000:8000 -e INTERVIEW_SIMULATOR_PUBLISHED_ON_LOOPBACK=true" in run
