"""What work in a process of its own may do, and what becomes of it; the server's process goes on."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Barrier, Thread

import pytest
from tests.support import naughty, waiting

from interview_simulator.decoding.limits import Limits
from interview_simulator.decoding.sandbox import Sandbox
from interview_simulator.domain.progress import silent
from interview_simulator.errors import BadRecordingError, DecoderUnavailableError

PATIENT = Limits(memory_bytes=500_000_000, cpu_s=3, quiet_s=60.0)
IMPATIENT = Limits(memory_bytes=500_000_000, cpu_s=60, quiet_s=1.0)
until = waiting.until


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    made = Sandbox(PATIENT, ["tests.support.naughty"])
    yield made
    made.close()


@pytest.fixture(scope="module")
def impatient() -> Iterator[Sandbox]:
    made = Sandbox(IMPATIENT, ["tests.support.naughty"])
    made.call(naughty.answer, 1)
    yield made
    made.close()


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def zygote(sandbox: Sandbox) -> int:
    assert sandbox._zygote is not None
    return sandbox._zygote.process.pid


def children(sandbox: Sandbox) -> list[str]:
    pid = zygote(sandbox)
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def test_work_is_done_in_another_process_each_time(sandbox: Sandbox) -> None:
    one, two = sandbox.call(naughty.tell_process), sandbox.call(naughty.tell_process)
    assert len({one, two, os.getpid()}) == 3


@pytest.mark.parametrize(
    ("work", "why"),
    [
        (naughty.crash, r"crash \(SIGSEGV\)"),
        (naughty.compute, "more than 3 s of computing"),
        (naughty.eat, r"more than the 0\.5 GB of memory"),
    ],
)
def test_work_that_breaks_its_limits_fails_with_the_reason_and_the_next_is_done(
    sandbox: Sandbox, work: Callable[[], object], why: str
) -> None:
    with pytest.raises(BadRecordingError, match=why):
        sandbox.call(work)
    assert sandbox.call(naughty.answer, 41) == 42


def test_work_that_hangs_fails_with_the_reason_and_is_ended(impatient: Sandbox) -> None:
    with pytest.raises(BadRecordingError, match="no progress for 1 s"):
        impatient.call(naughty.hang)
    assert impatient.call(naughty.answer, 41) == 42


def test_work_that_tells_of_its_progress_does_not_count_as_hung(impatient: Sandbox) -> None:
    assert impatient.call(naughty.steps, 100, progress=silent) == 100


def test_a_crash_in_the_middle_of_a_long_message_is_told_as_a_crash(sandbox: Sandbox) -> None:
    found = []
    with pytest.raises(BadRecordingError, match="SIGSEGV"):
        for block in sandbox.each(naughty.crash_behind, 3):
            found.append(len(block))
    assert found == [1 << 20] * 3


def test_a_worker_whose_results_nobody_wants_any_more_is_ended(impatient: Sandbox, tmp_path: Path) -> None:
    def wait() -> None:
        with pytest.raises(BadRecordingError, match="no progress"):
            impatient.call(naughty.wait_for, tmp_path, "never")

    waiting = Thread(target=wait)
    waiting.start()
    until((tmp_path / "began").exists)
    pid = int((tmp_path / "began").read_text())
    assert lives(pid)
    waiting.join()
    until(lambda: not lives(pid))
    items = impatient.each(naughty.count, 10_000_000)
    assert next(items) == 0
    items.close()  # type: ignore[attr-defined]  # it is a generator
    until(lambda: not children(impatient))


def test_pieces_of_work_run_side_by_side(sandbox: Sandbox, tmp_path: Path) -> None:
    meeting, found = Barrier(2), []

    def work(mine: str, other: str) -> None:
        meeting.wait()
        found.append(sandbox.call(naughty.answer, len(mine + other)))

    threads = [Thread(target=work, args=("ab", "c")) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [4, 4]


def test_a_zygote_that_was_killed_is_replaced() -> None:
    sandbox = Sandbox(PATIENT, [])
    sandbox.call(naughty.answer, 1)
    os.kill(zygote(sandbox), signal.SIGKILL)
    until(lambda: not lives(zygote(sandbox)))
    assert sandbox.call(naughty.answer, 1) == 2
    sandbox.close()


def test_a_zygote_that_cannot_start_is_told_as_something_that_may_pass() -> None:
    sandbox = Sandbox(PATIENT, ["no_such_module"])
    sandbox.open()
    until(lambda: not lives(zygote(sandbox)))
    with pytest.raises(DecoderUnavailableError, match="try again"):
        sandbox.call(naughty.answer, 1)
    sandbox.close()


SERVER = """
import sys
from pathlib import Path
from interview_simulator.decoding.limits import Limits
from interview_simulator.decoding.sandbox import Sandbox
from tests.support import naughty
sandbox = Sandbox(Limits(500_000_000, 60, 60.0), [])
sandbox.open()
print(sandbox._zygote.process.pid, flush=True)
sandbox.call(naughty.wait_for, Path(sys.argv[1]), "never")
"""


def test_with_a_server_that_is_killed_its_processes_end(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", SERVER, str(tmp_path)], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        zygote = int(server.stdout.readline())
        until(lambda: (tmp_path / "began").exists() and (tmp_path / "began").read_text() != "")
        worker = int((tmp_path / "began").read_text())
        assert lives(zygote) and lives(worker)
        server.send_signal(signal.SIGKILL)
    until(lambda: not lives(zygote) and not lives(worker))


def test_a_hundred_pieces_of_work_leave_no_process_and_no_open_file(sandbox: Sandbox) -> None:
    def held() -> tuple[int, int]:
        return len(list(Path("/proc/self/fd").iterdir())), len(children(sandbox))

    until(lambda: held()[1] == 0)
    before = held()
    for number in range(100):
        sandbox.call(naughty.answer, number)
    until(lambda: held() == before)


def test_a_closed_sandbox_leaves_no_process_and_opens_again() -> None:
    sandbox = Sandbox(PATIENT, [])
    first = sandbox.call(naughty.tell_process)
    parent = zygote(sandbox)
    sandbox.close()
    until(lambda: not lives(parent) and not lives(first))
    assert sandbox.call(naughty.answer, 1) == 2
    sandbox.close()
