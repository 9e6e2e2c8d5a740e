"""The text of a tree of elements, in lines: one walk through the elements for Word, OpenDocument and HTML."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any


class Gap(IntEnum):
    """What separates two pieces of text; of several in a row the greatest is written."""

    NONE = 0
    BLANK = 1
    TAB = 2
    LINE = 3
    CELL = 4
    """Greater than a line: the paragraph that begins a cell stays on the row's line."""
    ROW = 5


WRITTEN = {Gap.NONE: "", Gap.BLANK: " ", Gap.TAB: "\t", Gap.LINE: "\n", Gap.CELL: " ", Gap.ROW: "\n"}
LEFT, RIGHT = re.compile(r"^\s"), re.compile(r"\s$")


@dataclass(frozen=True)
class Markup:
    """What the elements of a format mean, by their tags."""

    before: Mapping[str, Gap]
    after: Mapping[str, Gap]
    left_out: Collection[str]
    words: Collection[str] | None = None
    """Elements whose text is text as it stands; None: all text is, and white space in it is one blank."""
    stands_for: Mapping[str, str] = field(default_factory=dict)


def text_of(root: Any, markup: Markup, most: int) -> str:
    """The text below an element; the walk ends after `most` characters."""
    pieces, length = [], 0
    for piece in _pieces(root, markup):
        pieces.append(piece)
        length += len(piece)
        if length >= most:
            break
    return "".join(pieces).strip()


def once(texts: Iterable[str]) -> Iterator[str]:
    """The lines of headers or footers, each once: several kinds of pages may have them in common."""
    yield from dict.fromkeys(line for text in texts for line in text.splitlines())


def _pieces(root: Any, markup: Markup) -> Iterator[str]:
    from lxml import etree

    gap = Gap.NONE
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, node in walk:
        if event == "start":
            if node.tag in markup.left_out:
                walk.skip_subtree()
                continue
            gap = max(gap, markup.before.get(node.tag, Gap.NONE))
            text = markup.stands_for.get(node.tag) or (node.text if _holds_text(node, markup) else None)
        else:
            gap = max(gap, markup.after.get(node.tag, Gap.NONE))
            text = node.tail if markup.words is None and node is not root else None
        if not text:
            continue
        if markup.words is not None:
            yield WRITTEN[gap] + text
            gap = Gap.NONE
            continue
        if LEFT.search(text):
            gap = max(gap, Gap.BLANK)
        if words := " ".join(text.split()):
            yield WRITTEN[gap] + words
            gap = Gap.BLANK if RIGHT.search(text) else Gap.NONE


def _holds_text(node: Any, markup: Markup) -> bool:
    return markup.words is None or node.tag in markup.words
