"""Signing in at an OpenID Connect provider, which is scripted and on loopback; the rest is real."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from joserfc.jwk import RSAKey
from tests.support.scripted_provider import CLIENT_ID, ProviderServer, Script, authorize
from tests.web.accounts.conftest import PASSWORD, People
from tests.web.answers import problem

from interview_simulator.accounts import joining
from interview_simulator.accounts.oidc import provider
from interview_simulator.compose import App
from interview_simulator.errors import BadInputError
from interview_simulator.settings import Settings
from interview_simulator.stores.accounts.store import AccountStore


@pytest.fixture
def script() -> Iterator[Script]:
    with ProviderServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.script
        server.shutdown()


@pytest.fixture
def settings(script: Script) -> Settings:
    return Settings(accounts=True, sign_up="open", oidc_issuer=script.issuer, oidc_client_id=CLIENT_ID)


@pytest.fixture
def parts(parts: App, settings: Settings) -> App:
    return replace(parts, provider=provider(settings))


def begin(client: TestClient, script: Script) -> str:
    """Go to the provider; the path by which one comes back."""
    sent = client.get("/sign-in/provider", follow_redirects=False)
    assert sent.status_code == 302, sent.text
    return authorize(script, sent.headers["location"])


def sign_in(client: TestClient, script: Script) -> Any:
    return client.get(begin(client, script), follow_redirects=False)


def test_who_signs_in_there_is_signed_in_here_and_is_known_the_next_time(people: People, script: Script) -> None:
    assert people.browser().get("/sign-in").json()["provider"] is True
    ids = []
    for email in ("Ana@b.c", "renamed@b.c"):
        script.email = email
        client = people.browser()
        back = sign_in(client, script)
        assert (back.status_code, back.headers["location"]) == (302, "/")
        me = client.get("/me").json()
        assert (me["email"], me["role"], me["has_password"]) == ("ana@b.c", "candidate", False)
        ids.append(me["id"])
    assert ids[0] == ids[1]


def test_the_provider_is_asked_with_pkce_state_and_nonce(people: People, script: Script) -> None:
    first, second = people.browser(), people.browser()
    begin(first, script)
    asked = script.asked
    begin(second, script)
    assert asked["code_challenge_method"] == "S256" and asked["response_type"] == "code"
    assert asked["scope"].split() == ["openid", "email"]
    for name in ("code_challenge", "state", "nonce"):
        assert len(asked[name]) >= 32 and asked[name] != script.asked[name]


def test_another_browser_cannot_come_back_in_its_place(people: People, script: Script) -> None:
    path = begin(people.browser(), script)
    other = people.browser()
    problem(other.get(path), 422)
    begin(other, script)
    problem(other.get(path), 422)
    problem(other.get("/me"), 401)


def test_a_state_serves_once(people: People, script: Script) -> None:
    client = people.browser()
    path, cookie = begin(client, script), client.cookies["sign_in"]
    assert client.get(path, follow_redirects=False).status_code == 302
    client.cookies.set("sign_in", cookie)
    problem(client.get(path), 422)


LIES: list[dict[str, Any]] = [
    {"iss": "https://evil.example"},
    {"aud": "another"},
    {"nonce": "another"},
    {"nonce": None},
    {"exp": 1_000_000_000},
    {"exp": None},
    {"sub": None},
]


@pytest.mark.parametrize("lies", LIES, ids=str)
def test_a_token_that_was_not_made_for_this_sign_in_is_refused(
    people: People, script: Script, lies: dict[str, Any]
) -> None:
    script.lies = lies
    client = people.browser()
    problem(sign_in(client, script), 401)
    problem(client.get("/me"), 401)


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ({"azp": CLIENT_ID}, 302),
        ({"aud": [CLIENT_ID, "another"], "azp": CLIENT_ID}, 302),
        ({"aud": [CLIENT_ID]}, 302),
        ({"azp": "another"}, 401),
        ({"aud": [CLIENT_ID, "another"]}, 401),
        ({"aud": [CLIENT_ID, "another"], "azp": "another"}, 401),
    ],
    ids=str,
)
def test_a_token_that_was_made_for_another_client_is_refused(
    people: People, script: Script, claims: dict[str, Any], status: int
) -> None:
    script.lies = claims
    assert sign_in(people.browser(), script).status_code == status


@pytest.mark.parametrize("vouched", ["straße@b.c", "\u017ftrasse@b.c", "strasse@ß.c"])
def test_an_address_that_only_resembles_another_does_not_open_its_account(
    people: People, script: Script, vouched: str
) -> None:
    victims = [people.account(email).id for email in ("strasse@b.c", "strasse@ss.c")]
    script.email = vouched
    client = people.browser()
    sign_in(client, script)
    assert client.get("/me").json()["id"] not in victims


def test_a_domain_in_its_other_form_is_the_same_address(people: People, script: Script) -> None:
    ana = people.account("ana@bücher.example")
    script.email = "Ana@XN--BCHER-KVA.example"
    client = people.browser()
    sign_in(client, script)
    assert client.get("/me").json()["id"] == ana.id


@pytest.mark.parametrize("vouched", ["ana", "a b@c.d", "a@b@c", "@", "a\x00@b.c", "x" * 400 + "@b.c", "a@é..c", 7])
def test_an_address_that_is_none_is_refused_and_makes_no_account(
    people: People, script: Script, store: AccountStore, vouched: Any
) -> None:
    script.email = vouched
    problem(sign_in(people.browser(), script), 422)
    assert store.accounts.find() == []


def test_a_token_of_another_key_is_refused(people: People, script: Script) -> None:
    script.signed_with = RSAKey.generate_key(2048, {"kid": "k1"})
    problem(sign_in(people.browser(), script), 401)


def test_a_code_of_another_challenge_is_refused(people: People, script: Script) -> None:
    client = people.browser()
    path = begin(client, script)
    script.asked = {**script.asked, "code_challenge": "another"}
    problem(client.get(path), 401)


def test_a_sign_in_that_was_refused_there_is_told(people: People, script: Script) -> None:
    client = people.browser()
    begin(client, script)
    state = client.cookies["sign_in"]
    problem(client.get("/sign-in/provider/callback", params={"error": "access_denied", "state": state}), 401)


@pytest.mark.parametrize("verified", [False, "false", None])
def test_an_address_that_the_provider_has_not_verified_opens_nothing(
    people: People, script: Script, verified: object
) -> None:
    people.account("ana@b.c", "administrator")
    script.email_verified = verified
    problem(sign_in(people.browser(), script), 401)


def test_an_account_of_the_address_becomes_the_providers_and_forgets_its_password(
    people: People, script: Script
) -> None:
    """Whoever had made it may not have owned the address."""
    squatter = people.browser(people.account("ana@b.c"))
    token = people.bearer(squatter.post("/me/tokens", json={"name": "script"}).json()["token"])
    client = people.browser()
    sign_in(client, script)
    assert client.get("/me").json()["email"] == "ana@b.c"
    assert (squatter.get("/me").status_code, token.get("/me").status_code) == (401, 401)
    problem(squatter.post("/sign-in", json={"email": "ana@b.c", "password": PASSWORD}), 401)


def test_an_address_that_was_given_to_someone_else_there_does_not_open_the_account(
    people: People, script: Script
) -> None:
    sign_in(people.browser(), script)
    script.sub = "2"
    problem(sign_in(people.browser(), script), 409)


def test_a_disabled_account_stays_shut(people: People, script: Script, store: AccountStore) -> None:
    ana = people.account("ana@b.c")
    store.accounts.update(ana.id, {"disabled": True})
    problem(sign_in(people.browser(), script), 403)


class TestByInvitation:
    @pytest.fixture
    def settings(self, script: Script) -> Settings:
        return Settings(accounts=True, oidc_issuer=script.issuer, oidc_client_id=CLIENT_ID)

    def test_who_was_not_invited_gets_no_account(self, people: People, script: Script, store: AccountStore) -> None:
        assert "invite" in problem(sign_in(people.browser(), script), 403)
        assert store.accounts.find() == []

    def test_who_was_invited_gets_the_invitations_role(
        self, people: People, script: Script, store: AccountStore
    ) -> None:
        joining.invite(store, "ana@b.c", "mentor", time.time())
        client = people.browser()
        sign_in(client, script)
        assert client.get("/me").json()["role"] == "mentor"
        assert store.tokens.find(kind="invitation") == []

    def test_an_old_invitation_is_void(self, people: People, script: Script, store: AccountStore) -> None:
        joining.invite(store, "ana@b.c", "mentor", time.time() - joining.INVITATION_S - 1)
        problem(sign_in(people.browser(), script), 403)


def test_a_provider_that_does_not_answer_is_told(people: People, parts: App) -> None:
    assert parts.provider is not None
    parts.provider.issuer = "http://127.0.0.1:9"
    problem(people.browser().get("/sign-in/provider"), 503)


def test_a_provider_that_calls_itself_otherwise_is_told(people: People, script: Script) -> None:
    script.issuer = "https://evil.example"
    problem(people.browser().get("/sign-in/provider"), 503)


def test_settings_that_do_not_do_are_refused() -> None:
    with pytest.raises(BadInputError, match="https://"):
        provider(Settings(oidc_issuer="http://login.example", oidc_client_id="x"))
    with pytest.raises(BadInputError, match="CLIENT_ID"):
        provider(Settings(oidc_issuer="https://login.example"))
    assert provider(Settings()) is None
