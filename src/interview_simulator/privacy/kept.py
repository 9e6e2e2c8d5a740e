"""Where things of a person are kept."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Protocol

from interview_simulator.audit.log import AuditLog
from interview_simulator.domain.address import canonical, same
from interview_simulator.domain.interview import Interview
from interview_simulator.domain.record import Record
from interview_simulator.privacy.consent import Consents
from interview_simulator.privacy.wiping import Wiping
from interview_simulator.stores.accounts.store import AccountStore
from interview_simulator.stores.media.store import MediaStore, MultipartUploads
from interview_simulator.stores.records.store import RecordStore
from interview_simulator.workflow.engine import Workflow


class Kept(Protocol):
    """What holds a record and all that was made of it."""

    @property
    def media(self) -> MediaStore: ...
    @property
    def uploads(self) -> MultipartUploads: ...
    @property
    def records(self) -> RecordStore: ...
    @property
    def workflow(self) -> Workflow: ...
    @property
    def accounts(self) -> AccountStore | None: ...
    @property
    def made(self) -> MutableMapping[str, Interview]:
        """Interviews made to measure."""
        ...


@dataclass(frozen=True)
class Privacy:
    """What is kept about people beside their records."""

    audit: AuditLog
    consents: Consents
    wiping: Wiping
    """Every deletion is done inside its `deleting`, and noted in the audit log there before anything is gone."""


def records_of(kept: Kept, email: str | None) -> list[Record]:
    """The person's records; None is the one person of an installation without accounts, to whom all belong."""
    return kept.records.list_all() if email is None else kept.records.list_by_email(email)


def made_for(kept: Kept, email: str | None) -> list[str]:
    """Interviews made to measure for this person; with None, all.

    Where an installation does not know whose they are: those that this person practised and no one else.
    """
    if email is None:
        return list(kept.made)
    if kept.accounts is not None:
        return [made.id for made in kept.accounts.made.find(email=canonical(email)) if made.id in kept.made]
    others = {record.interview_id for record in kept.records.list_all() if not same(record.email, email)}
    practised = {record.interview_id for record in records_of(kept, email)}
    return [name for name in kept.made if name in practised - others]
