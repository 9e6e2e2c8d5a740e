"""What the Makefile packs into each function, and which modules of this environment are then missing there."""

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, packages_distributions, requires

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tests.deploy.reading import DEPLOY, template

RULE = re.compile(r"^(build-[^:]+):.*\n((?:\t.*\n)+)", re.MULTILINE)
LAYER = "FFmpegLayer"


def packed(function: str) -> set[str]:
    """Distributions in the function's package and its layers, with all that they need."""
    names = _with_needs(_asked(function))
    return names | _asked(LAYER) if "Layers" in template()["Resources"][function]["Properties"] else names


def missing(function: str) -> list[str]:
    """Top-level modules that can be imported here and not there."""
    there = packed(function)
    return sorted(
        module
        for module, distributions in packages_distributions().items()
        if module != "interview_simulator" and not there & {canonicalize_name(name) for name in distributions}
    )


def _asked(target: str) -> set[str]:
    """What the target's recipe fetches by name."""
    makefile = (DEPLOY / "functions" / "Makefile").read_text().replace("\\\n", " ")
    variables = dict(re.findall(r"^(COMMON|MEDIA|DECODING) := (.*)$", makefile, re.MULTILINE))
    recipe = next(recipe for targets, recipe in RULE.findall(makefile) if f"build-{target}" in targets.split())
    return {name for line in recipe.splitlines() for name in _fetched(line, variables)}


def _fetched(line: str, variables: dict[str, str]) -> Iterator[str]:
    if "$(FETCH)" not in line:
        return
    rest = re.sub(r"--target \S+|--no-deps", "", line.partition("$(FETCH)")[2])
    while "$(" in rest:
        rest = re.sub(r"\$\((\w+)\)", lambda found: variables[found[1]], rest)
    yield from rest.replace("'", "").split()


def _with_needs(names: Iterable[str]) -> set[str]:
    found: set[str] = set()
    waiting = [Requirement(name) for name in names]
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        needs = [Requirement(text) for text in _needs(name)]
        fresh = [need for need in needs if _holds(need, wanted.extras) and canonicalize_name(need.name) not in found]
        found.add(name)
        waiting += fresh
    return found


def _needs(name: str) -> list[str]:
    try:
        return requires(name) or []
    except PackageNotFoundError:
        return []


def _holds(need: Requirement, extras: set[str]) -> bool:
    return need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in (extras or {""}))
