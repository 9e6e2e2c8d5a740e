"""The text of an advertisement or a CV: plain text, PDF or DOCX, read in memory and kept nowhere."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from interview_simulator.errors import BadInputError, TooLargeError

if TYPE_CHECKING:
    from docx.table import Table

LARGEST_BYTES = 2_000_000
LARGEST_UNPACKED = 20_000_000
"""Bytes that a DOCX may have when it is unpacked."""
MOST_PAGES = 20
MOST_CHARACTERS = 30_000


def text_of(content: bytes, name: str) -> str:
    """The text, at most MOST_CHARACTERS of it; `name` is what messages call the document.

    Raises TooLargeError, and BadInputError for what cannot be read or holds no text.
    """
    if len(content) > LARGEST_BYTES:
        raise TooLargeError(f"{name} is larger than {LARGEST_BYTES // 1_000_000} MB; send the text alone.")
    if content.startswith(b"%PDF-"):
        text = _pdf(content, name)
    elif content.startswith(b"PK\x03\x04"):
        text = _docx(content, name)
    else:
        text = _plain(content, name)
    text = text.replace("\x00", " ").strip()
    if not text:
        raise BadInputError(f"{name} holds no text; a scanned page is a picture, so paste the text instead.")
    return text[:MOST_CHARACTERS]


def read_text(path: Path) -> str:
    """The text of a file; raises as `text_of` does, and BadInputError for a file that is not there."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise BadInputError(f"{path} cannot be read ({error.strerror}); check the path.") from error
    return text_of(content, path.name)


def _plain(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInputError(f"{name} is neither text in UTF-8, nor PDF, nor DOCX; save it as one of them.") from error


def _pdf(content: bytes, name: str) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise BadInputError(f"{name} is a PDF with a password; save it without one.")
        return "\n".join(page.extract_text() for page in reader.pages[:MOST_PAGES])
    # pypdf meets a broken file with whatever breaks first.
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise BadInputError(f"{name} is a PDF that cannot be read; paste its text instead.") from error


def _docx(content: bytes, name: str) -> str:
    from docx import Document
    from docx.table import Table

    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > LARGEST_UNPACKED:
            raise TooLargeError(f"{name} unpacks to more than {LARGEST_UNPACKED // 1_000_000} MB; paste its text.")
        parts = Document(BytesIO(content)).iter_inner_content()
        return "\n".join(_cells(part) if isinstance(part, Table) else part.text for part in parts)
    except (zipfile.BadZipFile, ValueError, LookupError, SyntaxError, NotImplementedError) as error:
        raise BadInputError(f"{name} is a DOCX that cannot be read; paste its text instead.") from error


def _cells(table: "Table") -> str:
    return "\n".join(" ".join(cell.text for cell in row.cells) for row in table.rows)
