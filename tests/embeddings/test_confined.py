"""What strangers write is embedded in processes of its own: nothing that happens there happens to the server."""

import os
import time
from collections.abc import Iterator
from threading import Thread

import numpy as np
import pytest
from tests.support import naughty, waiting

from interview_simulator.decoding.limits import Limits
from interview_simulator.decoding.sandbox import Sandbox
from interview_simulator.embeddings.confined import (
    LIMITS,
    PORTION,
    TEXT,
    ConfinedEmbedder,
    answered_within,
    portions,
)
from interview_simulator.embeddings.model import embed
from interview_simulator.errors import BadTextError, BusyError

SENTENCES = [f"In project {number} we moved the service to another database." for number in range(120)]
SLOW = "ab9x " * 400
"""Takes seconds."""


@pytest.fixture(scope="module")
def confined() -> Iterator[ConfinedEmbedder]:
    made = ConfinedEmbedder()
    yield made
    made.close()


def test_the_vectors_are_those_of_the_embedder_in_this_process(confined: ConfinedEmbedder) -> None:
    assert np.array_equal(confined.embed(SENTENCES), embed(SENTENCES))


def test_without_texts_there_are_no_vectors(confined: ConfinedEmbedder) -> None:
    assert confined.embed([]).shape == (0, 384)


def test_a_text_that_corrupts_the_memory_of_its_process_fails_with_the_reason_and_the_next_is_embedded() -> None:
    sandbox = Sandbox(LIMITS, ["interview_simulator.embeddings.model:load"], TEXT)
    with pytest.raises(BadTextError, match=r"^The text makes its reader crash \(SIG[A-Z]+\); change or shorten it\.$"):
        sandbox.call(naughty.embed_as_it_is, "\ufdfa" * 20)
    assert sandbox.call(embed, ["the next"]).shape == (1, 384)
    sandbox.close()


def test_a_text_that_takes_too_much_computing_fails_with_the_reason() -> None:
    confined = ConfinedEmbedder(Limits(memory_bytes=LIMITS.memory_bytes, cpu_s=1, quiet_s=60.0))
    with pytest.raises(BadTextError, match="more than 1 s of computing; send a shorter one"):
        confined.embed([SLOW, SLOW])
    assert confined.embed(["short"]).shape == (1, 384)
    confined.close()


def test_a_process_that_is_killed_is_replaced(confined: ConfinedEmbedder) -> None:
    confined.embed(["before"])
    zygote = confined._sandbox._zygote
    assert zygote is not None
    zygote.process.kill()
    zygote.process.wait()
    assert confined.embed(["after"]).shape == (1, 384)


def test_who_waits_too_long_is_told_to_come_back_and_the_next_is_served(confined: ConfinedEmbedder) -> None:
    confined.embed(["ready"])
    busy = Thread(target=confined.embed, args=([SLOW] * 2,))
    busy.start()
    waiting.until(lambda: len(confined._queue._waiting) == 1, within_s=10)
    began_s = time.monotonic()
    with pytest.raises(BusyError, match="try again in a moment"), answered_within(0.2):
        confined.embed(["a question"])
    assert time.monotonic() - began_s < 1.0
    busy.join()
    assert confined.embed(["a question"]).shape == (1, 384)


def test_a_long_transcript_lets_a_short_question_through(confined: ConfinedEmbedder) -> None:
    ended: list[str] = []

    def embed_much() -> None:
        confined.embed([SLOW] * 8)
        ended.append("long")

    long = Thread(target=embed_much)
    long.start()
    waiting.until(lambda: len(confined._queue._waiting) == 1, within_s=10)
    confined.embed(["a question"])
    ended.append("short")
    long.join()
    assert ended == ["short", "long"]


def test_portions_hold_all_texts_in_order_and_none_is_much_larger_than_it_may_be() -> None:
    texts = [*SENTENCES, "x" * 100_000, "", "y" * PORTION, *SENTENCES]
    found = list(portions(texts))
    assert [text for portion in found for text in portion] == texts
    assert all(sum(min(len(text), 2_000) for text in portion) <= PORTION for portion in found)


def test_the_embedder_runs_in_another_process(confined: ConfinedEmbedder) -> None:
    assert confined._sandbox.call(naughty.tell_process) != os.getpid()
