"""PDF, by pdfminer.six."""

import logging
import re
from io import BytesIO, StringIO

HEADER = b"%PDF-"
HEADER_WITHIN = 1024
"""Bytes that may stand before the header, as other readers allow."""
UNKNOWN_LETTER = re.compile(r"\(cid:\d+\)")
"""What pdfminer.six writes for a letter that the font has no name for."""
BLANKS = re.compile(r" {2,}")
"""Justified lines have a blank and a gap between words, which would be two."""


class LockedError(Exception):
    """Only a password opens it."""


def begins_in(content: bytes) -> int:
    """Where the PDF begins in the content; -1 where it is none."""
    return content[: HEADER_WITHIN + len(HEADER)].find(HEADER)


def text_of(content: bytes, most_pages: int, most: int) -> str:
    """The text of the first pages, text in figures as well; raises LockedError, and whatever a broken file breaks.

    A file that opens without a password, but may not be printed or copied from, is read.
    """
    from pdfminer.converter import TextConverter
    from pdfminer.layout import LAParams
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its warnings quote the document
    written, fonts = StringIO(), PDFResourceManager()
    interpreter = PDFPageInterpreter(fonts, TextConverter(fonts, written, laparams=LAParams(all_texts=True)))
    try:
        for page in PDFPage.get_pages(BytesIO(content[begins_in(content) :]), maxpages=most_pages):
            interpreter.process_page(page)
            if written.tell() >= most:
                break
    except PDFPasswordIncorrect as error:
        raise LockedError from error
    text = UNKNOWN_LETTER.sub("", written.getvalue()).replace("\u00ad", "-")  # on a page a soft hyphen is seen
    return BLANKS.sub(" ", text)
