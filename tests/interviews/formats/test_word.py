"""Word as people write it: text boxes, content controls, tracked changes, tables in tables, headers, templates."""

import re
import zipfile
from io import BytesIO

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from tests.interviews.test_documents import word_file

from interview_simulator.errors import DocumentKindError
from interview_simulator.interviews.documents import text_of

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
LINES = ["Maria Silva", "Vendedora, Loja Azul", "Python, SQL"]


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str) -> str:
    return f"<w:p>{run(text)}</w:p>"


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def written(document: "docx.document.Document") -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def with_body(body: str) -> bytes:
    document = docx.Document()
    for element in parse_xml(f"<w:body {NAMESPACES}>{body}</w:body>"):
        document.element.body.insert(len(document.element.body) - 1, element)
    return written(document)


def box(*lines: str) -> str:
    return f"<w:txbxContent>{''.join(map(paragraph, lines))}</w:txbxContent>"


def old_box(*lines: str) -> str:
    return f"<w:r><w:pict><v:shape><v:textbox>{box(*lines)}</v:textbox></v:shape></w:pict></w:r>"


def new_box(*lines: str) -> str:
    """As Word writes one today: the drawing, and the old form for programs that do not know it."""
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box(*lines)}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box(*lines)}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def controlled(content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def change(kind: str, content: str) -> str:
    return f'<w:{kind} w:id="1" w:author="HR" w:date="2026-01-01T00:00:00Z">{content}</w:{kind}>'


WIDE = '<w:gridSpan w:val="4"/>'
BODIES = {
    "an old text box": f"<w:p>{old_box(*LINES)}</w:p>",
    "a text box": f"<w:p>{new_box(*LINES)}</w:p>",
    "a heading, then a text box": paragraph(LINES[0]) + f"<w:p>{new_box(*LINES[1:])}</w:p>",
    "a text box before the text of its paragraph": f"<w:p>{new_box(*LINES[:2])}{run(LINES[2])}</w:p>",
    "content controls around paragraphs": "".join(controlled(paragraph(line)) for line in LINES),
    "content controls in paragraphs": "".join(f"<w:p>{controlled(run(line))}</w:p>" for line in LINES),
    "content controls in each other": controlled(controlled("".join(map(paragraph, LINES)))),
    "tracked insertions": paragraph(LINES[0]) + "".join(f"<w:p>{change('ins', run(line))}</w:p>" for line in LINES[1:]),
    "tracked deletions": f"<w:p>{run(LINES[0])}{change('del', '<w:r><w:tab/><w:delText>or</w:delText></w:r>')}</w:p>"
    + "".join(map(paragraph, LINES[1:])),
    "moved text": f"<w:p>{change('moveFrom', run(LINES[2]))}</w:p>"
    + "".join(map(paragraph, LINES[:2]))
    + f"<w:p>{change('moveTo', run(LINES[2]))}</w:p>",
    "cells that are merged": table(*(row(cell(paragraph(line), WIDE)) for line in LINES)),
    "a table in a table": table(
        row(cell(table(row(cell(paragraph(LINES[0]))), row(cell(paragraph(LINES[1])))) + "<w:p/>")),
        row(cell(paragraph(LINES[2]))),
    ),
    "a table in a control": controlled(table(*(row(cell(paragraph(line))) for line in LINES))),
    "a text box in a cell": table(row(cell(f"<w:p>{old_box(*LINES)}</w:p>"))),
    "breaks of lines": f"<w:p>{'<w:r><w:br/></w:r>'.join(map(run, LINES))}</w:p>",
    "a link": "".join(f"<w:p><w:hyperlink>{run(line)}</w:hyperlink></w:p>" for line in LINES),
}


@pytest.mark.parametrize("kind", BODIES)
def test_every_line_is_read_once_and_in_order(kind: str) -> None:
    assert text_of(with_body(BODIES[kind]), "cv").split("\n") == LINES


def test_cells_of_a_row_stay_on_a_line() -> None:
    cells = [cell(paragraph("2019")), cell(paragraph("Loja Azul") + paragraph("Vendas")), cell(paragraph("Porto"))]
    assert text_of(with_body(table(row(*cells), row(*cells))), "cv") == "\n".join(["2019 Loja Azul\nVendas Porto"] * 2)


def test_tabs_stay_and_hyphens_that_do_not_break_are_hyphens() -> None:
    body = f"<w:p>{run('2019')}<w:r><w:tab/></w:r>{run('CI')}<w:r><w:noBreakHyphen/></w:r>{run('CD')}</w:p>"
    assert text_of(with_body(body), "cv") == "2019\tCI-CD"


def with_headers() -> bytes:
    """Of three kinds of pages, with a name in all of them, and footers."""
    document = docx.Document()
    document.add_paragraph("Ten years of pipelines")
    section = document.sections[0]
    section.different_first_page_header_footer = document.settings.odd_and_even_pages_header_footer = True
    for header in (section.header, section.first_page_header, section.even_page_header):
        header.paragraphs[0].text = "Ana Example"
    section.first_page_header.add_paragraph("Python, Airflow")
    section.footer.paragraphs[0].text = section.first_page_footer.paragraphs[0].text = "ana@example.org"
    return written(document)


def test_headers_come_before_and_footers_after_the_text_each_line_once() -> None:
    header, text, footer = text_of(with_headers(), "cv").rsplit("\n", 2)
    assert sorted(header.split("\n")) == ["Ana Example", "Python, Airflow"]
    assert (text, footer) == ("Ten years of pipelines", "ana@example.org")


def packed_again(content: bytes, change: "re.Pattern[bytes]", to: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, change.sub(to, source.read(name)))
    return out.getvalue()


MAIN = rb"application/vnd\.openxmlformats-officedocument\.wordprocessingml\.document\.main\+xml"


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ],
    ids=["docm", "dotx", "dotm"],
)
def test_files_with_macros_and_templates_are_read(kind: str) -> None:
    assert text_of(packed_again(word_file(*LINES), re.compile(MAIN), kind.encode()), "cv").split("\n") == LINES


def test_the_strict_form_of_the_format_is_read() -> None:
    named = re.compile(rb"http://schemas\.openxmlformats\.org/(wordprocessingml|officeDocument)/2006")
    content = packed_again(word_file(*LINES), named, rb"http://purl.oclc.org/ooxml/\1")
    assert text_of(content, "cv").split("\n") == LINES


def test_notes_come_after_the_text() -> None:
    notes = f"<w:footnotes {NAMESPACES}><w:footnote w:id='1'>{paragraph('with distinction')}</w:footnote></w:footnotes>"
    document = docx.Document(BytesIO(word_file(*LINES)))
    part = Part(PackURI("/word/footnotes.xml"), "application/xml", notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    assert text_of(written(document), "cv").split("\n") == [*LINES, "with distinction"]


def test_a_table_or_a_presentation_is_no_document() -> None:
    root = re.compile(rb"w:document\b")
    with pytest.raises(DocumentKindError, match="file of Office, but no document; save it as PDF or DOCX"):
        text_of(packed_again(word_file(*LINES), root, b"w:workbook"), "cv")
