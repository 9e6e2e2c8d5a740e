"""The text of an advertisement or a CV, read in memory and kept nowhere: which kind it is, limits, and what is refused.

Documents come from strangers; `reader.py` has `text_of` done in a process with limits.
"""

import re
import unicodedata
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import TypeVar

from interview_simulator.errors import (
    BadDocumentError,
    BadInputError,
    DocumentKindError,
    DocumentLockedError,
    NoTextError,
    TooLargeError,
    TooLittleTextError,
)
from interview_simulator.interviews.formats import html, open_document, pdf, plain, rtf, word

LARGEST_BYTES = 2_000_000
LARGEST_UNPACKED = 20_000_000
"""Bytes that an archive (DOCX, ODT) may have when it is unpacked."""
MOST_PAGES = 20
LEAST_CHARACTERS = 20
MOST_CHARACTERS = 30_000
SAVE_IT = "save it as PDF or DOCX, or paste its text instead"
ZIP, OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
PICTURES = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n|GIF8[79]a|II\*\x00|MM\x00\*|BM.{4}\x00{4}|RIFF.{4}WEBP"
    rb"|.{4}ftyp(?:heic|heix|hevc|heim|heis|mif1|msf1|avif)",
    re.DOTALL,
)
PAGES = ("Index/Document.iwa", "Index.zip", "buildVersionHistory.plist")
"""Members of a document of Apple Pages."""
OTHERS = {
    b"{\\urtf": "a document that this reader does not know",
    b"%!PS": "a PostScript file",
    b"\x1f\x8b": "an archive",
    b"7z\xbc\xaf": "an archive",
    b"Rar!": "an archive",
    b"MIME-Version:": "a saved web page (MHTML)",
    b"From: <Saved by": "a saved web page (MHTML)",
}
MEANT = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st", 0xA0: " "}
"""Letters that are set as one, as in files of LaTeX, and blanks that do not break."""
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufffe\uffff]")
Read = TypeVar("Read")


def text_of(content: bytes, name: str) -> str:
    """The text, at most MOST_CHARACTERS of it; `name` is what messages call the document.

    Raises TooLargeError, and BadDocumentError for what cannot be read or holds no text.
    """
    if len(content) > LARGEST_BYTES:
        raise TooLargeError(f"{name} is larger than {LARGEST_BYTES // 1_000_000} MB; send the text alone.")
    text = _tidied(_read(content, name))
    if not text:
        raise NoTextError(f"{name} holds no text; a scanned page is a picture, so paste the text instead.")
    return text[:MOST_CHARACTERS]


def enough(text: str, name: str) -> str:
    """The text of an advertisement or a CV, if it is not too short to be one; raises TooLittleTextError."""
    length = len(text.strip())
    if length < LEAST_CHARACTERS:
        raise TooLittleTextError(
            f"{name} has only {length} characters of text; at least {LEAST_CHARACTERS} are needed, so paste its text."
        )
    return text


def _read(content: bytes, name: str) -> str:
    if content.startswith(ZIP):
        return _archive(content, name)
    if content.startswith(OLE):
        raise _of_old_word(content, name)
    if content.lstrip().startswith(rtf.BEGINS):
        return _unbroken(lambda: rtf.text_of(content), "an RTF file", name)
    begins = pdf.begins_in(content)
    if begins == 0 or (begins > 0 and b" obj" in content):
        return _pdf(content, name)
    _refuse_others(content, name)
    return _plain_or_html(content, name)


def _pdf(content: bytes, name: str) -> str:
    try:
        return _unbroken(lambda: pdf.text_of(content, MOST_PAGES, MOST_CHARACTERS), "a PDF", name)
    except pdf.LockedError as error:
        raise DocumentLockedError(f"{name} is a PDF with a password; save it without one.") from error


def _archive(content: bytes, name: str) -> str:
    with _unbroken(lambda: zipfile.ZipFile(BytesIO(content)), "an archive", name) as archive:
        members = {member.filename: member.file_size for member in archive.infolist()}
        if sum(member.file_size for member in archive.infolist()) > LARGEST_UNPACKED:
            raise TooLargeError(f"{name} unpacks to more than {LARGEST_UNPACKED // 1_000_000} MB; paste its text.")
        if members.get("mimetype", 1000) < 1000 and _kind(archive, name).startswith(open_document.KIND):
            return _open_document(archive, name)
    if "[Content_Types].xml" in members:
        try:
            return _unbroken(lambda: word.text_of(content, MOST_CHARACTERS), "a DOCX", name)
        except word.OtherKindError as error:
            raise DocumentKindError(f"{name} is a file of Office, but no document; {SAVE_IT}.") from error
    if any(member in members for member in PAGES):
        raise DocumentKindError(f"{name} is a document of Apple Pages; export it as PDF or Word there.")
    raise DocumentKindError(f"{name} is an archive, and none of a document that can be read; {SAVE_IT}.")


def _kind(archive: zipfile.ZipFile, name: str) -> bytes:
    return _unbroken(lambda: archive.read("mimetype"), "an archive", name)


def _open_document(archive: zipfile.ZipFile, name: str) -> str:
    try:
        return _unbroken(lambda: open_document.text_of(archive, MOST_CHARACTERS), "an ODT", name)
    except open_document.LockedError as error:
        raise DocumentLockedError(f"{name} is an ODT with a password; save it without one.") from error


def _of_old_word(content: bytes, name: str) -> BadDocumentError:
    if ENCRYPTED in content:
        return DocumentLockedError(f"{name} is a file of Office with a password; save it without one.")
    return DocumentKindError(f"{name} is a file of an old Office (.doc); {SAVE_IT}.")


def _refuse_others(content: bytes, name: str) -> None:
    if PICTURES.match(content):
        raise NoTextError(f"{name} is a picture, and text in pictures is not read; paste the text instead.")
    for beginning, kind in OTHERS.items():
        if content.startswith(beginning):
            raise DocumentKindError(f"{name} is {kind}; {SAVE_IT}.")


def _plain_or_html(content: bytes, name: str) -> str:
    text = plain.text_of(content)
    if text is None:
        raise DocumentKindError(f"{name} is neither PDF, DOCX, ODT, RTF, HTML nor text; {SAVE_IT}.")
    if not html.is_html(text):
        return text
    charset = None if content.startswith((b"\xef\xbb\xbf", *plain.BYTE_ORDER_MARKS)) else html.charset(content)

    def read() -> str:
        return html.text_of(content.decode(charset, "replace") if charset else text, MOST_CHARACTERS)

    return _unbroken(read, "an HTML page", name)


def _unbroken(read: Callable[[], Read], kind: str, name: str) -> Read:
    try:
        return read()
    except (MemoryError, BadInputError, pdf.LockedError, open_document.LockedError, word.OtherKindError):
        raise
    except Exception as error:  # the libraries meet a broken file with whatever breaks first
        raise BadDocumentError(f"{name} is {kind} that cannot be read; paste its text instead.") from error


def _tidied(text: str) -> str:
    """Lines without what is not seen, and at most one empty one between two."""
    composed = unicodedata.normalize("NFC", UNSEEN.sub("", text.translate(MEANT)))
    lines = "\n".join(line.rstrip() for line in composed.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()
