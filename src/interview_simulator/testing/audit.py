"""The audit log in memory."""

from interview_simulator.audit.log import AuditEntry


class MemoryAuditLog:
    """An audit log that is forgotten at the end of the process."""

    def __init__(self) -> None:
        self._entries: list[AuditEntry] = []

    def append(self, entry: AuditEntry) -> None:
        """Add an entry."""
        people = {name: _folded(getattr(entry, name)) for name in ("who", "about")}
        self._entries.append(entry.model_copy(update=people))

    def entries(self, about: str | None = None) -> list[AuditEntry]:
        """Those about a person, or all."""
        return [entry for entry in reversed(self._entries) if about is None or entry.about == about.casefold()]

    def forget(self, email: str | None, pseudonym: str) -> None:
        """Remove what is about that person, or about anyone."""
        gone = _folded(email)
        left = [entry for entry in self._entries if email is not None and entry.about != gone]
        done = {"who": pseudonym, "address": None}
        self._entries = [entry.model_copy(update=done) if entry.who == gone else entry for entry in left]


def _folded(email: str | None) -> str | None:
    return None if email is None else email.casefold()
