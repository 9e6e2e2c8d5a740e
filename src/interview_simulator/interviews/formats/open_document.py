"""OpenDocument text (ODT) and its templates, by lxml."""

import zipfile
from collections.abc import Iterable
from typing import Any

from interview_simulator.interviews.formats.markup import Gap, Markup, once
from interview_simulator.interviews.formats.markup import text_of as text_below

KIND = b"application/vnd.oasis.opendocument.text"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
DRAWING = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
HEADERS = [STYLE + name for name in ("header", "header-first", "header-left")]
FOOTERS = [STYLE + name for name in ("footer", "footer-first", "footer-left")]
MARKUP = Markup(
    before={
        **dict.fromkeys((TEXT + "p", TEXT + "h", TEXT + "line-break"), Gap.LINE),
        TABLE + "table-row": Gap.ROW,
        TABLE + "table-cell": Gap.CELL,
        TEXT + "tab": Gap.TAB,
        TEXT + "s": Gap.BLANK,
    },
    after={DRAWING + "text-box": Gap.LINE, TEXT + "note": Gap.BLANK, TABLE + "table": Gap.ROW},
    left_out={
        TEXT + "tracked-changes",
        TEXT + "note-citation",
        TABLE + "covered-table-cell",
        OFFICE + "annotation",
        OFFICE + "forms",
        SVG + "title",
        SVG + "desc",
    },
)


class LockedError(Exception):
    """Only a password opens it."""


def text_of(archive: zipfile.ZipFile, most: int) -> str:
    """Headers, body and footers; raises LockedError, and whatever a broken file breaks."""
    names = set(archive.namelist())
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise LockedError
    body = _parsed(archive.read("content.xml")).find(f"{OFFICE}body/{OFFICE}text")
    styles = _parsed(archive.read("styles.xml")) if "styles.xml" in names else None
    headers, footers = _below(styles, HEADERS, most), _below(styles, FOOTERS, most)
    return "\n".join([*once(headers), text_below(body, MARKUP, most), *once(footers)])


def _parsed(content: bytes) -> Any:
    """Without entities and what lies elsewhere."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(content, parser)


def _below(styles: Any, tags: list[str], most: int) -> Iterable[str]:
    """The texts of such elements; none without a file of styles."""
    return () if styles is None else (text_below(node, MARKUP, most) for node in styles.iter(*tags))
