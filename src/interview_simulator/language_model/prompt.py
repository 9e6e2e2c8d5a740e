"""Prompts from files, and the fence around what is data. Pure but for reading the file.

A prompt is a Markdown file with a header of name and version; places in braces are filled in. Whoever changes its words
raises its version; the report names both, with the digest of the file.
"""

import hashlib
from pathlib import Path

import yaml

from interview_simulator.domain.frozen import Frozen

LANGUAGES = {"en": "English", "pt": "Brazilian Portuguese"}


class Prompt(Frozen):
    """The instructions for one kind of request."""

    name: str
    version: int
    text: str
    sha256: str

    @property
    def label(self) -> str:
        """Name and version, as the report names it."""
        return f"{self.name} v{self.version}"

    def filled(self, **places: str) -> "Prompt":
        """The prompt with its places in braces filled in."""
        return self.model_copy(update={"text": self.text.format(**places)})


def load_prompt(path: Path) -> Prompt:
    """Read a prompt file: `---`, YAML with `name` and `version`, `---`, the text."""
    content = path.read_bytes()
    _, header, text = content.decode("utf-8").split("---\n", 2)
    return Prompt(**yaml.safe_load(header), text=text.strip(), sha256=hashlib.sha256(content).hexdigest())


def fenced(kind: str, text: str) -> str:
    """Data between two marks that carry its own digest.

    Nobody can say a sentence that contains its own SHA-256, so nothing inside can close the fence.
    """
    mark = f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    return f"<{mark}>\n{text}\n</{mark}>"


def language_name(code: str) -> str:
    """The language's name as a prompt calls it; the code itself where we have no name."""
    return LANGUAGES.get(code, code)
