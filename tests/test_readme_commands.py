"""What the README and the documents print as a command is one: every subcommand, option and make target is there."""

import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest

from interview_simulator.cli import main
from interview_simulator.version import __version__

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK_LINE = re.compile(r"^    (?:\$ )?(\S.*)$", re.MULTILINE)
INLINE = re.compile(r"`((?:interview-simulator|make) [^`\n]+)`")
SETTING = re.compile(r"^[A-Z_]+=\S*$")
PLACE = {"EMAIL": "a@b.c", "NAME|FILE": "own.yaml", "…": "x"}
"""What stands for something that the reader fills in."""


def commands(name: str) -> list[tuple[str, str]]:
    """Each command of the program called `name`, with the document that prints it."""
    found = []
    for document in DOCUMENTS:
        text = document.read_text()
        for printed in (*BLOCK_LINE.findall(text), *INLINE.findall(text)):
            line = re.sub(r"\s#.*$", "", printed).rstrip()
            while SETTING.match(line.partition(" ")[0]):
                line = line.partition(" ")[2]
            if line.split(" ", 1)[0] == name:
                found.append((document.name, line))
    return found


def parsed(arguments: list[str]) -> click.Context:
    """As the command line parses them, without doing anything; raises click's UsageError."""
    context, command = click.Context(main, info_name="interview-simulator"), main
    while isinstance(command, click.Group):
        _, found, arguments = command.resolve_command(context, arguments)
        assert found is not None
        if not arguments and isinstance(found, click.Group):
            return context
        command, context = found, click.Context(found, parent=context, info_name=found.name)  # type: ignore[assignment]
    command.parse_args(context, arguments)
    return context


@pytest.mark.parametrize(("document", "line"), commands("interview-simulator"))
def test_a_printed_command_is_understood(document: str, line: str) -> None:
    arguments = [PLACE.get(part, part) for part in shlex.split(line)[1:]]
    named_only = "(" not in line and len(arguments) <= 2 and not any(part.startswith("-") for part in arguments)
    try:
        parsed(arguments)
    except click.MissingParameter:
        assert named_only, f"{document}: {line}"  # a sentence names the command alone
    except click.BadParameter as error:
        assert "does not exist" in str(error), f"{document}: {line}: {error}"  # a path of the reader's machine


@pytest.mark.parametrize(("document", "line"), commands("make"))
def test_a_printed_make_target_is_there(document: str, line: str) -> None:
    target = line.split()[1]
    assert re.search(rf"^{re.escape(target)}:.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE), document


def test_what_is_printed_is_found_at_all() -> None:
    lines = [line for document, line in commands("interview-simulator") if document == "README.md"]
    assert {
        "interview-simulator serve",
        "interview-simulator serve --port 8080 --data-dir ~/interviews --no-open",
    } <= set(lines)
    assert {"make run", "make test", "make wheel"} <= {line for _, line in commands("make")}


@pytest.mark.parametrize("wrong", ["practise", "serve --prot 1", "serve --port 70000", "models push", "analyze a b"])
def test_a_command_that_is_not_there_would_be_noticed(wrong: str) -> None:
    with pytest.raises(click.UsageError):
        parsed(wrong.split())


def test_options_that_are_named_without_a_command_exist() -> None:
    known = {
        option
        for command in _all(main)
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
    }
    others = {"--help", "--hash", "--minutes", "--runs", "--guided"}
    named = set(re.findall(r"`(--[a-z-]+)", (ROOT / "README.md").read_text()))
    assert named <= known | others


def _all(command: click.Command) -> list[click.Command]:
    below = command.commands.values() if isinstance(command, click.Group) else ()
    return [command, *(found for each in below for found in _all(each))]


def test_the_version_is_the_same_wherever_it_stands() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == __version__
    assert f"interview_simulator-{__version__}-py3-none-any.whl" in (ROOT / "README.md").read_text()
    released = re.findall(r"^## (\d\S*)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert released[0] == __version__
    for place in ("ui/package.json", "deploy/kubernetes/kustomization.yaml"):
        assert __version__ in (ROOT / place).read_text()
