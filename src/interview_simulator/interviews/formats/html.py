"""HTML, by lxml.html."""

import codecs
import re

from interview_simulator.interviews.formats.markup import Gap, Markup
from interview_simulator.interviews.formats.markup import text_of as text_below

BEGINS = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
FRAGMENT = re.compile(
    r"\s*<(?:div|p|span|table|section|article|main|h[1-6]|ul|meta)\b[^<>]*>.*</\w+>\s*\Z", re.I | re.S
)
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""", re.I)
DECLARED_WITHIN = 4096
AS_BROWSERS_READ = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    **dict.fromkeys(("utf-16", "utf-16-le", "utf-16-be"), "utf-8"),
}
"""A page that is read as bytes and names one of these is of the other."""
BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center", "dd", "details"),
        *("dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "header", "hr", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre"),
        *("search", "section", "select", "summary", "textarea", "ul"),
    )
)
MARKUP = Markup(
    before={**dict.fromkeys(BLOCKS, Gap.LINE), "tr": Gap.ROW, "td": Gap.CELL, "th": Gap.CELL},
    after={**dict.fromkeys(BLOCKS, Gap.LINE), "table": Gap.ROW},
    left_out=frozenset(("head", "noscript", "script", "style", "svg", "template", "title", "datalist", "iframe")),
)


def is_html(text: str) -> bool:
    """Whether a text is a page, or a piece of one from its beginning to its end."""
    return bool(BEGINS.match(text) or FRAGMENT.match(text))


def charset(content: bytes) -> str | None:
    """The charset that the page declares, if Python knows it as one."""
    found = DECLARED.search(content[:DECLARED_WITHIN])
    try:
        name = codecs.lookup(found[1].decode()).name if found else ""
        b"a".decode(name or "none")
    except (LookupError, UnicodeError):  # Python also knows codecs that are none of text
        return None
    return AS_BROWSERS_READ.get(name, name)


def text_of(text: str, most: int) -> str:
    """Blocks in lines, rows of tables too; without scripts, styles and the head."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    return "" if root is None else text_below(root, MARKUP, most)
