"""API tokens, for scripts."""

import time

from tests.web.accounts.conftest import PASSWORD, Give, People
from tests.web.answers import problem

from interview_simulator.accounts import tokens
from interview_simulator.stores.accounts.store import AccountStore


def test_a_script_does_what_its_owner_may_until_the_token_is_revoked(people: People, give: Give) -> None:
    give("r1", "ana@b.c")
    page = people.signed_in("ana@b.c")
    issued = page.post("/me/tokens", json={"name": "nightly"}).json()
    script = people.bearer(issued["token"])
    assert script.get("/records", params={"email": "ana@b.c"}).json()["results"][0]["record_id"] == "r1"
    assert script.delete("/records/r1").status_code == 204
    listed = page.get("/me/tokens")
    assert [(one["name"], one["id"]) for one in listed.json()["results"]] == [("nightly", issued["id"])]
    assert issued["token"] not in listed.text
    assert page.delete(f"/me/tokens/{issued['id']}").status_code == 204
    problem(script.get("/me"), 401)


def test_a_token_ends_by_itself_when_it_was_made_so(people: People, store: AccountStore) -> None:
    ana = people.account("ana@b.c")
    secret = tokens.issue(store, "api", time.time() - 61, 60, account_id=ana.id, name="old")
    problem(people.bearer(secret).get("/me"), 401)


def test_nobody_revokes_anothers_token_or_a_session_as_one(people: People, store: AccountStore) -> None:
    ana = people.account("ana@b.c")
    issued = people.browser(ana).post("/me/tokens", json={"name": "nightly"}).json()
    eve = people.signed_in("eve@b.c")
    for token in (issued["id"], tokens.of_account(store, ana.id, "session")[0].id):
        problem(eve.delete(f"/me/tokens/{token}"), 404)
    assert people.bearer(issued["token"]).get("/me").status_code == 200


def test_a_wrong_token_is_not_overlooked_for_the_sake_of_a_cookie(people: People) -> None:
    page = people.signed_in("ana@b.c")
    problem(page.get("/me", headers={"Authorization": "Bearer wrong"}), 401)


def test_what_has_expired_is_forgotten_at_the_start(people: People, store: AccountStore) -> None:
    ana = people.account("ana@b.c")
    tokens.issue(store, "session", time.time() - 61, 60, account_id=ana.id)
    kept = tokens.issue(store, "session", time.time(), 60, account_id=ana.id)
    tokens.remove_expired(store, time.time())
    assert [token.id for token in store.tokens.find()] == [tokens.digest(kept)]


def test_a_token_makes_no_other_tokens_and_changes_no_password(people: People) -> None:
    issued = people.signed_in("ana@b.c").post("/me/tokens", json={"name": "nightly"}).json()
    script = people.bearer(issued["token"])
    problem(script.post("/me/tokens", json={"name": "another"}), 403)
    problem(script.post("/me/password", json={"old": PASSWORD, "new": "quite another password"}), 403)
