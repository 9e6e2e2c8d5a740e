"""Consents in the records' database."""

import sqlalchemy as sa

from interview_simulator.domain.address import canonical
from interview_simulator.privacy.consent import Consent
from interview_simulator.stores.records.database import BUSY_S, opened, transaction
from interview_simulator.stores.records.schema import CONSENTS


class SqlConsents:
    """Consents in the database at `url`."""

    def __init__(self, url: str, busy_s: float = BUSY_S) -> None:
        self._engine = opened(url, busy_s)

    def get(self, email: str | None) -> Consent | None:
        """What the person consented to last."""
        with transaction(self._engine) as connection:
            found = connection.execute(sa.select(CONSENTS).where(CONSENTS.c.email == _key(email))).mappings().first()
        return None if found is None else Consent.model_validate({n: found[n] for n in Consent.model_fields})

    def put(self, email: str | None, consent: Consent) -> None:
        """Write it, in place of an earlier one."""
        with transaction(self._engine, f"consent {_key(email)}") as connection:
            connection.execute(sa.delete(CONSENTS).where(CONSENTS.c.email == _key(email)))
            connection.execute(sa.insert(CONSENTS).values(email=_key(email), **consent.model_dump()))

    def forget(self, email: str | None) -> None:
        """Remove the person's consent, or everyone's."""
        gone = sa.delete(CONSENTS)
        with transaction(self._engine) as connection:
            connection.execute(gone if email is None else gone.where(CONSENTS.c.email == _key(email)))


def _key(email: str | None) -> str:
    return canonical(email or "")
