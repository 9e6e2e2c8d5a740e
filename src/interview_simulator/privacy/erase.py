"""Erase a record, or everything about a person, from wherever it is kept. Backups are copies elsewhere and stay."""

import secrets
from collections.abc import Callable
from typing import NamedTuple

from interview_simulator.accounts.belongings import forget_person
from interview_simulator.accounts.joining import require_another_administrator, resign
from interview_simulator.accounts.sharing import forget_record
from interview_simulator.audit.log import AuditEntry
from interview_simulator.domain.account import Account
from interview_simulator.domain.address import canonical
from interview_simulator.domain.keys import artefacts_prefix, recordings_prefix
from interview_simulator.domain.record import Record
from interview_simulator.domain.timestamps import now
from interview_simulator.interviews.made import follow_ups_of
from interview_simulator.privacy.kept import Kept, Privacy, made_for, records_of
from interview_simulator.stores.accounts.store import AccountStore


class Erased(NamedTuple):
    """How much is gone."""

    records: int
    interviews: int


def erase_record(kept: Kept, record: Record) -> None:
    """Remove a record with its files, its analyses, and what arrived of an upload.

    The recording goes before the record, for a start after a crash would make a record of one that was left. What a
    step made meanwhile goes behind the record: a step that still runs finds that gone and sweeps up behind itself.
    """
    record_id = record.record_id
    kept.workflow.cancel(record_id)
    for upload in kept.uploads.under_way(recordings_prefix(record_id)):
        kept.uploads.abort(upload.key)
    _delete_files(kept, recordings_prefix(record_id))
    _delete_files(kept, artefacts_prefix(record_id))
    _forget_follow_ups(kept, record_id)
    if kept.accounts is not None:
        forget_record(kept.accounts, record_id)
    kept.records.erase(record_id)
    _delete_files(kept, artefacts_prefix(record_id))


def erase_person(kept: Kept, privacy: Privacy, email: str | None, by: str | None = None) -> Erased:
    """Remove everything about a person; None is the one person of an installation without accounts: everything.

    One line stays in the audit log, under a name that was drawn by lot: that an erasure began, when, and the address of
    who did it, if it was somebody else (`by`). One that broke off is repeated, and has a line of its own.

    An administrator is none any more before anything is erased, so that of two who erase each other one stays. Raises
    ConflictError for the last one.
    """
    _with_account(kept, email, require_another_administrator)
    pseudonym = f"erased-{secrets.token_hex(8)}"
    with privacy.wiping.deleting():
        privacy.audit.append(AuditEntry(at=now(), action="erased", who=by or pseudonym, about=pseudonym))
        _with_account(kept, email, resign)
        interviews, records = made_for(kept, email), records_of(kept, email)
        for record in records:
            erase_record(kept, record)
        for name in interviews:
            kept.made.pop(name, None)
        if kept.accounts is not None and email is not None:
            forget_person(kept.accounts, email)
        privacy.consents.forget(email)
        privacy.audit.forget(email, pseudonym)
    return Erased(len(records), len(interviews))


def _with_account(kept: Kept, email: str | None, act: Callable[[AccountStore, Account], None]) -> None:
    if kept.accounts is not None and email is not None:
        for account in kept.accounts.accounts.find(email=canonical(email)):
            act(kept.accounts, account)


def _forget_follow_ups(kept: Kept, record_id: str) -> None:
    """They quote what was said in the recording."""
    for name in [one for one in kept.made if one.startswith(follow_ups_of(record_id))]:
        if kept.accounts is not None:
            kept.accounts.made.take(name)
        del kept.made[name]


def _delete_files(kept: Kept, prefix: str) -> None:
    for key in kept.media.keys(prefix):
        kept.media.delete(key)
