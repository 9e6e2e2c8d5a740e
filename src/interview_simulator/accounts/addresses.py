"""Addresses that come from people: whether they are any, and whose account they name."""

from interview_simulator.domain.account import Account
from interview_simulator.domain.address import canonical, is_well_formed
from interview_simulator.errors import BadInputError
from interview_simulator.stores.accounts.store import AccountStore


def require_address(email: str) -> str:
    """Return the address in canonical form; raises BadInputError for what cannot be one."""
    address = canonical(email)
    if not is_well_formed(address):
        raise BadInputError(f"{email} is no e-mail address.")
    return address


def of_address(store: AccountStore, email: str) -> Account | None:
    """Return the account of this address, or one that an earlier version kept under it with all letters folded.

    Only for whoever proves in another way that the account is theirs; a provider that vouches for an address vouches
    for that one alone.
    """
    address = canonical(email)
    accounts = store.accounts.find(email=address) or store.accounts.find(email=canonical(email.casefold()))
    return accounts[0] if accounts else None
