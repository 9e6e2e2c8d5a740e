"""Documents of every kind, made for the test: read, limited, or refused with one sentence."""

import zipfile
from contextlib import closing
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from interview_simulator.errors import BadInputError, TooLargeError
from interview_simulator.interviews.documents import (
    LARGEST_BYTES,
    LARGEST_UNPACKED,
    MOST_CHARACTERS,
    text_of,
)
from interview_simulator.interviews.reader import DocumentReader


def pdf(text: str, password: str | None = None) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    content = DecodedStreamObject()
    content.set_data(f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode() if text else b"")
    page[NameObject("/Contents")] = writer._add_object(content)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def word_file(*paragraphs: str, cells: tuple[str, ...] = ()) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if cells:
        row = document.add_table(rows=1, cols=len(cells)).rows[0]
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_pdf_gives_its_text() -> None:
    assert text_of(pdf("Data engineer wanted"), "cv") == "Data engineer wanted"


def test_a_docx_gives_paragraphs_and_tables_in_order() -> None:
    text = text_of(word_file("Maria Silva", "Vendedora", cells=("2019", "Loja Azul")), "cv")
    assert text.split("\n") == ["Maria Silva", "Vendedora", "2019 Loja Azul"]


def test_plain_text_keeps_its_letters() -> None:
    assert text_of("\ufeffAtenção: vaga".encode(), "ad") == "Atenção: vaga"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe\x00", "neither text in UTF-8"),
        (pdf("x")[:200], "cannot be read"),
        (pdf("secret", "open sesame"), "password"),
        (pdf(""), "holds no text"),
        (b"  \n", "holds no text"),
        (word_file("x")[:-100], "cannot be read"),
    ],
    ids=["bytes", "cut pdf", "locked pdf", "scanned pdf", "blank", "cut docx"],
)
def test_what_cannot_be_read_is_told(content: bytes, told: str) -> None:
    with pytest.raises(BadInputError, match=f"^cv .*{told}"):
        text_of(content, "cv")


def test_a_zip_that_is_no_docx_is_told() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(BadInputError, match="cannot be read"):
        text_of(out.getvalue(), "cv")


def test_a_docx_that_unpacks_to_a_mountain_is_refused_before_it_is_unpacked() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (LARGEST_UNPACKED + 1))
    assert len(out.getvalue()) < LARGEST_BYTES
    with pytest.raises(TooLargeError, match="unpacks to more than 20 MB"):
        text_of(out.getvalue(), "cv")


def test_a_large_document_is_refused_and_a_long_one_cut() -> None:
    with pytest.raises(TooLargeError, match="larger than 2 MB"):
        text_of(b"a" * (LARGEST_BYTES + 1), "cv")
    assert len(text_of(b"a" * (MOST_CHARACTERS + 1), "cv")) == MOST_CHARACTERS


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "ad.pdf").write_bytes(pdf("Cook wanted"))
    with closing(DocumentReader()) as reader:
        assert reader.text_of_file(tmp_path / "ad.pdf") == "Cook wanted"
        with pytest.raises(BadInputError, match=r"gone\.txt cannot be read"):
            reader.text_of_file(tmp_path / "gone.txt")


@given(st.sampled_from([b"%PDF-1.7\n", b"PK\x03\x04", b""]), st.binary(max_size=400))
def test_any_bytes_give_text_or_a_sentence(head: bytes, rest: bytes) -> None:
    try:
        assert text_of(head + rest, "cv")
    except BadInputError as error:
        assert str(error).startswith("cv ")


@given(st.integers(0, 700), st.integers(0, 255))
def test_a_pdf_with_a_wrong_byte_gives_text_or_a_sentence(place: int, byte: int) -> None:
    content = bytearray(pdf("Data engineer wanted"))
    content[place % len(content)] = byte
    try:
        assert text_of(bytes(content), "cv") is not None
    except BadInputError as error:
        assert str(error).startswith("cv ")
