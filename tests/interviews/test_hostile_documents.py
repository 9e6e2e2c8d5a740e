"""Documents made to cost memory or time: each is read or refused within the limits, and the next one is read."""

import os
import time
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from tests.interviews.formats.test_open_document import odt
from tests.interviews.test_documents import pdf, word_file

from interview_simulator.errors import BadInputError
from interview_simulator.interviews.documents import LARGEST_BYTES
from interview_simulator.interviews.reader import LIMITS, DocumentReader

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/>'
    "</Relationships>"
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
PARAGRAPH = "<w:p><w:r><w:t>Cook</w:t></w:r></w:p>"


def docx_of(body: str, before: str = "") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELS)
        archive.writestr("word/document.xml", f"{before}<w:document {W}><w:body>{body}</w:body></w:document>")
    return out.getvalue()


def spanning(mark: str) -> bytes:
    cell = f"<w:tc><w:tcPr>{mark}</w:tcPr>{PARAGRAPH}</w:tc>"
    return docx_of(f"<w:tbl><w:tr>{cell}</w:tr><w:tr>{cell}</w:tr></w:tbl>")


def nested(depth: int) -> bytes:
    begin, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    return docx_of(begin * depth + PARAGRAPH + end * depth)


def pdf_of(*objects: bytes) -> bytes:
    """A PDF of these objects, the first of which is the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        table,
        len(objects) + 1,
        len(out),
    )


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"


def stream(content: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        content = zlib.compress(content, 9)
    return b"<</Length %d/Filter[%s]>>\nstream\n%s\nendstream" % (len(content), b"/FlateDecode" * times, content)


def page_with(content: bytes, font: bytes = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>") -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    return pdf_of(CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, content, font)


def mapping(names: int) -> bytes:
    """A font whose table of letters is as long as wanted."""
    lines = b"\n".join(b"<%04X> <0041>" % (number % 65536) for number in range(names))
    table = b"begincmap\n%d beginbfchar\n%s\nendbfchar\nendcmap" % (names, lines)
    page = b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 6 0 R>>"
    kids = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return pdf_of(CATALOGUE, kids, page, stream(b"BT /F1 12 Tf <0041> Tj ET"), font, stream(table))


LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 20}'>" for n in range(9)
)
ENDLESS = "SQL and Python " * 130_000
HTML, RTF = "<html><body>", "{\\rtf1\\ansi "


def odt_of(body: str, before: str = "") -> bytes:
    return odt(f"<text:p>Cook</text:p>{body}", before=before)


def utf8(text: str) -> bytes:
    return text.encode()


HOSTILE = {
    "an ODT of entities of entities": lambda: odt_of("<text:p>&j;</text:p>", LAUGHS + "]>"),
    "an ODT with a file of the server": lambda: odt_of(
        "<text:p>&f;</text:p>", "<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
    ),
    "an ODT of a billion blanks": lambda: odt_of('<text:p>a<text:s text:c="2000000000"/>b</text:p>' * 1000),
    "an ODT of rows that repeat": lambda: odt_of(
        "<table:table><table:table-row table:number-rows-repeated='1000000000'><table:table-cell "
        "table:number-columns-repeated='1000000000'><text:p>a</text:p></table:table-cell></table:table-row></table:table>"
    ),
    "an ODT of sections in sections": lambda: odt_of("<text:section>" * 10_000 + "</text:section>" * 10_000),
    "an ODT of many tiny paragraphs": lambda: odt_of("<text:p>a</text:p>" * 1_000_000),
    "an ODT of many empty paragraphs": lambda: odt_of("<text:p/>" * 2_000_000),
    "an ODT of one line": lambda: odt_of(f"<text:p>{ENDLESS}</text:p>"),
    "an RTF of groups in groups": lambda: utf8(RTF + "{" * 900_000 + "Cook" + "}" * 900_000 + "}"),
    "an RTF of ends": lambda: utf8(RTF + "}" * 1_900_000),
    "an RTF of one line": lambda: utf8(RTF + ENDLESS + "}"),
    "an RTF of links": lambda: utf8(RTF + '{\\field{\\*\\fldinst{HYPERLINK "' * 60_000 + "}"),
    "an RTF of binary pictures": lambda: utf8(RTF + "{\\pict\\bin1" * 150_000 + "}"),
    "an RTF of letters by number": lambda: utf8(RTF + "\\u8364?" * 270_000 + "}"),
    "an HTML of blocks in blocks": lambda: utf8(HTML + "<div>" * 390_000 + "Cook"),
    "an HTML of one line": lambda: utf8(HTML + ENDLESS),
    "an HTML of tables in tables": lambda: utf8(HTML + "<table><tr><td>" * 120_000 + "Cook"),
    "an HTML of entities of entities": lambda: utf8(LAUGHS.replace("x [", "html [") + "]><html><body>&j;"),
    "an HTML of comments that do not end": lambda: utf8("<!--" * 490_000),
    "an HTML of blanks": lambda: utf8("<p>" + " " * 1_900_000 + "</p> x"),
    "an HTML of a codec": lambda: utf8("<html><meta charset=punycode>" + "-a" * 100_000),
    "text of one line": lambda: utf8(ENDLESS),
    "text of empty lines": lambda: b"\r\n" * 990_000 + b"Cook",
    "text of accents": lambda: utf8("a" + "\u0301\u0323" * 400_000),
    "a cell over 150,000,000 columns": lambda: spanning('<w:gridSpan w:val="150000000"/>'),
    "cells that go on below": lambda: spanning('<w:vMerge w:val="restart"/><w:gridSpan w:val="90000000"/>'),
    "tables in tables": lambda: nested(1_000),
    "tables in tables that the parser allows": lambda: nested(60),
    "many tiny paragraphs": lambda: docx_of(PARAGRAPH * 300_000),
    "many tiny tables": lambda: docx_of(f"<w:tbl><w:tr><w:tc>{PARAGRAPH}</w:tc></w:tr></w:tbl>" * 100_000),
    "entities of entities": lambda: docx_of("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", LAUGHS + "]>"),
    "a file of the server": lambda: docx_of(
        "<w:p><w:r><w:t>&f;</w:t></w:r></w:p>", "<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
    ),
    "a page tree that is its own child": lambda: pdf_of(CATALOGUE, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9999999>>"),
    "a hundred thousand pages": lambda: pdf_of(
        CATALOGUE,
        b"<</Type/Pages/Count 100000/Kids[" + b"3 0 R " * 100_000 + b"]>>",
        b"<</Type/Page/Parent 2 0 R>>",
    ),
    "a page of a gigabyte": lambda: page_with(stream(bytes(1 << 20) * 200, times=2)),
    "a page of endless brackets": lambda: page_with(stream(b"[" * 5_000_000)),
    "a page of many words": lambda: page_with(stream(b"BT /F1 12 Tf " + b"(a) Tj 1 0 Td " * 500_000 + b"ET")),
    "a font of many letters": lambda: mapping(800_000),
    "a page that shows itself": lambda: page_with(
        stream(b"/X Do"), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 5 0 R>>"
    ),
}


@pytest.fixture(scope="module")
def reader() -> Iterator[DocumentReader]:
    made = DocumentReader()
    made.text_of(b"ready", "cv")
    yield made
    made.close()


def cpu_s(reader: DocumentReader) -> float:
    """Computing of the processes that have ended."""
    assert reader._sandbox._zygote is not None
    stat = Path(f"/proc/{reader._sandbox._zygote.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(stat[13]) + int(stat[14])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_costs_no_more_than_it_may(reader: DocumentReader, name: str) -> None:
    content = HOSTILE[name]()
    assert len(content) < LARGEST_BYTES
    before_s, ours_s, memory = cpu_s(reader), time.process_time(), Path("/proc/self/statm").read_text().split()[1]
    try:
        told = reader.text_of(content, "cv")[:40]
    except BadInputError as error:
        told = str(error)
        assert told.endswith("paste its text instead.") or "holds no text" in told
    assert "root:" not in told
    assert reader.text_of(word_file("the next"), "cv") == "the next"
    assert cpu_s(reader) - before_s < LIMITS.cpu_s + 3
    assert time.process_time() - ours_s < 1
    grown = (int(Path("/proc/self/statm").read_text().split()[1]) - int(memory)) * os.sysconf("SC_PAGE_SIZE")
    assert grown < 50_000_000


def test_a_cell_that_spans_many_columns_is_read_as_what_it_is(reader: DocumentReader) -> None:
    assert reader.text_of(HOSTILE["a cell over 150,000,000 columns"](), "cv") == "Cook\nCook"


def test_documents_are_read_in_another_process(reader: DocumentReader) -> None:
    assert reader.text_of(pdf("Cook wanted"), "cv") == "Cook wanted"
    assert cpu_s(reader) > 0
