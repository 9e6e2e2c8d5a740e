"""An analysis stands behind requests, and requests do not stand with it."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from interview_simulator.workflow.priority import NICENESS, behind_requests

pytestmark = pytest.mark.skipif(os.uname().sysname != "Linux", reason="Threads have a priority of their own on Linux.")


def niceness() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


def test_a_thread_and_those_it_starts_stand_behind_and_no_other_does() -> None:
    before = niceness()

    def lowered() -> tuple[int, int]:
        behind_requests()
        with ThreadPoolExecutor(1) as below:
            return niceness(), below.submit(niceness).result()

    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(lowered).result() == (max(NICENESS, before), max(NICENESS, before))
    assert niceness() == before
