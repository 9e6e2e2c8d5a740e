"""The text of an advertisement or a CV: plain text, PDF or DOCX, read in memory and kept nowhere.

Documents come from strangers; `reader.py` has `text_of` done in a process with limits.
"""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any

from interview_simulator.errors import BadInputError, TooLargeError

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


def _plain(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInputError(f"{name} is neither text in UTF-8, nor PDF, nor DOCX; save it as one of them.") from error


def _pdf(content: bytes, name: str) -> str:
    from pypdf import PdfReader

    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise BadInputError(f"{name} is a PDF with a password; save it without one.")
        return "\n".join(page.extract_text() for page in islice(reader.pages, MOST_PAGES))
    except (MemoryError, BadInputError):
        raise
    except Exception as error:  # pypdf meets a broken file with whatever breaks first
        raise BadInputError(f"{name} is a PDF that cannot be read; paste its text instead.") from error


def _docx(content: bytes, name: str) -> str:
    from docx import Document

    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > LARGEST_UNPACKED:
            raise TooLargeError(f"{name} unpacks to more than {LARGEST_UNPACKED // 1_000_000} MB; paste its text.")
        return "".join(_written(Document(BytesIO(content)).element.body)).strip()
    except (MemoryError, TooLargeError):
        raise
    except Exception as error:  # nor does python-docx promise what it raises
        raise BadInputError(f"{name} is a DOCX that cannot be read; paste its text instead.") from error


WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SAID_AGAIN = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BEGINS = {f"{WORD}p": "\n", f"{WORD}tr": "\n", f"{WORD}tc": " "}
STANDS_FOR = {f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n"}


def _written(body: Any) -> Iterator[str]:
    """The body's text in order: paragraphs and rows in lines, cells with a space between.

    It goes through the elements once. python-docx's own tables hold a cell for each column that a cell says it spans.
    """
    for copy in [*body.iter(SAID_AGAIN)]:
        copy.getparent().remove(copy)
    between = ""
    for node in body.iter():
        if node.tag in BEGINS:
            between = between or BEGINS[node.tag]
        elif node.tag in STANDS_FOR and between == "":
            yield STANDS_FOR[node.tag]
        elif node.tag == f"{WORD}t" and node.text:
            yield between + node.text
            between = ""
