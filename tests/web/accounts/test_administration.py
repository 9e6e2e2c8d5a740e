"""What an administrator does, and how accounts come into being and are opened again."""

import time

import pytest
from tests.web.accounts.conftest import PASSWORD, People
from tests.web.answers import problem

from interview_simulator.accounts import joining
from interview_simulator.compose import App
from interview_simulator.stores.accounts.store import AccountStore

NEW_PASSWORD = "quite another password"


def test_who_is_invited_gets_the_role_of_the_invitation_and_once(people: People) -> None:
    admin = people.signed_in("root@b.c", "administrator")
    handed = admin.post("/invitations", json={"email": "Mia@b.c", "role": "mentor"}).json()
    assert handed["url"].endswith(f"/#/join/{handed['token']}")
    join = {"email": "mia@b.c", "password": PASSWORD, "invitation": handed["token"]}
    assert people.browser().post("/sign-up", json=join).json()["role"] == "mentor"
    problem(people.browser().post("/sign-up", json={**join, "email": "bo@b.c"}), 422)


def test_an_invitation_is_for_its_address_and_a_wrong_try_does_not_use_it_up(people: People) -> None:
    admin = people.signed_in("root@b.c", "administrator")
    secret = admin.post("/invitations", json={"email": "mia@b.c"}).json()["token"]
    join = {"email": "eve@b.c", "password": PASSWORD, "invitation": secret}
    problem(people.browser().post("/sign-up", json=join), 403)
    problem(people.browser().post("/sign-up", json={**join, "email": "mia@b.c", "password": "short"}), 422)
    assert people.browser().post("/sign-up", json={**join, "email": "mia@b.c"}).status_code == 201


def test_an_invitation_can_be_taken_back(people: People) -> None:
    admin = people.signed_in("root@b.c", "administrator")
    secret = admin.post("/invitations", json={}).json()["token"]
    (held,) = admin.get("/invitations").json()["results"]
    assert secret not in str(held)
    assert admin.delete(f"/invitations/{held['id']}").status_code == 204
    assert admin.get("/invitations").json()["results"] == []
    join = {"email": "mia@b.c", "password": PASSWORD, "invitation": secret}
    problem(people.browser().post("/sign-up", json=join), 422)


def test_an_old_invitation_is_void(people: People, store: AccountStore) -> None:
    secret = joining.invite(store, None, "mentor", time.time() - joining.INVITATION_S - 1)
    join = {"email": "mia@b.c", "password": PASSWORD, "invitation": secret}
    problem(people.browser().post("/sign-up", json=join), 422)


def test_a_reset_opens_the_account_once_and_ends_its_sessions(people: People) -> None:
    ana, admin = people.account("ana@b.c"), people.signed_in("root@b.c", "administrator")
    before = people.browser(ana)
    handed = admin.post(f"/accounts/{ana.id}/resets").json()
    reset = {"token": handed["token"], "password": NEW_PASSWORD}
    problem(people.browser().post("/password-resets/complete", json={**reset, "password": "short"}), 422)
    after = people.browser()
    assert after.post("/password-resets/complete", json=reset).json()["email"] == "ana@b.c"
    assert (before.get("/me").status_code, after.get("/me").status_code) == (401, 200)
    problem(people.browser().post("/password-resets/complete", json=reset), 422)
    sign_in = {"email": "ana@b.c", "password": NEW_PASSWORD}
    assert people.browser().post("/sign-in", json=sign_in).status_code == 200


def test_resets_hold_beside_each_other_until_one_is_used(people: People, store: AccountStore) -> None:
    ana = people.account("ana@b.c")
    old, new = joining.begin_reset(store, ana, time.time()), joining.begin_reset(store, ana, time.time())
    complete = [{"token": secret, "password": NEW_PASSWORD} for secret in (old, new)]
    codes = [people.browser().post("/password-resets/complete", json=reset).status_code for reset in complete]
    assert codes == [200, 422]


