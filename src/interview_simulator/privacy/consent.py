"""Consent to recording: what a store of consents must do, and the rule."""

from typing import Protocol

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.timestamps import now
from interview_simulator.errors import ConsentMissingError

VERSION = "1"
"""Of the text that the page shows; raised when the text asks for more than before, and then it is asked again."""


class Consent(Frozen):
    """What one person consented to, and when (ISO 8601, UTC)."""

    version: str
    given: str
    withdrawn: str | None = None

    @property
    def holds(self) -> bool:
        """Whether it covers what the present text asks for."""
        return self.withdrawn is None and self.version == VERSION


class Consents(Protocol):
    """One consent for each person: an e-mail address, without regard to case.

    None is the one person of an installation without accounts.
    """

    def get(self, email: str | None) -> Consent | None:
        """What the person consented to last, also if it was withdrawn; None where nothing ever was."""
        ...

    def put(self, email: str | None, consent: Consent) -> None:
        """Write it, in place of an earlier one."""
        ...

    def forget(self, email: str | None) -> None:
        """Remove the person's consent; with None, everyone's."""
        ...


def require(consents: Consents, email: str | None) -> None:
    """Raises ConsentMissingError unless the person's consent holds."""
    consent = consents.get(email)
    if consent is None or not consent.holds:
        raise ConsentMissingError("Nothing is recorded or kept before you consented to it; PUT /consent first.")


def give(consents: Consents, email: str | None) -> Consent:
    """Write down that the person consents to the present text."""
    consent = Consent(version=VERSION, given=now())
    consents.put(email, consent)
    return consent


def withdraw(consents: Consents, email: str | None) -> None:
    """From now on nothing new is taken; what is kept stays until it is deleted."""
    consent = consents.get(email)
    if consent is not None and consent.withdrawn is None:
        consents.put(email, consent.model_copy(update={"withdrawn": now()}))
