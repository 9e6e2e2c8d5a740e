"""What makes an interview to measure must do, and what all of them share."""

import secrets
from typing import Protocol

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.interview import Interview, Language

LONGEST_TITLE = 80


class Wanted(Frozen):
    """A role and, if given, the person who applies."""

    advertisement: str
    cv: str | None = None
    language: Language


class Tailor(Protocol):
    """Makes an interview for a role and a person."""

    name: str

    def make(self, wanted: Wanted) -> Interview:
        """A new interview with an id of its own; its description says how it was made."""
        ...


def new_id() -> str:
    """An id that no other interview has."""
    return f"made-{secrets.token_hex(6)}"


def title_of(advertisement: str) -> str:
    """The first line of the advertisement with some words in it, shortened."""
    lines = (" ".join(line.split()) for line in advertisement.splitlines())
    first = next((line for line in lines if len(line) >= 3), "Interview")
    return first if len(first) <= LONGEST_TITLE else first[: LONGEST_TITLE - 1].rstrip() + "…"