def test_a_token_of_one_kind_is_none_of_another(people: People, store: AccountStore) -> None:
    ana = people.account("ana@b.c")
    secret = joining.begin_reset(store, ana, time.time())
    problem(people.bearer(secret).get("/me"), 401)
    session = people.browser(ana).cookies["session"]
    problem(people.bearer(session).get("/me"), 401)
    problem(people.browser().post("/password-resets/complete", json={"token": session, "password": NEW_PASSWORD}), 422)


def test_a_disabled_account_is_shut_at_once_everywhere(people: People) -> None:
    ana, admin = people.account("ana@b.c"), people.signed_in("root@b.c", "administrator")
    page = people.browser(ana)
    script = people.bearer(page.post("/me/tokens", json={"name": "script"}).json()["token"])
    assert script.get("/me").status_code == 200
    assert admin.patch(f"/accounts/{ana.id}", json={"disabled": True}).json()["disabled"] is True
    assert (page.get("/me").status_code, script.get("/me").status_code) == (401, 401)
    problem(people.browser().post("/sign-in", json={"email": "ana@b.c", "password": PASSWORD}), 401)
    admin.patch(f"/accounts/{ana.id}", json={"disabled": False}).raise_for_status()
    assert people.browser().post("/sign-in", json={"email": "ana@b.c", "password": PASSWORD}).status_code == 200


@pytest.mark.parametrize("change", [{"disabled": True}, {"role": "mentor"}])
def test_the_last_administrator_stays_one(people: People, change: dict[str, object]) -> None:
    root = people.account("root@b.c", "administrator")
    admin = people.browser(root)
    assert "last administrator" in problem(admin.patch(f"/accounts/{root.id}", json=change), 409)
    people.account("second@b.c", "administrator")
    assert admin.patch(f"/accounts/{root.id}", json=change).status_code == 200


def test_a_change_leaves_what_is_not_named(people: People) -> None:
    mia, admin = people.account("mia@b.c", "mentor"), people.signed_in("root@b.c", "administrator")
    admin.patch(f"/accounts/{mia.id}", json={"most_records": 5}).raise_for_status()
    changed = admin.patch(f"/accounts/{mia.id}", json={"disabled": False}).json()
    assert (changed["role"], changed["most_records"]) == ("mentor", 5)


def test_accounts_are_listed_without_what_is_secret(people: People, parts: App) -> None:
    admin = people.signed_in("root@b.c", "administrator")
    people.account("ana@b.c")
    parts.records.merge("r1", {"email": "Ana@b.c"})
    listed = admin.get("/accounts").json()["results"]
    assert {one["email"]: one["records"] for one in listed} == {"root@b.c": 0, "ana@b.c": 1}
    assert "argon2" not in str(listed)


def test_what_is_not_there_cannot_be_administered(people: People) -> None:
    admin = people.signed_in("root@b.c", "administrator")
    problem(admin.patch("/accounts/none", json={"role": "mentor"}), 404)
    problem(admin.post("/accounts/none/resets"), 404)
    problem(admin.delete("/invitations/none"), 404)
    problem(admin.post("/invitations", json={"role": "administrator"}), 422)


def test_an_administrator_sees_that_a_record_is_there_and_not_what_was_measured(people: People, parts: App) -> None:
    admin, ana = people.signed_in("root@b.c", "administrator"), people.signed_in("ana@b.c")
    fields = {"attention": True, "objects": ["cup"], "question": "Why do you want to leave?", "status": "succeeded"}
    parts.records.merge("r1", {"email": "ana@b.c", **fields})
    seen = admin.get("/records/r1").json()
    assert admin.get("/records").json()["results"] == [seen] and seen["status"] == "succeeded"
    assert [seen[name] for name in ("attention", "objects", "question")] == [None, None, None]
    own = ana.get("/records/r1").json()
    assert {name: own[name] for name in fields} == fields
