"""One record, shown to a mentor or to whoever has a link."""

from uuid import uuid4

from interview_simulator.accounts.tokens import digest, new_secret
from interview_simulator.domain.account import Share, is_over
from interview_simulator.domain.address import canonical
from interview_simulator.domain.timestamps import written
from interview_simulator.errors import NotFoundError
from interview_simulator.stores.accounts.store import AccountStore


def share_with(store: AccountStore, record_id: str, email: str, now_s: float, valid_s: float | None) -> Share:
    """Show the record to this mentor; a second time changes how long."""
    expires = None if valid_s is None else written(now_s + valid_s)
    earlier = store.shares.find(record_id=record_id, email=email)
    share_id = earlier[0].id if earlier else uuid4().hex
    share = Share(id=share_id, record_id=record_id, created=written(now_s), expires=expires, email=email)
    store.shares.put(share)
    return share


def share_by_link(store: AccountStore, record_id: str, now_s: float, valid_s: float) -> tuple[str, Share]:
    """The secret of a link that shows the record for so many seconds."""
    secret = new_secret()
    share = Share(
        id=uuid4().hex,
        record_id=record_id,
        created=written(now_s),
        expires=written(now_s + valid_s),
        digest=digest(secret),
    )
    store.shares.add(share)
    return secret, share


def shares_of(store: AccountStore, record_id: str, now_s: float) -> list[Share]:
    """Those that hold."""
    return [share for share in store.shares.find(record_id=record_id) if not is_over(share.expires, written(now_s))]


def revoke(store: AccountStore, record_id: str, share_id: str) -> None:
    """End it at once; raises NotFoundError."""
    share = store.shares.get(share_id)
    if share is None or share.record_id != record_id:
        raise NotFoundError(f"The record is not shared as {share_id}.")
    store.shares.take(share_id)


def shown_to(store: AccountStore, email: str, now_s: float) -> frozenset[str]:
    """Ids of the records that are shown to this address."""
    held = store.shares.find(email=canonical(email))
    return frozenset(share.record_id for share in held if not is_over(share.expires, written(now_s)))


def shown_by_link(store: AccountStore, secret: str, now_s: float) -> frozenset[str]:
    """The record that the link shows; empty when it is over or was revoked."""
    held = store.shares.find(digest=digest(secret))
    return frozenset(share.record_id for share in held if not is_over(share.expires, written(now_s)))


def forget_record(store: AccountStore, record_id: str) -> None:
    """Remove what was shared and said of a record that is deleted."""
    for collection in (store.shares, store.comments, store.grades):
        for thing in collection.find(record_id=record_id):
            collection.take(thing.id)
