"""One suite for every account store."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.support import postgresql_server
from tests.support.looking import all_looking_first

from interview_simulator.accounts import joining
from interview_simulator.domain.account import Account, Assignment, Comment, Group, Share, Token
from interview_simulator.errors import BadInputError, ConflictError, NotFoundError
from interview_simulator.stores.accounts.sql import sql_account_store
from interview_simulator.stores.accounts.store import AccountStore
from interview_simulator.testing.accounts import memory_account_store

STORES: dict[str, Callable[[Path], AccountStore]] = {
    "memory": lambda _: memory_account_store(),
    "sqlite": lambda folder: sql_account_store(f"sqlite:///{folder / 'records.sqlite'}"),
    "postgresql": lambda _: sql_account_store(postgresql_server.new_database()),
}
EARLY, LATE = "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> AccountStore:
    return STORES[request.param](tmp_path)


def account(name: str, created: str = EARLY, **fields: object) -> Account:
    given = {"id": name, "created": created, "email": f"{name}@b.c", **fields}
    return Account.model_validate(given)


def token(token_id: str, **fields: object) -> Token:
    return Token.model_validate({"id": token_id, "kind": "session", "created": EARLY, "expires": LATE, **fields})


def test_there_is_nothing_at_first(store: AccountStore) -> None:
    assert store.accounts.get("ana") is None and store.accounts.find() == []
    assert store.accounts.update("ana", {"role": "mentor"}) is None and store.accounts.take("ana") is None


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_pages_tell_each_thing_once_oldest_first(store: AccountStore, limit: int) -> None:
    for name, created in (("d", EARLY), ("a", LATE), ("c", EARLY), ("b", "2026-01-15T00:00:00Z"), ("e", LATE)):
        store.accounts.add(account(name, created))
    told: list[str] = []
    place = None
    for _ in range(6):
        page = store.accounts.page(limit, place)
        assert len(page.items) <= limit
        told += [one.id for one in page.items]
        place = page.next
        if place is None:
            break
    assert place is None and told == ["c", "d", "b", "a", "e"]
    with pytest.raises(BadInputError, match="cursor"):
        store.accounts.page(limit, "nonsense")


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_pages_of_what_has_a_value_tell_nothing_else(store: AccountStore, limit: int) -> None:
    for number in range(6):
        store.groups.add(Group(id=f"g{number}", created=EARLY, owner=f"m{number % 2}", name="Class"))
    told: list[str] = []
    place = None
    for _ in range(4):
        page = store.groups.page(limit, place, owner="m1")
        told += [one.id for one in page.items]
        place = page.next
        if place is None:
            break
    assert place is None and told == ["g1", "g3", "g5"]


def test_a_thing_comes_back_as_it_was_written(store: AccountStore) -> None:
    group = Group(
        id="g1",
        created=EARLY,
        owner="m1",
        name="Turma ação",
        emails=("a@b.c", "b@b.c"),
        assignments=(Assignment(interview_id="aws-basics-pt", assigned=EARLY, due="2026-03-01"),),
    )
    comment = Comment(id="c1", record_id="r1", created=EARLY, author="m@b.c", at_s=12.25, text="Look up here.")
    store.groups.add(group)
    store.comments.add(comment)
    assert store.groups.get("g1") == group and store.comments.get("c1") == comment


def test_of_two_accounts_of_one_address_the_second_is_refused_and_not_written(store: AccountStore) -> None:
    store.accounts.add(account("ana"))
    with pytest.raises(ConflictError):
        store.accounts.add(account("other", email="ANA@b.c"))
    assert [one.id for one in store.accounts.find()] == ["ana"]


def test_of_many_who_ask_for_one_address_at_once_one_gets_it(store: AccountStore) -> None:
    def ask(number: int) -> bool:
        try:
            store.accounts.add(account(f"id{number}", email="ana@b.c"))
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(ask, range(16))) == 1
    assert len(store.accounts.find(email="ana@b.c")) == 1


def test_nobody_takes_anothers_address_by_a_change(store: AccountStore) -> None:
    store.accounts.add(account("ana"))
    store.accounts.add(account("bo"))
    with pytest.raises(ConflictError):
        store.accounts.update("bo", {"email": "ana@b.c"})
    with pytest.raises(ConflictError):
        store.accounts.put(account("bo", email="ana@b.c"))
    assert store.accounts.get("bo") == account("bo")


def test_several_without_a_subject_are_no_conflict(store: AccountStore) -> None:
    store.accounts.add(account("ana"))
    store.accounts.add(account("bo"))
    assert len(store.accounts.find()) == 2


def test_a_token_is_taken_once(store: AccountStore) -> None:
    store.tokens.add(token("t1"))
    with ThreadPoolExecutor(8) as threads:
        taken = list(threads.map(lambda _: store.tokens.take("t1"), range(16)))
    assert [one for one in taken if one is not None] == [token("t1")]
    assert store.tokens.get("t1") is None


def test_a_change_keeps_the_other_fields(store: AccountStore) -> None:
    store.accounts.add(account("ana", password_hash="$argon2id$…"))
    changed = store.accounts.update("ana", {"role": "mentor", "most_records": 3})
    assert changed == account("ana", password_hash="$argon2id$…", role="mentor", most_records=3)
    assert store.accounts.get("ana") == changed
    assert store.accounts.find(role="mentor") == [changed] and store.accounts.find(role="candidate") == []


@pytest.mark.parametrize("fields", [{"role": "king"}, {"nonsense": 1}, {"most_records": -1}])
def test_what_an_account_cannot_hold_is_refused_and_nothing_is_written(
    store: AccountStore, fields: dict[str, object]
) -> None:
    store.accounts.add(account("ana"))
    with pytest.raises(BadInputError):
        store.accounts.update("ana", fields)
    assert store.accounts.get("ana") == account("ana")


def test_changes_at_the_same_time_lose_nothing(store: AccountStore) -> None:
    store.accounts.add(account("ana"))
    fields = [{"role": "mentor"}, {"most_records": 3}, {"disabled": True}, {"subject": "issuer 1"}]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda one: store.accounts.update("ana", one), fields))
    assert store.accounts.get("ana") == account("ana", role="mentor", most_records=3, disabled=True, subject="issuer 1")


@pytest.mark.parametrize("fields", [{"role": "mentor"}, {"disabled": True}], ids=["role", "disabled"])
def test_of_administrators_who_shut_each_other_out_at_once_one_stays(
    store: AccountStore, fields: dict[str, object]
) -> None:
    ids = [f"a{number}" for number in range(4)]
    for one in ids:
        store.accounts.add(account(one, role="administrator"))
    looked = all_looking_first(store, len(ids))

    def shut_out(one: str) -> bool:
        try:
            joining.administer(looked, one, fields)
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(len(ids)) as threads:
        assert sorted(threads.map(shut_out, ids)) == [False, True, True, True]
    assert len([one for one in store.accounts.find(role="administrator") if not one.disabled]) == 1


def test_where_nobody_administers_accounts_are_changed_all_the_same(store: AccountStore) -> None:
    store.accounts.add(account("shut", role="administrator", disabled=True))
    store.accounts.add(account("ana"))
    assert joining.administer(store, "ana", {"disabled": True}).disabled
    assert joining.administer(store, "shut", {"role": "mentor"}).role == "mentor"
    with pytest.raises(NotFoundError):
        joining.administer(store, "nobody", {"disabled": True})


def test_things_are_found_by_all_the_values_oldest_first(store: AccountStore) -> None:
    late = Share(id="a", record_id="r1", created=LATE, expires=None, email="m@b.c")
    early = Share(id="b", record_id="r2", created=EARLY, expires=LATE, email="m@b.c")
    link = Share(id="c", record_id="r1", created=EARLY, expires=LATE, digest="d")
    for share in (late, early, link):
        store.shares.add(share)
    assert store.shares.find(email="m@b.c") == [early, late]
    assert store.shares.find(email="m@b.c", record_id="r1") == [late]
    assert store.shares.find(digest="d") == [link]


def test_what_is_put_again_stands_in_the_place_of_the_earlier(store: AccountStore) -> None:
    store.tokens.put(token("t1"))
    store.tokens.put(token("t1", name="script"))
    assert store.tokens.find() == [token("t1", name="script")]
