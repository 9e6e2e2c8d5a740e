"""Signing up, in and out, in a browser."""

import time
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from tests.web.accounts.conftest import PAGE, PASSWORD, People
from tests.web.answers import problem

from interview_simulator.accounts import joining, tokens
from interview_simulator.accounts.tokens import digest
from interview_simulator.compose import App
from interview_simulator.stores.accounts.store import AccountStore
from interview_simulator.web.app import create_app
from interview_simulator.web.identity import DEVICE_COOKIE, OWN_HEADER, SESSION_COOKIE

ANA = {"email": "Ana@Example.org", "password": PASSWORD}
OPEN = {"sign_up": "open"}


def with_settings(parts: App, **changed: object) -> App:
    return replace(parts, settings=parts.settings.model_copy(update=changed))


def browser(parts: App, base_url: str = "http://testserver") -> TestClient:
    return TestClient(create_app(parts), base_url, raise_server_exceptions=False, headers=PAGE)


def test_who_signs_up_is_signed_in_and_can_sign_in_again_in_any_case(parts: App) -> None:
    first, second = browser(with_settings(parts, **OPEN)), browser(parts)
    me = first.post("/sign-up", json=ANA).raise_for_status().json()
    assert (me["email"], me["role"], me["has_password"]) == ("ana@example.org", "candidate", True)
    assert first.get("/me").json() == me
    assert second.post("/sign-in", json={**ANA, "email": "aNA@example.org"}).json() == me
    assert second.get("/me").json() == me


def test_without_an_invitation_nobody_signs_up_unless_it_is_open(parts: App) -> None:
    assert "invitation" in problem(browser(parts).post("/sign-up", json=ANA), 403)
    assert parts.accounts is not None and parts.accounts.accounts.find() == []


def test_an_address_that_has_an_account_gets_no_second_one(parts: App) -> None:
    client = browser(with_settings(parts, **OPEN))
    client.post("/sign-up", json=ANA).raise_for_status()
    assert "already" in problem(client.post("/sign-up", json={**ANA, "email": "ana@example.org"}), 409)


def test_addresses_that_mail_takes_for_two_are_two_accounts_and_see_nothing_of_each_other(parts: App) -> None:
    client, other = browser(with_settings(parts, **OPEN)), browser(with_settings(parts, **OPEN))
    client.post("/sign-up", json={**ANA, "email": "straße@example.org"}).raise_for_status()
    parts.records.merge("r1", {"email": "straße@example.org"})
    assert client.get("/records/r1").status_code == 200
    for email in ("strasse@example.org", "\u017ftraße@example.org", "strasse@stra\u00dfe.example"):
        other.post("/sign-up", json={**ANA, "email": email}).raise_for_status()
        assert other.get("/me").json()["email"] != "straße@example.org"
        problem(other.get("/records/r1"), 404)
        assert other.get("/records", params={"email": email}).json()["results"] == []
    problem(client.post("/sign-up", json={**ANA, "email": "straße@EXAMPLE.org"}), 409)


def test_one_domain_in_both_its_forms_is_one_account(parts: App) -> None:
    client = browser(with_settings(parts, **OPEN))
    client.post("/sign-up", json={**ANA, "email": "ana@Bücher.example"}).raise_for_status()
    problem(client.post("/sign-up", json={**ANA, "email": "ana@xn--bcher-kva.example"}), 409)
    assert client.post("/sign-in", json={**ANA, "email": "ANA@BÜCHER.example"}).status_code == 200


def test_an_account_that_was_kept_with_folded_letters_is_signed_in_to_as_its_owner_writes_it(people: People) -> None:
    people.account("strasse@b.c")
    assert people.browser().post("/sign-in", json={"email": "straße@b.c", "password": PASSWORD}).status_code == 200


