"""The audit log in the records' database."""

import sqlalchemy as sa

from interview_simulator.audit.log import Action, AuditEntry
from interview_simulator.domain.address import canonical
from interview_simulator.stores.records.database import BUSY_S, opened, transaction
from interview_simulator.stores.records.schema import AUDIT


class SqlAuditLog:
    """An audit log in the database at `url`."""

    def __init__(self, url: str, busy_s: float = BUSY_S) -> None:
        self._engine = opened(url, busy_s)

    def append(self, entry: AuditEntry) -> None:
        """Add an entry."""
        people = {"who": _canonical(entry.who), "about": _canonical(entry.about)}
        with transaction(self._engine) as connection:
            connection.execute(sa.insert(AUDIT).values({**entry.model_dump(), **people}))

    def entries(self, about: str | None = None) -> list[AuditEntry]:
        """Those about a person, or all."""
        query = sa.select(AUDIT).order_by(AUDIT.c.id.desc())
        if about is not None:
            query = query.where(AUDIT.c.about == canonical(about))
        with transaction(self._engine) as connection:
            found = connection.execute(query).mappings().all()
        return [AuditEntry.model_validate({name: row[name] for name in AuditEntry.model_fields}) for row in found]

    def remove_older(self, action: Action, before: str) -> None:
        """Remove entries of this action from before that time."""
        with transaction(self._engine) as connection:
            connection.execute(sa.delete(AUDIT).where(AUDIT.c.action == action, AUDIT.c.at < before))

    def forget(self, email: str | None, pseudonym: str) -> None:
        """Remove what is about that person, or about anyone but the pseudonym."""
        with transaction(self._engine) as connection:
            if email is None:
                connection.execute(sa.delete(AUDIT).where(AUDIT.c.about.is_distinct_from(pseudonym)))
                return
            connection.execute(sa.delete(AUDIT).where(AUDIT.c.about == canonical(email)))
            done = sa.update(AUDIT).where(AUDIT.c.who == canonical(email))
            connection.execute(done.values(who=pseudonym, address=None))


def _canonical(email: str | None) -> str | None:
    return None if email is None else canonical(email)
