"""The audit log in memory."""

from interview_simulator.audit.log import Action, AuditEntry
from interview_simulator.domain.address import canonical
from interview_simulator.domain.pages import Page, cursor, number_in


class MemoryAuditLog:
    """An audit log that is forgotten at the end of the process."""

    def __init__(self) -> None:
        self._entries: list[AuditEntry] = []

    def append(self, entry: AuditEntry) -> None:
        """Add an entry."""
        people = {name: _canonical(getattr(entry, name)) for name in ("who", "about")}
        self._entries.append(entry.model_copy(update=people))

    def entries(self, about: str | None = None) -> list[AuditEntry]:
        """Those about a person, or all."""
        return [entry for entry in reversed(self._entries) if about is None or entry.about == canonical(about)]

    def page(self, limit: int, after: str | None = None, about: str | None = None) -> Page[AuditEntry]:
        """At most `limit` of them, from that cursor on."""
        left = self.entries(about)[number_in(after) or 0 :]
        begin = len(self.entries(about)) - len(left)
        return Page(tuple(left[:limit]), cursor(begin + limit) if len(left) > limit else None)

    def remove_older(self, action: Action, before: str) -> None:
        """Remove entries of this action from before that time."""
        self._entries = [entry for entry in self._entries if entry.action != action or entry.at >= before]

    def forget(self, email: str | None, pseudonym: str) -> None:
        """Remove what is about that person, or about anyone but the pseudonym."""
        gone = _canonical(email)
        if email is None:
            self._entries = [entry for entry in self._entries if entry.about == pseudonym]
            return
        left = [entry for entry in self._entries if entry.about != gone]
        done = {"who": pseudonym, "address": None}
        self._entries = [entry.model_copy(update=done) if entry.who == gone else entry for entry in left]


def _canonical(email: str | None) -> str | None:
    return None if email is None else canonical(email)
