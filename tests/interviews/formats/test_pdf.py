"""PDF as people have it: of LaTeX, with bytes before it, not to be printed, in columns, in figures, of East Asia."""

from collections.abc import Iterator

import pytest
from tests.interviews.test_documents import pdf, pdf_showing
from tests.interviews.test_hostile_documents import CATALOGUE, pdf_of, stream

from interview_simulator.errors import NoTextError
from interview_simulator.interviews.documents import MOST_CHARACTERS, text_of
from interview_simulator.interviews.reader import DocumentReader

SENTENCE = "Designed the entire infrastructure on AWS with Terraform and Kubernetes"


@pytest.fixture(scope="module")
def reader() -> Iterator[DocumentReader]:
    made = DocumentReader()
    yield made
    made.close()


def as_latex_sets_it(sentence: str, gap: int) -> str:
    """Words without blanks between them, each moved on by `gap` thousandths of the font's size."""
    words = f")-{gap}(".join(sentence.split())
    return f"BT /F1 10 Tf 72 720 Td [({words})] TJ ET"


@pytest.mark.parametrize("gap", [200, 220, 250, 333])
def test_words_that_only_a_gap_parts_are_words(gap: int) -> None:
    assert text_of(pdf_showing(as_latex_sets_it(SENTENCE, gap)), "cv") == SENTENCE


def test_a_blank_and_a_gap_are_one_blank() -> None:
    drawn = "BT /F1 10 Tf 72 720 Td [(Designed )-900(REST )-900(APIs)] TJ ET"
    assert text_of(pdf_showing(drawn), "cv") == "Designed REST APIs"


def test_letters_that_are_set_as_one_are_two_and_letters_moved_closer_stay_a_word() -> None:
    assert text_of(pdf_showing("BT /F1 10 Tf 72 720 Td [(T)70(erraform, A)90(WS)] TJ ET"), "cv") == "Terraform, AWS"


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n", b"\x00" * 1000])
def test_what_stands_before_the_header_is_passed_over(before: bytes) -> None:
    assert text_of(before + pdf(SENTENCE), "cv") == SENTENCE


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_a_pdf_that_may_not_be_printed_is_read(reader: DocumentReader, algorithm: str) -> None:
    assert reader.text_of(pdf(SENTENCE, forbids="owner", algorithm=algorithm), "cv") == SENTENCE


def test_columns_are_read_one_after_the_other() -> None:
    def column(x: int, lines: list[str]) -> str:
        return "".join(f"BT /F1 10 Tf {x} {720 - 12 * at} Td ({line}) Tj ET\n" for at, line in enumerate(lines))

    left, right = [f"Skill number {at}" for at in range(9)], [f"Led the team of year {at}" for at in range(9)]
    assert text_of(pdf_showing(column(50, left) + column(320, right)), "cv").split() == " ".join(left + right).split()


def page(resources: bytes, content: bytes, *more: bytes) -> bytes:
    """One page, with objects of numbers from 5 on."""
    described = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>>>" % resources
    return pdf_of(CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", described, stream(content), *more)


def test_text_in_a_figure_is_read() -> None:
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    drawn = b"BT /F1 12 Tf 72 720 Td (%s) Tj ET" % SENTENCE.encode()
    form = b"<</Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 6 0 R>>>>/Length %d>>\nstream\n%s\nendstream"
    assert text_of(page(b"/XObject<</X 5 0 R>>", b"/X Do", form % (len(drawn), drawn), font), "cv") == SENTENCE


def east_asian(encoding: bytes, ordering: bytes, text: bytes) -> bytes:
    """Set in a font that is not in the file: the library looks its letters up in tables of its own."""
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/%s/DescendantFonts[6 0 R]>>" % encoding
    info = b"<</Registry(Adobe)/Ordering(%s)/Supplement 2>>" % ordering
    below = b"<</Type/Font/Subtype/CIDFontType0/BaseFont/X/CIDSystemInfo %s/FontDescriptor 7 0 R>>" % info
    described = b"<</Type/FontDescriptor/FontName/X/Flags 4/Ascent 800/Descent -200/FontBBox[0 -200 1000 800]>>"
    drawn = b"BT /F1 12 Tf 72 720 Td <%s> Tj ET" % text.hex().encode()
    return page(b"/Font<</F1 5 0 R>>", drawn, font, below, described)


@pytest.mark.parametrize(
    ("encoding", "ordering", "codec", "text"),
    [
        (b"UniJIS-UTF16-H", b"Japan1", "utf-16-be", "東京の技術者"),
        (b"90ms-RKSJ-H", b"Japan1", "cp932", "東京の技術者"),
        (b"GBK-EUC-H", b"GB1", "gbk", "北京工程师"),
        (b"ETen-B5-H", b"CNS1", "big5", "臺北工程師"),
        (b"KSCms-UHC-H", b"Korea1", "cp949", "서울 기술자"),
    ],
)
def test_tables_of_east_asian_letters_are_found_where_no_file_may_be_opened(
    reader: DocumentReader, encoding: bytes, ordering: bytes, codec: str, text: str
) -> None:
    assert reader.text_of(east_asian(encoding, ordering, text.encode(codec)), "cv") == text


def test_a_hyphen_that_a_font_calls_soft_is_a_hyphen() -> None:
    """As in files of XeTeX: what breaks a word is drawn like any hyphen."""
    table = b"begincmap\n3 beginbfchar\n<0001> <0043>\n<0002> <00AD>\n<0003> <0044>\nendbfchar\nendcmap"
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 6 0 R>>"
    below = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/FontDescriptor<</Type/FontDescriptor/FontName/X>>/DW 500>>"
    drawn = b"BT /F1 12 Tf 72 720 Td <000100020003> Tj ET"
    assert text_of(page(b"/Font<</F1 5 0 R>>", drawn, font, stream(table), below), "cv") == "C-D"


def test_letters_that_a_font_has_no_name_for_are_left_out(reader: DocumentReader) -> None:
    with pytest.raises(NoTextError, match="holds no text"):
        reader.text_of(east_asian(b"Identity-H", b"Nowhere", "東京".encode("utf-16-be")), "cv")


def dense(pages: int, lines: int, columns: int) -> bytes:
    """Pages full of letters, each of which is placed by itself, as some programs do."""
    words = ["data", "engineer", "python", "pipelines", "kubernetes", "the", "and", "of", "team", "designed", "built"]
    content = []
    for at in range(lines):
        line = " ".join(words[(at + word) % len(words)] for word in range(columns // 5))[:columns]
        y = 820 - at * 800 / lines
        content.append(
            "".join(f"1 0 0 1 {20 + 3.6 * x:.1f} {y:.1f} Tm ({letter}) Tj\n" for x, letter in enumerate(line))
        )
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(pages))
    one = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
    return pdf_of(
        CATALOGUE,
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
        stream(f"BT /F1 6 Tf {''.join(content)} ET".encode()),
        *[one] * pages,
    )


def test_twenty_dense_pages_are_read_within_the_limits(reader: DocumentReader) -> None:
    assert len(reader.text_of(dense(20, 60, 90), "cv")) == MOST_CHARACTERS
