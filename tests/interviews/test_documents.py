"""Documents of every kind, made for the test: limited, or refused with one sentence; formats/ has what is read."""

import warnings
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

from interview_simulator.errors import (
    BadDocumentError,
    BadInputError,
    DocumentKindError,
    DocumentLockedError,
    NoTextError,
    TooLargeError,
    TooLittleTextError,
)
from interview_simulator.interviews.documents import (
    LARGEST_BYTES,
    LARGEST_UNPACKED,
    MOST_CHARACTERS,
    enough,
    text_of,
)
from interview_simulator.interviews.reader import DocumentReader


def pdf(text: str, password: str | None = None, *, forbids: str = "", algorithm: str = "RC4-128") -> bytes:
    """One page; `password` opens it, `forbids` is the owner's, who may print it."""
    return pdf_showing(f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET" if text else "", password, forbids, algorithm)


def pdf_showing(drawn: str, password: str | None = None, forbids: str = "", algorithm: str = "RC4-128") -> bytes:
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
    content.set_data(drawn.encode("latin-1"))
    page[NameObject("/Contents")] = writer._add_object(content)
    if password or forbids:
        writer.encrypt(password or "", forbids or None, algorithm=algorithm)
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
        (b"\x01\x02\x03 bytes", "neither PDF, DOCX, ODT, RTF, HTML nor text"),
        (b"\xff\xfe\x00", "holds no text"),
        (pdf("x")[:200], "cannot be read"),
        (pdf("secret", "open sesame"), "password"),
        (pdf(""), "holds no text"),
        (b"  \n", "holds no text"),
        (word_file("x")[:-100], "cannot be read"),
    ],
    ids=["bytes", "half a letter", "cut pdf", "locked pdf", "scanned pdf", "blank", "cut docx"],
)
def test_what_cannot_be_read_is_told(content: bytes, told: str) -> None:
    with pytest.raises(BadInputError, match=f"^cv .*{told}"):
        text_of(content, "cv")


def archive_of(**members: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


OLD = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.mark.parametrize(
    ("content", "kind", "told"),
    [
        (archive_of(**{"hello.txt": "hello"}), DocumentKindError, "archive.*; save it as PDF or DOCX"),
        (archive_of(**{"Index/Document.iwa": "x"}), DocumentKindError, "Apple Pages; export it as PDF or Word"),
        (archive_of(mimetype="application/epub+zip"), DocumentKindError, "archive.*; save it as PDF or DOCX"),
        (archive_of(mimetype="application/vnd.oasis.opendocument.text"), BadDocumentError, "ODT that cannot be read"),
        (archive_of(**{"[Content_Types].xml": "x"}), BadDocumentError, "DOCX that cannot be read"),
        (OLD + bytes(600), DocumentKindError, r"old Office \(\.doc\); save it as PDF or DOCX"),
        (OLD + bytes(600) + "EncryptedPackage".encode("utf-16-le"), DocumentLockedError, "password; save it without"),
        (pdf("secret", "open sesame"), DocumentLockedError, "password; save it without"),
        (pdf("secret", "open sesame", algorithm="AES-256"), DocumentLockedError, "password; save it without"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", NoTextError, "picture.*; paste the text"),
        (b"\x89PNG\r\n\x1a\n\x00", NoTextError, "picture.*; paste the text"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", NoTextError, "picture.*; paste the text"),
        (b"\x00\x00\x00\x18ftypheic\x00", NoTextError, "picture.*; paste the text"),
        (b"%!PS-Adobe-3.0\n", DocumentKindError, "PostScript file; save it as PDF or DOCX"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related;", DocumentKindError, "saved web page.*; save it as"),
        (b"{\\rtf1 \\u99999999999 }", BadDocumentError, "RTF file that cannot be read; paste"),
    ],
    ids=[
        "an archive",
        "Apple Pages",
        "a book",
        "a broken ODT",
        "a broken DOCX",
        "an old DOC",
        "a locked DOCX",
        "a locked PDF",
        "a PDF locked by AES",
        "JPEG",
        "PNG",
        "WebP",
        "HEIC",
        "PostScript",
        "a saved page",
        "a broken RTF",
    ],
)
def test_what_is_not_read_is_refused_with_what_to_do(content: bytes, kind: type[Exception], told: str) -> None:
    with pytest.raises(kind, match=f"^cv is .*{told}") as raised:
        text_of(content, "cv")
    assert type(raised.value) is kind


def test_a_refusal_from_the_other_process_is_of_the_same_kind() -> None:
    with closing(DocumentReader()) as reader, pytest.raises(DocumentLockedError, match="password"):
        reader.text_of(pdf("secret", "open sesame"), "cv")


@pytest.mark.parametrize("text", ["", "CV", " " * 30, "nineteen characters"])
def test_too_little_text_is_told(text: str) -> None:
    with pytest.raises(TooLittleTextError, match=rf"^cv has only {len(text.strip())} characters.*at least 20"):
        enough(text, "cv")
    assert enough("twenty characters!!!", "cv") == "twenty characters!!!"


@pytest.mark.parametrize("members", [("word/document.xml",), ("content.xml", "styles.xml"), ("inner.zip", "inner.zip")])
def test_an_archive_that_unpacks_to_a_mountain_is_refused_before_it_is_unpacked(members: tuple[str, ...]) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of two members of one name
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for member in members:
            archive.writestr(member, b" " * (LARGEST_UNPACKED // len(members) + 1))
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


@given(
    st.sampled_from([b"%PDF-1.7\n", b"\n %PDF-1.7\n1 0 obj", b"PK\x03\x04", b"{\\rtf1 ", b"<html>", b"\xff\xfe", b""]),
    st.binary(max_size=400),
)
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
