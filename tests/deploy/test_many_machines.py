"""The files that put an installation on many machines: what their own schemas and a checker of security say of them."""

import re
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from compose_spec.models import ComposeSpecification
from tests.deploy.reading import ROOT
from tests.deploy.test_tools import run

from interview_simulator.compose import build
from interview_simulator.libraries import PACKAGES
from interview_simulator.settings import Settings
from interview_simulator.web.app import create_app

DEPLOY = ROOT / "deploy"
MANIFESTS = sorted(path for path in (DEPLOY / "kubernetes").glob("*.yaml") if path.name != "kustomization.yaml")
OURS = re.compile(r"INTERVIEW_SIMULATOR_([A-Z_]+)")
EXPLAINED = {
    "CKV_K8S_9",  # a worker has no door at which it could be ready
    "CKV_K8S_35",  # settings are read from the environment
    "CKV_K8S_43",  # whoever builds the image knows its digest
}


def documents() -> list[dict[str, Any]]:
    return [document for path in MANIFESTS for document in yaml.safe_load_all(path.read_text())]


def deployed(name: str) -> dict[str, Any]:
    (found,) = [each for each in documents() if each["kind"] == "Deployment" and each["metadata"]["name"] == name]
    (container,) = found["spec"]["template"]["spec"]["containers"]
    return dict(container)


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.stem)
def test_kubernetes_takes_the_manifests(path: Path) -> None:
    for document in yaml.safe_load_all(path.read_text()):
        kubernetes_validate.validate(document, "1.37", strict=True)


def test_every_manifest_is_applied_but_the_example_of_a_secret() -> None:
    listed = yaml.safe_load((DEPLOY / "kubernetes" / "kustomization.yaml").read_text())["resources"]
    assert {*listed, "secret.example.yaml"} == {path.name for path in MANIFESTS}


def test_the_security_checker_finds_nothing_but_what_is_explained() -> None:
    skipped = ",".join(sorted(EXPLAINED))
    checked = ("-d", str(DEPLOY / "kubernetes"), "--framework", "kubernetes", "--skip-check", skipped)
    said = run("checkov/bin/checkov", *checked, "--compact", "--skip-download")
    found = re.search(r"Passed checks: (\d+), Failed checks: 0", said)
    assert found is not None and int(found[1]) > 100
    said = run("checkov/bin/checkov", "-f", str(DEPLOY / "Dockerfile"), "--framework", "dockerfile", "--skip-download")
    assert re.search(r"Passed checks: \d+, Failed checks: 0", said)


def test_compose_has_two_api_processes_behind_the_only_open_door() -> None:
    read = ComposeSpecification.model_validate(yaml.safe_load((DEPLOY / "compose.yaml").read_text()))
    assert read.services is not None
    open_doors = [name for name, service in read.services.items() if service.ports]
    assert open_doors == ["proxy"]
    api, worker = read.services["api"].deploy, read.services["worker"].deploy
    assert api is not None and api.replicas == 2
    assert worker is not None and worker.resources is not None and worker.resources.limits is not None


@pytest.mark.parametrize(
    "path", [DEPLOY / "compose.yaml", DEPLOY / "Dockerfile", *MANIFESTS], ids=lambda path: path.name
)
def test_every_setting_exists(path: Path) -> None:
    named = {name.lower() for name in OURS.findall(path.read_text())}
    assert named <= set(Settings.model_fields)


def test_probes_ask_what_the_api_answers(tmp_path: Path) -> None:
    app = create_app(build(Settings(data_dir=tmp_path)))
    probes = [deployed("api")[f"{kind}Probe"]["httpGet"]["path"] for kind in ("startup", "readiness", "liveness")]
    assert probes == ["/healthz", "/readyz", "/healthz"] and set(probes) <= set(app.openapi()["paths"])


def test_the_image_has_the_libraries_that_make_would_install() -> None:
    installed = re.findall(r"apt-get install -y --no-install-recommends (.*) \\", (DEPLOY / "Dockerfile").read_text())
    assert len(installed) == 2 and all(set(PACKAGES) <= set(line.split()) for line in installed)
