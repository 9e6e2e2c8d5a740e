"""Consents in memory."""

from interview_simulator.domain.address import canonical
from interview_simulator.privacy.consent import Consent


class MemoryConsents:
    """Consents that are forgotten at the end of the process."""

    def __init__(self) -> None:
        self._consents: dict[str, Consent] = {}

    def get(self, email: str | None) -> Consent | None:
        """What the person consented to last."""
        return self._consents.get(_key(email))

    def put(self, email: str | None, consent: Consent) -> None:
        """Write it, in place of an earlier one."""
        self._consents[_key(email)] = consent

    def forget(self, email: str | None) -> None:
        """Remove the person's consent, or everyone's."""
        if email is None:
            self._consents.clear()
        else:
            self._consents.pop(_key(email), None)


def _key(email: str | None) -> str:
    return canonical(email or "")
