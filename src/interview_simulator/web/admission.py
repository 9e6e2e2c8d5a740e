"""Whether what arrives by a signed URL may still become a record: much may have changed since it was signed."""

from typing import TYPE_CHECKING

from interview_simulator.domain.access import Caller
from interview_simulator.domain.address import canonical
from interview_simulator.errors import BadSignatureError, NotYoursError
from interview_simulator.privacy import consent
from interview_simulator.stores.records.documents import gone, require_owner
from interview_simulator.web.owners import require_quota
from interview_simulator.web.privacy import required
from interview_simulator.web.quotas import most_records

if TYPE_CHECKING:
    from interview_simulator.compose import App
    from interview_simulator.stores.accounts.store import AccountStore


def require_admitted(parts: "App", record_id: str, owner: str | None) -> None:
    """The record may be made or go on for this owner; None: nobody signs in here.

    Raises GoneError for an erased record, ConflictError for another account's, NotYoursError for an account that is
    disabled or gone, QuotaReachedError, ConsentMissingError, and BadSignatureError where an owner is needed.
    """
    if parts.records.is_erased(record_id):
        raise gone()
    if parts.accounts is not None:
        _require_account(parts, parts.accounts, record_id, owner)
    if parts.privacy is not None and required(parts):
        consent.require(parts.privacy.consents, owner)


def _require_account(parts: "App", accounts: "AccountStore", record_id: str, owner: str | None) -> None:
    if owner is None:
        raise BadSignatureError("The URL was signed for nobody; sign in and ask for a new one.")
    account = next(iter(accounts.accounts.find(email=canonical(owner))), None)
    if account is None or account.disabled:
        raise NotYoursError("The account for which this URL was signed may not send anything any more.")
    record = parts.records.get(record_id)
    require_owner(record, owner)
    if record is None:
        most = most_records(parts.settings, accounts)(Caller(account.role, account.email, account.id))
        require_quota(parts.records, owner, most)