@pytest.mark.parametrize(
    "email",
    [
        "ana",
        "@b.c",
        "ana@",
        "a@b@c",
        "a b@c.d",
        "a,b@c.d",
        "<a@b.c>",
        '"a"@b.c',
        "a@b..c",
        "a@é..c",
        "a@\u00ad",
        "a\x7f@b.c",
    ],
)
def test_what_is_no_address_makes_no_account_and_breaks_nothing(parts: App, people: People, email: str) -> None:
    admin = people.signed_in("root@b.c", "administrator")
    problem(browser(with_settings(parts, **OPEN)).post("/sign-up", json={**ANA, "email": email}), 422)
    problem(admin.post("/invitations", json={"email": email}), 422)
    for method, path in (("GET", "/export"), ("GET", "/audit"), ("DELETE", "/everything"), ("GET", "/records")):
        assert admin.request(method, path, params={"email": email}).status_code < 500
    assert people.browser().post("/sign-in", json={"email": email, "password": PASSWORD}).status_code in (401, 422)


@pytest.mark.parametrize("password", ["", "short", "x" * 1025])
def test_a_password_that_is_too_short_or_too_long_is_refused(parts: App, password: str) -> None:
    problem(browser(with_settings(parts, **OPEN)).post("/sign-up", json={**ANA, "password": password}), 422)


def test_a_wrong_password_and_an_unknown_address_are_not_told_apart(people: People) -> None:
    people.account("ana@b.c")
    client = people.browser()
    wrong = client.post("/sign-in", json={"email": "ana@b.c", "password": "wrong wrong wrong"})
    unknown = client.post("/sign-in", json={"email": "bo@b.c", "password": "wrong wrong wrong"})
    assert problem(wrong, 401) == problem(unknown, 401)


def test_an_account_without_a_password_cannot_be_signed_in_to(people: People, store: AccountStore) -> None:
    joining.create(store, "ana@b.c", "candidate", time.time())
    for password in ("", "nobody's password", PASSWORD):
        assert people.browser().post("/sign-in", json={"email": "ana@b.c", "password": password}).status_code == 401


def test_signing_out_ends_the_session_for_whoever_has_its_cookie(people: People) -> None:
    client = people.signed_in("ana@b.c")
    secret = client.cookies[SESSION_COOKIE]
    assert client.post("/sign-out").status_code == 204
    other = people.browser()
    other.cookies.set(SESSION_COOKIE, secret)
    problem(other.get("/me"), 401)


def test_signing_out_everywhere_ends_every_session_of_the_account_and_of_no_other(people: People) -> None:
    ana = people.account("ana@b.c")
    one, two, bo = people.browser(ana), people.browser(ana), people.signed_in("bo@b.c")
    assert one.delete("/me/sessions").status_code == 204
    assert [client.get("/me").status_code for client in (one, two, bo)] == [401, 401, 200]


def test_a_session_ends_by_itself(people: People, store: AccountStore) -> None:
    ana = people.account("ana@b.c")
    client = people.browser()
    client.cookies.set(SESSION_COOKIE, tokens.issue(store, "session", time.time() - 100, 99, account_id=ana.id))
    problem(client.get("/me"), 401)


def test_no_secret_is_kept_but_its_sha256(people: People, store: AccountStore) -> None:
    ana = people.account("ana@b.c")
    client = people.browser()
    client.post("/sign-in", json={"email": "ana@b.c", "password": PASSWORD}).raise_for_status()
    secrets = [
        client.cookies[SESSION_COOKIE],
        client.cookies[DEVICE_COOKIE],
        joining.begin_reset(store, ana, time.time()),
    ]
    secrets.append(client.post("/me/tokens", json={"name": "script"}).json()["token"])
    secrets.append(joining.invite(store, "bo@b.c", "mentor", time.time()))
    kept = "".join(thing.model_dump_json() for thing in (*store.tokens.find(), *store.accounts.find()))
    assert {digest(secret) for secret in secrets} == {token.id for token in store.tokens.find()}
    assert all(secret not in kept for secret in [*secrets, PASSWORD])


