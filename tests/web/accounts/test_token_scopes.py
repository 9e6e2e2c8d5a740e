"""What an API token opens, by its scope, and what it never leads to."""

import time

import pytest
from fastapi.testclient import TestClient
from tests.web.accounts.conftest import PASSWORD, Give, People
from tests.web.answers import problem

from interview_simulator.accounts import joining, tokens
from interview_simulator.domain.account import Account
from interview_simulator.stores.accounts.store import AccountStore

NEW_PASSWORD = "quite another password"
ALL = ["metrics", "records", "administration"]


def made(page: TestClient, *scopes: str) -> str:
    answer = page.post("/me/tokens", json={"name": "script", "scopes": scopes}).raise_for_status()
    return str(answer.json()["token"])


def script(people: People, account: Account, *scopes: str) -> TestClient:
    return people.bearer(made(people.browser(account), *scopes))


def test_a_scope_is_chosen_when_the_token_is_made_and_shown_in_the_list(people: People) -> None:
    page = people.signed_in("ana@b.c")
    assert page.post("/me/tokens", json={"name": "plain"}).json()["scopes"] == ["records"]
    made(page, "metrics", "administration")
    listed = page.get("/me/tokens").json()["results"]
    assert {one["name"]: one["scopes"] for one in listed} == {
        "plain": ["records"],
        "script": ["metrics", "administration"],
    }
    problem(page.post("/me/tokens", json={"name": "none", "scopes": []}), 422)
    problem(page.post("/me/tokens", json={"name": "other", "scopes": ["everything"]}), 422)


def test_a_token_for_the_metrics_reads_those_and_nothing_else(people: People, give: Give) -> None:
    give("r1", "root@b.c")
    prometheus = script(people, people.account("root@b.c", "administrator"), "metrics")
    assert prometheus.get("/metrics").status_code == 200
    assert prometheus.get("/session").json() == {"accounts": True, "me": None}
    for path in ("/me", "/records", "/accounts", "/audit", "/export", "/interviews", "/invitations"):
        problem(prometheus.get(path), 403)
    problem(prometheus.get("/records/r1"), 404)


def test_a_token_for_records_reaches_own_ones_and_no_administration(people: People, give: Give) -> None:
    give("own", "root@b.c")
    give("foreign", "ana@b.c")
    own = script(people, people.account("root@b.c", "administrator"), "records")
    assert own.get("/records/own").status_code == 200 and own.get("/me").status_code == 200
    assert [one["record_id"] for one in own.get("/records").json()["results"]] == ["own"]
    problem(own.get("/records/foreign"), 404)
    for path in ("/metrics", "/accounts", "/invitations"):
        problem(own.get(path), 403)
    problem(own.get("/audit", params={"email": "ana@b.c"}), 403)


def test_a_token_for_administration_manages_and_watches_nothing(people: People, give: Give) -> None:
    give("own", "root@b.c")
    ana = people.account("ana@b.c")
    admin = script(people, people.account("root@b.c", "administrator"), "administration")
    assert admin.get("/accounts").status_code == 200
    assert admin.patch(f"/accounts/{ana.id}", json={"most_records": 3}).status_code == 200
    problem(admin.get("/records/own/report"), 403)
    problem(admin.post("/record", json={"record_id": "r2", "duration": "00:00:10"}), 404)
    problem(admin.get("/metrics"), 403)


@pytest.mark.parametrize("scopes", [["administration"], ["records"], ALL], ids=str)
def test_a_token_does_no_more_than_its_owner(people: People, scopes: list[str]) -> None:
    candidate = script(people, people.account("ana@b.c"), *scopes)
    for path in ("/metrics", "/accounts", "/invitations", "/groups"):
        problem(candidate.get(path), 403)


