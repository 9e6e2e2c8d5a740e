"""What an audit log must do."""

from typing import Literal, Protocol

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.pages import Page

Action = Literal[
    "report_viewed",
    "file_downloaded",
    "record_deleted",
    "record_expired",
    "upload_deleted",
    "interview_deleted",
    "commented",
    "comment_deleted",
    "graded",
    "grade_deleted",
    "group_deleted",
    "exported",
    "erased",
    "consent_given",
    "consent_withdrawn",
    "shared",
    "share_revoked",
    "signed_in",
    "signed_out",
    "signed_out_everywhere",
    "sign_in_failed",
    "password_changed",
    "password_reset",
    "reset_made",
    "token_made",
    "token_revoked",
    "account_made",
    "account_disabled",
    "account_enabled",
    "role_changed",
    "quota_changed",
    "invited",
    "invitation_revoked",
]


class AuditEntry(Frozen):
    """One thing that happened."""

    at: str
    """ISO 8601, UTC."""
    action: Action
    who: str | None = None
    """E-mail address; None for the one person of an installation without accounts, and for the server itself."""
    about: str | None = None
    """E-mail address of whose things they are; None where no one's address stands beside them."""
    record_id: str | None = None
    file: str | None = None
    """Name of the file that was downloaded."""
    address: str | None = None
    """Network address from which it was asked."""
    detail: str | None = None
    """What the action alone does not say: the new role, the scopes of a token, which interview, how it was done."""


class AuditLog(Protocol):
    """Entries are added and never changed, but for a person who is forgotten."""

    def append(self, entry: AuditEntry) -> None:
        """Add an entry."""
        ...

    def entries(self, about: str | None = None) -> list[AuditEntry]:
        """Those about a person (compared without regard to case) or, without one, all; newest first."""
        ...

    def page(self, limit: int, after: str | None = None, about: str | None = None) -> Page[AuditEntry]:
        """At most `limit` of them, from the cursor `after` on; raises BadInputError for a cursor of another list."""
        ...

    def remove_older(self, action: Action, before: str) -> None:
        """Remove entries of this action from before that time (ISO 8601, UTC)."""
        ...

    def forget(self, email: str | None, pseudonym: str) -> None:
        """Remove what is about that person, or, with None, about anyone but the pseudonym.

        What the person did with others' things stays in the others' log, under the pseudonym and without an address.
        """
        ...
