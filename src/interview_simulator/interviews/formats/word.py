"""Word: DOCX, DOCM, DOTX and DOTM, by python-docx's packages, so that the main part's kind is no matter."""

from io import BytesIO
from typing import Any

from interview_simulator.interviews.formats.markup import Gap, Markup, once
from interview_simulator.interviews.formats.markup import text_of as text_below

TRANSITIONAL = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
SAID_AGAIN = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""What stands beside a text box for programs that do not know it: the same text."""


def _tags(*names: str) -> list[str]:
    return [namespace + name for namespace in (TRANSITIONAL, STRICT) for name in names]


MARKUP = Markup(
    before={
        **dict.fromkeys(_tags("p", "br", "cr"), Gap.LINE),
        **dict.fromkeys(_tags("tr"), Gap.ROW),
        **dict.fromkeys(_tags("tc"), Gap.CELL),
        **dict.fromkeys(_tags("tab", "ptab"), Gap.TAB),
    },
    after={**dict.fromkeys(_tags("txbxContent"), Gap.LINE), **dict.fromkeys(_tags("tbl"), Gap.ROW)},
    left_out={SAID_AGAIN, *_tags("del", "moveFrom", "pPr", "rPr", "sectPr")},
    words=frozenset(_tags("t")),
    stands_for=dict.fromkeys(_tags("noBreakHyphen"), "-"),
)
DOCUMENTS = frozenset(_tags("document"))


class OtherKindError(Exception):
    """A package of Office that is no document: a table, a presentation."""


def text_of(content: bytes, most: int) -> str:
    """Headers, body, footers, footnotes and endnotes; raises OtherKindError, and whatever a broken file breaks.

    The elements are gone through once: python-docx's own tables hold a cell for each column that a cell says it spans.
    """
    from docx.opc.package import OpcPackage
    from docx.oxml.parser import parse_xml

    package = OpcPackage.open(BytesIO(content))
    main = next(iter(_related(package, "officeDocument")), None)
    body = None if main is None else parse_xml(main.blob)
    if main is None or body is None or body.tag not in DOCUMENTS:
        raise OtherKindError

    def of(kind: str) -> list[str]:
        return [text_below(parse_xml(part.blob), MARKUP, most) for part in _related(main, kind)]

    beside = [*once(of("footer")), *of("footnotes"), *of("endnotes")]
    return "\n".join([*once(of("header")), text_below(body, MARKUP, most), *beside])


def _related(source: Any, kind: str) -> list[Any]:
    """Parts by the kind of relationship, whose name begins differently in the strict form of the format."""
    relations = source.rels.values()
    return [one.target_part for one in relations if not one.is_external and one.reltype.endswith(f"/{kind}")]