@pytest.mark.parametrize(("base_url", "secure"), [("http://testserver", False), ("https://testserver", True)])
def test_scripts_do_not_read_the_cookies_and_other_sites_do_not_send_them(
    parts: App, base_url: str, secure: bool
) -> None:
    answer = browser(with_settings(parts, **OPEN), base_url).post("/sign-up", json=ANA)
    cookies = answer.headers.get_list("set-cookie")
    assert len(cookies) == 2
    for cookie in cookies:
        assert "HttpOnly" in cookie and "SameSite=lax" in cookie and ("Secure" in cookie) is secure


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {OWN_HEADER: ""},
    ],
    ids=str,
)
@pytest.mark.parametrize(
    ("method", "path"),
    [("DELETE", "/records/r1"), ("POST", "/sign-out"), ("POST", "/sign-in"), ("POST", "/me/tokens")],
)
def test_a_page_of_another_site_changes_nothing(
    people: People, parts: App, headers: dict[str, str], method: str, path: str
) -> None:
    client = people.signed_in("ana@b.c")
    parts.records.merge("r1", {"email": "ana@b.c"})
    refused = client.request(method, path, headers=headers, json={"name": "x"} if method == "POST" else None)
    assert "page" in problem(refused, 403)
    assert client.get("/records/r1").status_code == 200


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}, {}], ids=str)
def test_the_own_page_may(people: People, parts: App, headers: dict[str, str]) -> None:
    client = people.signed_in("ana@b.c")
    parts.records.merge("r1", {"email": "ana@b.c"})
    assert client.delete("/records/r1", headers=headers).status_code == 204


def test_five_wrong_passwords_from_one_address_make_it_wait(people: People) -> None:
    people.account("ana@b.c")
    client, wrong = people.browser(), {"email": "ana@b.c", "password": "wrong wrong wrong"}
    assert [client.post("/sign-in", json=wrong).status_code for _ in range(6)] == [401] * 5 + [429]
    right = client.post("/sign-in", json={"email": "ana@b.c", "password": PASSWORD})
    problem(right, 429)
    assert 0 < int(right.headers["retry-after"]) <= 15 * 60


def test_the_owner_gets_in_at_a_known_browser_while_a_stranger_tries_from_the_same_address(people: People) -> None:
    people.account("ana@b.c")
    owner, stranger = people.browser(), people.browser()
    right, wrong = {"email": "ana@b.c", "password": PASSWORD}, {"email": "ana@b.c", "password": "wrong wrong wrong"}
    owner.post("/sign-in", json=right).raise_for_status()
    owner.post("/sign-out").raise_for_status()
    while stranger.post("/sign-in", json=wrong).status_code != 429:
        pass
    assert owner.post("/sign-in", json=right).status_code == 200


def test_a_changed_password_ends_the_other_sessions(people: People) -> None:
    ana = people.account("ana@b.c")
    here, elsewhere = people.browser(ana), people.browser(ana)
    problem(here.post("/me/password", json={"old": "wrong wrong wrong", "new": "a new long password"}), 422)
    assert here.post("/me/password", json={"old": PASSWORD, "new": "a new long password"}).status_code == 204
    assert (here.get("/me").status_code, elsewhere.get("/me").status_code) == (200, 401)
    sign_in = {"email": "ana@b.c", "password": "a new long password"}
    assert people.browser().post("/sign-in", json=sign_in).status_code == 200


def test_without_accounts_there_is_nothing_to_sign_in_to(parts: App) -> None:
    client = browser(replace(parts, accounts=None))
    assert client.get("/sign-in").status_code == 404
    assert client.get("/records").json()["results"] == []


def test_the_page_learns_who_has_signed_in(people: People) -> None:
    nobody = people.browser().get("/session")
    assert (nobody.status_code, nobody.json()) == (200, {"accounts": True, "me": None})
    told = people.signed_in("ana@b.c").get("/session").json()
    assert told["accounts"] is True and told["me"]["email"] == "ana@b.c"
