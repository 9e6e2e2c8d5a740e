"""Plain text, in the encodings of people's programs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_simulator.errors import DocumentKindError
from interview_simulator.interviews.documents import text_of

TEXT = "Atenção: vaga de programação em São Paulo\nPython e SQL, 70.000 €"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("text", [TEXT, TEXT + "”", "Senior Backend Engineer (Python)"])
def test_every_encoding_gives_the_same_text(encoding: str, text: str) -> None:
    assert text_of(text.encode(encoding), "ad") == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_marked_utf_16_of_other_letters_is_read(encoding: str) -> None:
    assert text_of("\ufeff東京の技術者".encode(encoding), "ad") == "東京の技術者"


@given(
    st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=3)
    .map(str.strip)
    .filter(lambda text: len(text) > 2)
)
def test_text_of_ascii_is_the_same_in_utf_16(text: str) -> None:
    assert text_of(text.encode("utf-16-le"), "ad") == text_of(text.encode("utf-16-be"), "ad")


@pytest.mark.parametrize("control", [*range(9), *range(14, 32), 127])
def test_what_holds_control_characters_is_no_text(control: int) -> None:
    content = b"Cook wanted" + bytes([control]) + b" in Porto"
    with pytest.raises(DocumentKindError, match="neither PDF, DOCX, ODT, RTF, HTML nor text"):
        text_of(content, "ad")


def test_the_ends_that_old_programs_write_are_no_control_characters() -> None:
    assert text_of(b"Cook\r\nwanted\fin\tPorto\r\n\x1a", "ad") == "Cook\nwanted\nin\tPorto"


def test_letters_set_as_one_are_read_as_what_they_mean() -> None:
    assert text_of("con\ufb01guration of e\ufb03cient pipe\u00adlines, cafe\u0301".encode(), "ad") == (
        "configuration of efficient pipelines, café"
    )
