"""docs/dependencies.md is true: it lists what pyproject.toml asks for, and the program imports all of it."""

import ast
import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from interview_simulator.model_files.catalogue import MODELS

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
TAKEN_BY_UVICORN = {"httptools", "uvloop"}
DOCUMENT = (ROOT / "docs" / "dependencies.md").read_text()


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^A-Za-z0-9_.-]", requirement)[0].lower() for requirement in requirements}


def table(heading: str) -> dict[str, list[str]]:
    """The first column's name in backticks -> the other columns, of the table below the heading."""
    section = DOCUMENT.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([^`]+)` \| (.+) \|$", section, re.MULTILINE)
    return {name: rest.split(" | ") for name, rest in rows}


def test_every_runtime_dependency_is_listed_and_no_other() -> None:
    assert set(table("What the program needs")) == names(PROJECT["dependencies"])


def test_every_dependency_of_building_and_developing_is_listed_and_no_other() -> None:
    extras = [requirement for extra in PROJECT["optional-dependencies"].values() for requirement in extra]
    assert set(table("What building and developing need")) == names(extras)


def test_every_tool_for_the_deployment_is_listed_and_no_other() -> None:
    wanted = [line for file in (ROOT / "deploy" / "aws" / "tools").glob("*.in") for line in file.read_text().split()]
    assert set(table("What checking and building the deployment on AWS needs")) == names(wanted)


def test_every_row_says_what_for_licence_why_and_instead_of_what() -> None:
    headings = (
        "What the program needs",
        "What building and developing need",
        "What checking and building the deployment on AWS needs",
    )
    for heading in headings:
        for name, columns in table(heading).items():
            assert len(columns) == 4 and all(columns), name


def test_every_model_is_listed_with_its_licence() -> None:
    assert {name: columns[-1] for name, columns in table("Model files").items()} == {
        model.name: model.licence for model in MODELS.values()
    }


def test_every_runtime_dependency_is_imported_somewhere() -> None:
    imported = {
        module.split(".")[0]
        for path in (ROOT / "src").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        for module in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    used = {
        distribution.lower().replace("_", "-")
        for module, distributions in packages_distributions().items()
        if module in imported
        for distribution in distributions
    }
    assert names(PROJECT["dependencies"]) - TAKEN_BY_UVICORN <= used


def test_uvicorn_takes_what_is_installed_for_it() -> None:
    config = uvicorn.Config(FastAPI())
    config.load()
    assert not isinstance(config.http_protocol_class, str)
    taken = {config.http_protocol_class.__module__, config.get_loop_factory().__module__}
    assert taken == {"uvicorn.protocols.http.httptools_impl", "uvloop"}
