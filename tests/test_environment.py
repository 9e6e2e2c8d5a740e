"""What is settled before threads begin."""

import subprocess
import sys

WORK = """
import ctypes, sys, threading
from interview_simulator.environment import few_arenas
if sys.argv[1] == "few":
    few_arenas()
together = threading.Barrier(12)
def work():
    together.wait()
    held = [bytearray(3000) for _ in range(2000)]
    together.wait()
threads = [threading.Thread(target=work) for _ in range(12)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
libc = ctypes.CDLL(None)
libc.fdopen.restype = ctypes.c_void_p
stream = ctypes.c_void_p(libc.fdopen(1, b"w"))
libc.malloc_info(0, stream)
libc.fflush(stream)
"""


def arenas(how: str) -> int:
    done = subprocess.run([sys.executable, "-c", WORK, how], capture_output=True, text=True, check=True)
    return done.stdout.count("<heap nr=")


def test_threads_share_two_arenas_of_memory() -> None:
    assert arenas("few") == 2 < arenas("as it is")


KEEP_TWICE = """
import gc
from interview_simulator.environment import keep_what_is_loaded
keep_what_is_loaded()
kept = gc.get_freeze_count()
later = [[] for _ in range(1000)]
keep_what_is_loaded()
print(kept > 0, gc.get_freeze_count() - kept)
"""


def test_what_is_loaded_is_kept_for_good_once() -> None:
    done = subprocess.run([sys.executable, "-c", KEEP_TWICE], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "0"]
