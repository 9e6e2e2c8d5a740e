"""OpenDocument text, as LibreOffice writes it: tables, notes, headers, changes."""

import zipfile
from io import BytesIO

import pytest

from interview_simulator.errors import DocumentKindError, DocumentLockedError
from interview_simulator.interviews.documents import text_of

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{of}:1.0"'
    for name, of in {
        "office": "office",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "style": "style",
        "svg": "svg-compatible",
    }.items()
)
KIND = "application/vnd.oasis.opendocument.text"


def odt(body: str, *, styles: str = "", kind: str = KIND, manifest: str = "", before: str = "") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        text = f"<office:body><office:text>{body}</office:text></office:body>"
        archive.writestr(
            "content.xml", f"{before}<office:document-content {NAMESPACES}>{text}</office:document-content>"
        )
        if styles:
            master = f"<office:master-styles><style:master-page>{styles}</style:master-page></office:master-styles>"
            archive.writestr("styles.xml", f"<office:document-styles {NAMESPACES}>{master}</office:document-styles>")
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return out.getvalue()


def cells(*texts: str) -> str:
    found = "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in texts)
    return f"<table:table-row>{found}</table:table-row>"


P = "<text:p>{}</text:p>"
BODIES = {
    "headings and paragraphs": (
        "<text:h>Maria  <text:span>Silva</text:span></text:h>\n <text:p>Vendas</text:p>",
        "Maria Silva\nVendas",
    ),
    "a list": (
        "<text:list><text:list-item><text:p>SQL</text:p></text:list-item></text:list>" + P.format("end"),
        "SQL\nend",
    ),
    "tabs, blanks and breaks": (
        P.format('a<text:tab/>b<text:s text:c="1000000000"/>c<text:line-break/>d'),
        "a\tb c\nd",
    ),
    "a table": (
        f"<table:table>{cells('2019', 'Loja Azul')}{cells('2020', 'Porto')}</table:table>{P.format('end')}",
        "2019 Loja Azul\n2020 Porto\nend",
    ),
    "cells that are merged": (
        "<table:table><table:table-row><table:table-cell><text:p>Maria</text:p></table:table-cell>"
        "<table:covered-table-cell><text:p>again</text:p></table:covered-table-cell></table:table-row></table:table>",
        "Maria",
    ),
    "a text box": (
        P.format(
            f"<draw:frame><draw:text-box>{P.format('SQL')}</draw:text-box><svg:desc>a box</svg:desc></draw:frame>after"
        ),
        "SQL\nafter",
    ),
    "a note": (
        P.format(
            "Lisboa<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>2019</text:p>"
            "</text:note-body></text:note> e Porto"
        ),
        "Lisboa\n2019 e Porto",
    ),
    "changes": (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>old</text:p></text:deletion></text:changed-region>"
        "</text:tracked-changes>" + P.format("<text:change-start/>new<text:change-end/>"),
        "new",
    ),
    "a comment": (
        P.format("SQL<office:annotation><text:p>really?</text:p></office:annotation>, Python"),
        "SQL, Python",
    ),
}


@pytest.mark.parametrize("kind", BODIES)
def test_what_people_see_is_read(kind: str) -> None:
    body, text = BODIES[kind]
    assert text_of(odt(body), "cv") == text


def test_headers_come_before_and_footers_after_the_text_each_line_once() -> None:
    name, place = P.format("Ana Example"), P.format("Lisbon")
    headers = f"<style:header>{name}</style:header><style:header-left>{name}</style:header-left>"
    styles = f"{headers}<style:footer>{place}</style:footer>"
    assert text_of(odt(P.format("Ten years"), styles=styles), "cv") == "Ana Example\nTen years\nLisbon"


def test_a_template_is_read_and_a_table_of_calc_refused() -> None:
    assert text_of(odt(P.format("Ana"), kind=f"{KIND}-template"), "cv") == "Ana"
    with pytest.raises(DocumentKindError, match="save it as PDF or DOCX"):
        text_of(odt(P.format("Ana"), kind="application/vnd.oasis.opendocument.spreadsheet"), "cv")


def test_one_with_a_password_is_told() -> None:
    with pytest.raises(DocumentLockedError, match="ODT with a password; save it without one"):
        text_of(odt("", manifest="<encryption-data/>"), "cv")