@pytest.mark.parametrize("with_cookie", [False, True])
def test_no_token_leads_to_a_session_a_password_or_another_secret(
    people: People, give: Give, store: AccountStore, with_cookie: bool
) -> None:
    """Also beside the cookie of another account, which counts for nothing then."""
    give("r1", "root@b.c")
    root, ana = people.account("root@b.c", "administrator"), people.account("ana@b.c")
    secret = made(people.browser(root), *ALL)
    client = people.browser(ana) if with_cookie else people.browser()
    client.headers["Authorization"] = f"Bearer {secret}"
    before = len(store.tokens.find()) + len(store.shares.find())
    for method, path, body in (
        ("POST", "/me/tokens", {"name": "another"}),
        ("POST", "/me/password", {"old": PASSWORD, "new": NEW_PASSWORD}),
        ("DELETE", "/me/sessions", None),
        ("GET", "/me/tokens", None),
        ("POST", f"/accounts/{ana.id}/resets", None),
        ("POST", "/invitations", {"email": "eve@b.c", "role": "administrator"}),
        ("PATCH", f"/accounts/{ana.id}", {"role": "administrator"}),
        ("POST", "/records/r1/links", {}),
        ("GET", "/export?email=ana@b.c", None),
        ("DELETE", "/everything?email=ana@b.c", None),
    ):
        answer = client.request(method, path, json=body)
        problem(answer, 403)
        assert "set-cookie" not in answer.headers
    assert len(store.tokens.find()) + len(store.shares.find()) == before
    assert people.browser().post("/sign-in", json={"email": "root@b.c", "password": PASSWORD}).status_code == 200


def test_beside_a_cookie_the_token_alone_counts(people: People, give: Give) -> None:
    give("of-ana", "ana@b.c")
    give("of-bo", "bo@b.c")
    ana, secret = people.signed_in("ana@b.c"), made(people.signed_in("bo@b.c"), "records")
    both = {"Authorization": f"Bearer {secret}"}
    assert ana.get("/me", headers=both).json()["email"] == "bo@b.c"
    problem(ana.get("/records/of-ana", headers=both), 404)
    ana.post("/sign-out", headers=both).raise_for_status()
    assert ana.get("/me").json()["email"] == "ana@b.c", "the cookie's session goes on"


ENDINGS = ["password", "reset", "everywhere", "disabled", "erased"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_tokens_and_resets_end_with_what_ends_the_sessions(people: People, store: AccountStore, ending: str) -> None:
    ana, admin = people.account("ana@b.c"), people.signed_in("root@b.c", "administrator")
    page, reset = people.browser(ana), joining.begin_reset(store, ana, time.time())
    by_script, kept = script(people, ana, "records"), script(people, people.account("bo@b.c"), "records")
    assert by_script.get("/me").status_code == 200
    if ending == "password":
        page.post("/me/password", json={"old": PASSWORD, "new": NEW_PASSWORD}).raise_for_status()
    elif ending == "reset":
        other = joining.begin_reset(store, ana, time.time())
        done = {"token": other, "password": NEW_PASSWORD}
        people.browser().post("/password-resets/complete", json=done).raise_for_status()
    elif ending == "everywhere":
        page.delete("/me/sessions").raise_for_status()
    elif ending == "disabled":
        admin.patch(f"/accounts/{ana.id}", json={"disabled": True}).raise_for_status()
        admin.patch(f"/accounts/{ana.id}", json={"disabled": False}).raise_for_status()
    else:
        admin.delete("/everything", params={"email": "ana@b.c"}).raise_for_status()
    problem(by_script.get("/me"), 401)
    assert tokens.of_account(store, ana.id, "api") == []
    problem(people.browser().post("/password-resets/complete", json={"token": reset, "password": PASSWORD}), 422)
    assert kept.get("/me").status_code == 200


def test_who_loses_a_role_loses_it_in_tokens_too(people: People) -> None:
    root, other = people.account("root@b.c", "administrator"), people.signed_in("two@b.c", "administrator")
    prometheus = script(people, root, "metrics")
    other.patch(f"/accounts/{root.id}", json={"role": "candidate"}).raise_for_status()
    problem(prometheus.get("/metrics"), 403)
