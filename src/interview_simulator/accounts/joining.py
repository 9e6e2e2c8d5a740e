"""How accounts come into being, and how one whose password is lost is opened again."""

from uuid import uuid4

from pydantic import ValidationError

from interview_simulator.accounts import passwords, sessions, tokens
from interview_simulator.domain.account import Account, Role, Session, written
from interview_simulator.errors import BadInputError, ConflictError, NotFoundError, NotYoursError
from interview_simulator.stores.accounts.store import AccountStore

INVITATION_S = 14 * 24 * 3600.0
RESET_S = 24 * 3600.0
EXISTS = "There is an account of this address already; sign in, or have the password reset."


def create(store: AccountStore, email: str, role: Role, now_s: float, password: str | None = None) -> Account:
    """A new account; without a password it is opened by a reset. Raises BadInputError, ConflictError."""
    password_hash = None if password is None else passwords.hashed(password)
    try:
        account = Account(id=uuid4().hex, created=written(now_s), email=email, role=role, password_hash=password_hash)
    except ValidationError as error:
        raise BadInputError(f"{email} is no e-mail address.") from error
    try:
        store.accounts.add(account)
    except ConflictError as error:
        raise ConflictError(EXISTS) from error
    return account


def found(store: AccountStore, email: str) -> Account:
    """The account of this address, folded; raises NotFoundError."""
    accounts = store.accounts.find(email=email)
    if not accounts:
        raise NotFoundError(f"There is no account of {email}.")
    return accounts[0]


def invite(store: AccountStore, email: str | None, role: Role, now_s: float) -> str:
    """The secret of an invitation, for this address or, with None, for whoever has it."""
    if email is not None and store.accounts.find(email=email):
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
    passwords.hashed(password)
    return create(store, email, tokens.redeem(store, "invitation", invitation, now_s).role, now_s, password)


def begin_reset(store: AccountStore, account: Account, now_s: float) -> str:
    """The secret with which a new password can be chosen.

    Earlier ones hold until one is used: a stranger who asks for resets does not make the owner's void.
    """
    return tokens.issue(store, "reset", now_s, RESET_S, account_id=account.id)


def finish_reset(store: AccountStore, secret: str, password: str, now_s: float) -> Account:
    """Set the password; whoever was signed in is not any more, and other resets are void.

    Raises BadInputError, NotFoundError.
    """
    password_hash = passwords.hashed(password)
    token = tokens.redeem(store, "reset", secret, now_s)
    account = store.accounts.get(token.account_id or "")
    if account is None or account.disabled:
        raise NotFoundError("The account is not there any more, or was disabled.")
    store.accounts.update(account.id, {"password_hash": password_hash})
    tokens.revoke_all(store, account.id, "reset")
    sessions.end_all(store, account.id)
    return account


def change_password(store: AccountStore, session: Session, old: str, new: str) -> None:
    """Set a new password; all other sessions end. Raises BadInputError."""
    account = session.account
    if account.password_hash is not None and not passwords.matches(account.password_hash, old):
        raise BadInputError("The old password is wrong.")
    store.accounts.update(account.id, {"password_hash": passwords.hashed(new)})
    sessions.end_all(store, account.id, but=session.token.id)


def administer(store: AccountStore, account_id: str, fields: dict[str, object]) -> Account:
    """Change role, quota, or whether it is disabled; raises NotFoundError, ConflictError for the last administrator."""
    account = store.accounts.get(account_id)
    if account is None:
        raise NotFoundError(f"There is no account {account_id}.")
    if fields.get("role", "administrator") != "administrator" or fields.get("disabled"):
        active = [other.id for other in store.accounts.find(role="administrator") if not other.disabled]
        if active == [account_id]:
            raise ConflictError("This is the last administrator; make another one first.")
    changed = store.accounts.update(account_id, fields)
    if changed is None:
        raise NotFoundError(f"There is no account {account_id}.")
    if changed.disabled:
        sessions.end_all(store, account_id)
    return changed
