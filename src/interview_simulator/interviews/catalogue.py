"""Interviews from YAML files: those in the package and those of the installation."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml
from pydantic import ValidationError

from interview_simulator.domain.interview import Interview
from interview_simulator.errors import BadInterviewError, NotFoundError

SHIPPED = Path(__file__).parent / "shipped"
LARGEST_BYTES = 1_000_000


def load_interview(path: Path) -> Interview:
    """Read one interview; raises BadInterviewError that names the file, the line, the field, and what is wrong."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise BadInterviewError(f"{path.name} is larger than 1 MB; an interview is a short YAML file.")
        text = path.read_text(encoding="utf-8")
        document = _parsed(text)
    except OSError as error:
        raise BadInterviewError(f"{path.name} cannot be read ({error.strerror}); check the path.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        where = getattr(error, "problem_mark", None)
        place = f" in line {where.line + 1}" if where else ""
        raise BadInterviewError(
            f"{path.name} is not valid YAML{place}; compare it with a shipped interview."
        ) from error
    except (ValueError, OverflowError) as error:  # of a date or number that Python does not have
        raise BadInterviewError(f"{path.name} has a value that cannot be read ({error}); put it in quotes.") from error
    try:
        return Interview.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        place = " -> ".join(str(part) for part in first["loc"]) or "the file"
        raise BadInterviewError(f"{path.name}, line {_line(text, first['loc'])}: {place}: {first['msg']}.") from error


def _parsed(text: str) -> object:
    """By libyaml, in a tenth of the time; the parser in Python says better where a file is wrong."""
    try:
        return yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return yaml.safe_load(text)


def as_yaml(interview: Interview) -> str:
    """The interview as a file that `load_interview` reads."""
    document = interview.model_dump(mode="json", exclude_defaults=True)
    written: str = yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=120)
    return written


def catalogue(extra: Path | None = None) -> dict[str, Interview]:
    """Shipped interviews and those in the folder `extra`, by id; an id that stands twice is an error."""
    found: dict[str, Interview] = {}
    came_from: dict[str, Path] = {}
    for path in [*_files(SHIPPED), *(_files(extra) if extra else [])]:
        interview = load_interview(path)
        if interview.id in found:
            raise BadInterviewError(
                f"{path.name} and {came_from[interview.id].name} both have the id {interview.id}; change one of them."
            )
        found[interview.id], came_from[interview.id] = interview, path
    return found


def find(name_or_path: str, known: Mapping[str, Interview]) -> Interview:
    """An interview by its id, or from a YAML file; raises NotFoundError that lists the ids."""
    if name_or_path in known:
        return known[name_or_path]
    path = Path(name_or_path)
    if path.suffix in {".yaml", ".yml"}:
        return load_interview(path)
    raise NotFoundError(
        f"There is no interview {name_or_path}; there are {', '.join(sorted(known))}, or name a YAML file."
    )


def _line(text: str, place: Iterable[str | int]) -> int:
    """The line, from 1, of a place in the YAML; of what is around it when the place itself is missing."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    line = 1
    for part in place:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == part), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
        else:
            node = None
        line = node.start_mark.line + 1 if node else line
    return line


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise BadInterviewError(f"There is no folder {folder}; make it, or correct INTERVIEW_SIMULATOR_INTERVIEWS_DIR.")
    return sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")])
