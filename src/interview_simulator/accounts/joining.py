"""How accounts come into being, and how one whose password is lost is opened again."""

from uuid import uuid4

from interview_simulator.accounts import passwords, sessions, tokens
from interview_simulator.accounts.addresses import of_address, require_address
from interview_simulator.accounts.weak import require_strong
from interview_simulator.domain.account import Account, Role
from interview_simulator.domain.timestamps import written
from interview_simulator.errors import BadInputError, ConflictError, NotFoundError, NotYoursError
from interview_simulator.stores.accounts.store import AccountStore, OneLeft

INVITATION_S = 14 * 24 * 3600.0
RESET_S = 24 * 3600.0
EXISTS = "There is an account of this address already; sign in, or have the password reset."


def create(store: AccountStore, email: str, role: Role, now_s: float, password: str | None = None) -> Account:
    """A new account; without a password it is opened by a reset. Raises BadInputError, ConflictError."""
    address = require_address(email)
    if password is not None:
        require_strong(password, address)
    password_hash = None if password is None else passwords.hashed(password)
    return add(
        store, Account(id=uuid4().hex, created=written(now_s), email=address, role=role, password_hash=password_hash)
    )


def add(store: AccountStore, account: Account) -> Account:
    """Keep a new account; raises ConflictError when there is one of its address."""
    try:
        store.accounts.add(account)
    except ConflictError as error:
        raise ConflictError(EXISTS) from error
    return account


def found(store: AccountStore, email: str) -> Account:
    """The account of this address; raises NotFoundError."""
    account = of_address(store, email)
    if account is None:
        raise NotFoundError(f"There is no account of {email}.")
    return account


def invite(store: AccountStore, email: str | None, role: Role, now_s: float) -> str:
    """The secret of an invitation, for this address or, with None, for whoever has it."""
    if email is not None and store.accounts.find(email=require_address(email)):
        raise ConflictError(EXISTS)
    return tokens.issue(store, "invitation", now_s, INVITATION_S, email=email, role=role)


def join(store: AccountStore, invitation: str, email: str, password: str, now_s: float) -> Account:
    """The account of whoever was invited; raises BadInputError, ConflictError, NotYoursError.

    What is wrong with address or password is told before the invitation is used up.
    """
    token = tokens.valid(store, "invitation", invitation, now_s)
    if token is None:
        raise BadInputError(tokens.NOT_VALID)
    if token.email is not None and token.email != email:
        raise NotYoursError("The invitation is for another address.")
    if store.accounts.find(email=email):
        raise ConflictError(EXISTS)
    require_strong(password, email)
    return create(store, email, tokens.redeem(store, "invitation", invitation, now_s).role, now_s, password)


def begin_reset(store: AccountStore, account: Account, now_s: float) -> str:
    """The secret with which a new password can be chosen.

    Earlier ones hold until one is used: a stranger who asks for resets does not make the owner's void.
    """
    return tokens.issue(store, "reset", now_s, RESET_S, account_id=account.id)


def finish_reset(store: AccountStore, secret: str, password: str, now_s: float) -> Account:
    """Set the password; whoever was signed in is not any more, and API tokens and other resets are void.

    A password is hashed, which is costly, for whoever has a valid secret and for nobody else.

    Raises BadInputError, NotFoundError.
    """
    token = tokens.valid(store, "reset", secret, now_s)
    if token is None:
        raise BadInputError(tokens.NOT_VALID)
    account = store.accounts.get(token.account_id or "")
    if account is None or account.disabled:
        raise NotFoundError("The account is not there any more, or was disabled.")
    require_strong(password, account.email)
    tokens.redeem(store, "reset", secret, now_s)
    store.accounts.update(account.id, {"password_hash": passwords.hashed(password)})
    sessions.end_all(store, account.id)
    return account


def change_password(store: AccountStore, account: Account, session_id: str, old: str, new: str) -> None:
    """Set a new password; other sessions, API tokens and resets end. Raises BadInputError."""
    require_strong(new, account.email)
    if account.password_hash is not None and not passwords.matches(account.password_hash, old):
        raise BadInputError("The old password is wrong.")
    store.accounts.update(account.id, {"password_hash": passwords.hashed(new)})
    sessions.end_all(store, account.id, but=session_id)


def _administers(account: Account) -> bool:
    return account.role == "administrator" and not account.disabled


AN_ADMINISTRATOR_LEFT = OneLeft[Account](
    {"role": "administrator"}, _administers, "This is the last administrator; make another one first."
)
"""One who can sign in; nobody could make another one."""


def require_another_administrator(store: AccountStore, account: Account) -> None:
    """Raises ConflictError for the last administrator who can sign in."""
    others = (other for other in store.accounts.find(role="administrator") if other.id != account.id)
    AN_ADMINISTRATOR_LEFT.require(account, others)


def resign(store: AccountStore, account: Account) -> None:
    """Take the role of an administrator from the account; raises ConflictError for the last one."""
    if account.role == "administrator":
        store.accounts.update(account.id, {"role": "candidate"}, AN_ADMINISTRATOR_LEFT)


def administer(store: AccountStore, account_id: str, fields: dict[str, object]) -> Account:
    """Change role, quota, or whether it is disabled; raises NotFoundError, ConflictError for the last administrator."""
    changed = store.accounts.update(account_id, fields, AN_ADMINISTRATOR_LEFT)
    if changed is None:
        raise NotFoundError(f"There is no account {account_id}.")
    if changed.disabled:
        sessions.end_all(store, account_id)
    return changed
