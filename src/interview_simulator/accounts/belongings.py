"""What there is of a person beside their records: to hand it over, and to remove it."""

from typing import Any

from interview_simulator.domain.account import Account, Group
from interview_simulator.domain.address import canonical
from interview_simulator.stores.accounts.store import AccountStore

SECRET = {"password_hash", "digest", "nonce", "verifier"}
"""Of no use to the person, and of some to a thief."""


def belongings(store: AccountStore, email: str) -> dict[str, Any]:
    """The account, and what it holds, shows, said and made; without secrets."""
    email = canonical(email)
    accounts = store.accounts.find(email=email)
    held: dict[str, list[Any]] = {
        "account": list(accounts),
        "tokens": [token for account in accounts for token in store.tokens.find(account_id=account.id)],
        "shown": store.shares.find(email=email),
        "comments": store.comments.find(author=email),
        "grades": store.grades.find(author=email),
        "groups": [group for account in accounts for group in store.groups.find(owner=account.id)],
    }
    return {name: [one.model_dump(mode="json", exclude=SECRET) for one in things] for name, things in held.items()}


def forget_person(store: AccountStore, email: str) -> None:
    """Remove the account and all that belongs to it; out of others' groups, the address."""
    email = canonical(email)
    for account in store.accounts.find(email=email):
        _forget_account(store, account)
    for share in store.shares.find(email=email):
        store.shares.take(share.id)
    for comment in store.comments.find(author=email):
        store.comments.take(comment.id)
    for grade in store.grades.find(author=email):
        store.grades.take(grade.id)
    for made in store.made.find(email=email):
        store.made.take(made.id)
    for group in store.groups.find():
        _leave(store, group, email)


def _forget_account(store: AccountStore, account: Account) -> None:
    for token in store.tokens.find(account_id=account.id):
        store.tokens.take(token.id)
    for group in store.groups.find(owner=account.id):
        store.groups.take(group.id)
    store.accounts.take(account.id)


def _leave(store: AccountStore, group: Group, email: str) -> None:
    if email in group.emails:
        store.groups.update(group.id, {"emails": [one for one in group.emails if one != email]})
