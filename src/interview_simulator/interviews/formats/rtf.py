"""RTF, by striprtf."""

import re

BEGINS = b"{\\rtf"
CODE_PAGE = re.compile(rb"\\ansicpg(\d{1,5})")
BESIDE_THE_TEXT = re.compile(
    r"(?<!\\)(?:\\\*)?\\(?:(?:header|footer)[lrf]?|footnote|shp|shpinst|shptxt)(?![a-zA-Z0-9]) ?"
)
"""Words that begin a header, a footer, a note or a text box, which striprtf leaves out."""
CELL = re.compile(r"(?<!\\)\\(?:nest)?cell(?![a-zA-Z0-9]) ?")


def text_of(content: bytes) -> str:
    """The text, headers, notes and text boxes where they stand; raises whatever a broken file breaks."""
    from striprtf.striprtf import rtf_to_text

    declared = CODE_PAGE.search(content)
    code_page = f"cp{int(declared[1])}" if declared else "cp1252"
    source = CELL.sub(r"\\tab ", BESIDE_THE_TEXT.sub(r"\\par ", _decoded(content, code_page)))
    text: str = rtf_to_text(source, encoding=code_page, errors="replace")
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # letters written as two halves


def _decoded(content: bytes, code_page: str) -> str:
    """RTF is ASCII; what is not is of its code page."""
    try:
        return content.decode(code_page, "replace")
    except LookupError:
        return content.decode("cp1252", "replace")
