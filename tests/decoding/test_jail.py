"""What a worker that was taken over can do: read what it was given, write where it may, and nothing else."""

import os
import platform
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from tests.support import naughty

from interview_simulator.decoding import jail
from interview_simulator.decoding.jail import seccomp
from interview_simulator.decoding.jail.syscalls import ALLOWED, CONDITIONAL
from interview_simulator.decoding.limits import Limits
from interview_simulator.decoding.sandbox import KEPT, ONE_THREAD, Sandbox
from interview_simulator.errors import BadRecordingError

LIMITS = Limits(memory_bytes=500_000_000, cpu_s=10, quiet_s=60.0)
HEADERS = {
    "x86_64": (Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"), r"#define __NR_(\w+) (\d+)"),
    "aarch64": (Path("/usr/include/asm-generic/unistd.h"), r"#define __NR(?:3264)?_(\w+) (\d+)"),
}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    made = Sandbox(LIMITS, ["tests.support.naughty"])
    yield made
    made.close()


def test_this_kernel_has_all_parts_of_the_jail() -> None:
    assert jail.lacking() == ()


@pytest.mark.parametrize("attempt", naughty.ATTEMPTS)
def test_a_worker_that_was_taken_over_is_refused(sandbox: Sandbox, tmp_path: Path, attempt: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    told = sandbox.call(naughty.attempt_at, attempt, os.getpid(), str(tmp_path))
    assert told in ("refused: EPERM", "refused: EACCES")
    assert sorted(tmp_path.iterdir()) == [secret] and secret.read_text() == "secret"


def test_the_environment_of_a_worker_holds_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEW_SIMULATOR_MEDIA_KEY", "secret")
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    sandbox = Sandbox(LIMITS, [])
    found = set(sandbox.call(naughty.environment))
    sandbox.close()
    assert found <= {*KEPT, *ONE_THREAD, "PYTHONPATH"}


def test_a_worker_reads_the_file_and_writes_into_the_folder_that_it_was_given(sandbox: Sandbox, tmp_path: Path) -> None:
    recording, folder = tmp_path / "recording", tmp_path / "made"
    recording.write_text("sound")
    folder.mkdir()
    assert sandbox.call(naughty.read_and_write, recording, folder) == "sound"
    assert sandbox.call(naughty.write_beside, recording) == "refused: EACCES"


@pytest.mark.parametrize("forged", naughty.FORGED)
def test_an_answer_that_no_worker_would_give_ends_in_one_clear_error(
    sandbox: Sandbox, tmp_path: Path, forged: str
) -> None:
    with pytest.raises(BadRecordingError, match=r"^The recording takes its reader over; record or export it again\.$"):
        sandbox.call(naughty.forge, forged, tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert sandbox.call(naughty.answer, 1) == 2


@pytest.mark.parametrize("forged", naughty.FORGED_PICTURES)
def test_an_array_that_does_not_fit_its_description_ends_in_one_clear_error(sandbox: Sandbox, forged: str) -> None:
    with pytest.raises(BadRecordingError, match="takes its reader over"):
        sandbox.call(naughty.forge_picture, forged)


def test_an_array_arrives_as_it_was(sandbox: Sandbox) -> None:
    assert np.array_equal(sandbox.call(naughty.picture, 3, 5), naughty.picture(3, 5))


def test_an_error_of_an_unknown_class_is_made_of_none_of_the_servers_classes(sandbox: Sandbox) -> None:
    with pytest.raises(RuntimeError, match="NotSignedInError: let me in"):
        sandbox.call(naughty.raise_named, "NotSignedInError")


@pytest.mark.parametrize("machine", HEADERS)
def test_the_numbers_of_calls_are_those_of_the_kernels_headers(machine: str) -> None:
    headers, pattern = HEADERS[machine]
    numbers = {name: int(number) for name, number in re.findall(pattern, headers.read_text())}
    numbers.setdefault("newfstatat", numbers.get("fstatat", -1))
    column = list(HEADERS).index(machine)
    for name, found in {**ALLOWED, **CONDITIONAL}.items():
        assert found[column] == numbers.get(name), name


@pytest.mark.parametrize("machine", seccomp.ARCHITECTURES)
def test_every_jump_of_the_filter_stays_inside_it(machine: str) -> None:
    program = seccomp.program(machine, 1)
    for at, (_, when, otherwise, _) in enumerate(program):
        assert at + 1 + max(when, otherwise) < len(program) or (when, otherwise) == (0, 0)
        assert max(when, otherwise) < 256
    assert platform.machine() in seccomp.ARCHITECTURES
