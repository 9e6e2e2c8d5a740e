"""What is done to an account, or with all that is a person's, is in the audit log and is told to its owner."""

import time
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr
from tests.web.accounts.conftest import PAGE, PASSWORD, Give, People
from tests.web.accounts.test_messages import PUBLIC, Inbox, inbox, smtp  # noqa: F401  # fixtures
from tests.web.answers import problem

from interview_simulator.accounts import joining
from interview_simulator.accounts.mail import sender
from interview_simulator.accounts.passwords import hashed
from interview_simulator.compose import App
from interview_simulator.privacy.retention import remove_failed_sign_ins
from interview_simulator.settings import Settings
from interview_simulator.web.failed_sign_ins import OF_UNKNOWN

NEW_PASSWORD = "quite another password"
WRONG = "wrong wrong wrong"


def noted(parts: App, about: str | None = None) -> list[tuple[str, str | None, str | None]]:
    """Action, by whom, about whom; oldest first."""
    assert parts.privacy is not None
    return [(one.action, one.who, one.about) for one in reversed(parts.privacy.audit.entries(about))]


def test_everything_that_is_done_to_an_account_is_noted(people: People, parts: App) -> None:
    ana, root = people.account("ana@b.c"), people.signed_in("root@b.c", "administrator")
    page = people.browser(ana)
    root.patch(f"/accounts/{ana.id}", json={"role": "mentor", "most_records": 3}).raise_for_status()
    root.patch(f"/accounts/{ana.id}", json={"disabled": True}).raise_for_status()
    root.patch(f"/accounts/{ana.id}", json={"disabled": False}).raise_for_status()
    secret = root.post(f"/accounts/{ana.id}/resets").json()["token"]
    page.post("/password-resets/complete", json={"token": secret, "password": NEW_PASSWORD}).raise_for_status()
    page.post("/me/password", json={"old": NEW_PASSWORD, "new": PASSWORD}).raise_for_status()
    token = page.post("/me/tokens", json={"name": "script", "scopes": ["metrics"]}).json()
    page.delete(f"/me/tokens/{token['id']}").raise_for_status()
    people.browser().post("/sign-in", json={"email": "ana@b.c", "password": WRONG})
    page.delete("/me/sessions").raise_for_status()
    ana_, root_ = "ana@b.c", "root@b.c"
    assert noted(parts, ana_) == [
        ("role_changed", root_, ana_),
        ("quota_changed", root_, ana_),
        ("account_disabled", root_, ana_),
        ("account_enabled", root_, ana_),
        ("reset_made", root_, ana_),
        ("password_reset", None, ana_),
        ("signed_in", None, ana_),
        ("password_changed", ana_, ana_),
        ("token_made", ana_, ana_),
        ("token_revoked", ana_, ana_),
        ("sign_in_failed", None, ana_),
        ("signed_out_everywhere", ana_, ana_),
    ]
    assert parts.privacy is not None
    details = {entry.action: entry.detail for entry in parts.privacy.audit.entries(ana_)}
    assert (details["role_changed"], details["token_made"]) == ("candidate to mentor", "metrics")


def test_invitations_are_noted(people: People, parts: App) -> None:
    root = people.signed_in("root@b.c", "administrator")
    root.post("/invitations", json={"email": "mia@b.c", "role": "mentor"}).raise_for_status()
    root.delete(f"/invitations/{root.get('/invitations').json()['results'][0]['id']}").raise_for_status()
    assert noted(parts, "mia@b.c") == [
        ("invited", "root@b.c", "mia@b.c"),
        ("invitation_revoked", "root@b.c", "mia@b.c"),
    ]


def test_of_an_unknown_address_nothing_is_written_down_but_that_somebody_failed(people: People, parts: App) -> None:
    typed = "my-secret-password@b.c"
    people.browser().post("/sign-in", json={"email": typed, "password": WRONG})
    assert parts.privacy is not None
    (entry,) = parts.privacy.audit.entries()
    assert (entry.action, entry.about, entry.address) == ("sign_in_failed", None, "testclient")
    assert typed not in entry.model_dump_json()


def test_strangers_do_not_fill_the_log(people: People, parts: App) -> None:
    """However many fail, from however many addresses; and what they caused goes again."""
    clients = [TestClient(people.app, client=(f"192.0.2.{number}", 1), headers=PAGE) for number in (1, 2)]
    for number in range(OF_UNKNOWN.amount + 30):
        client = clients[number % 2]
        client.post("/sign-in", json={"email": f"nobody{number}@b.c", "password": WRONG})
    assert parts.privacy is not None
    entries = parts.privacy.audit.entries()
    assert len(entries) == OF_UNKNOWN.amount and "not noted" in str(entries[0].detail)
    parts.privacy.audit.append(entries[0].model_copy(update={"at": "2020-01-01T00:00:00Z"}))
    remove_failed_sign_ins(parts.privacy)
    assert len(parts.privacy.audit.entries()) == OF_UNKNOWN.amount


def notices(client: TestClient) -> list[tuple[str, str | None]]:
    return [(one["action"], one["who"]) for one in client.get("/me/notices").raise_for_status().json()["results"]]


def test_what_an_administrator_did_is_told_to_the_owner_until_they_have_read_it(people: People, give: Give) -> None:
    give("r1", "ana@b.c")
    ana, root = people.account("ana@b.c"), people.signed_in("root@b.c", "administrator")
    page = people.browser(ana)
    page.get("/export").raise_for_status()
    assert notices(page) == [], "what one does oneself is no news"
    root.get("/export", params={"email": "ANA@b.c"}).raise_for_status()
    root.post(f"/accounts/{ana.id}/resets").raise_for_status()
    assert notices(page) == [("reset_made", "root@b.c"), ("exported", "root@b.c")]
    assert page.delete("/me/notices").status_code == 204
    assert notices(page) == []
    actions = [one["action"] for one in page.get("/audit").json()["results"]]
    assert {"reset_made", "exported"} <= set(actions), "they stay in the log"


class TestByMessage:
    @pytest.fixture
    def settings(self, smtp: Any) -> Any:  # noqa: F811
        url = SecretStr(f"smtp://127.0.0.1:{smtp.port}")
        return Settings(accounts=True, public_url=PUBLIC, smtp_url=url, mail_from="practice@example.org")

    @pytest.fixture
    def parts(self, parts: App, settings: Any) -> App:
        return replace(parts, mail=sender(settings))

    def test_an_export_a_reset_and_an_erasure_by_another_are_told(self, people: People, inbox: Inbox) -> None:  # noqa: F811
        ana, root = people.account("ana@b.c"), people.signed_in("root@b.c", "administrator")
        people.browser(ana).get("/export").raise_for_status()
        assert inbox.messages == [], "what one does oneself is no news"
        root.get("/export", params={"email": "ana@b.c"}).raise_for_status()
        secret = root.post(f"/accounts/{ana.id}/resets").json()["token"]
        root.delete("/everything", params={"email": "ana@b.c"}).raise_for_status()
        assert [message["To"] for message in inbox.messages] == ["ana@b.c"] * 3
        texts = [str(message.get_payload(decode=True)) for message in inbox.messages]
        for text, word in zip(texts, ("copy", "password", "deleted"), strict=True):
            assert word in text and secret not in text


def test_who_erased_another_stays_in_the_log(people: People, parts: App) -> None:
    people.account("ana@b.c")
    people.signed_in("root@b.c", "administrator").delete("/everything", params={"email": "ana@b.c"}).raise_for_status()
    (entry,) = [one for one in noted(parts) if one[0] == "erased"]
    assert entry[1] == "root@b.c" and str(entry[2]).startswith("erased-")


@pytest.mark.parametrize("email", [None, "ROOT@b.c"])
def test_the_last_administrator_does_not_erase_themselves(people: People, email: str | None) -> None:
    root = people.signed_in("root@b.c", "administrator")
    asked = {} if email is None else {"email": email}
    assert "last administrator" in problem(root.delete("/everything", params=asked), 409)
    assert root.get("/me").status_code == 200
    shut = people.account("shut@b.c", "administrator")
    people.store.accounts.update(shut.id, {"disabled": True})
    problem(root.delete("/everything", params=asked), 409)
    people.account("second@b.c", "administrator")
    assert root.delete("/everything", params=asked).status_code == 204


def test_a_failed_guess_at_the_old_password_makes_one_wait(people: People) -> None:
    ana, bo = people.account("ana@b.c"), people.signed_in("bo@b.c")
    page = people.browser(ana)
    guess = {"old": WRONG, "new": NEW_PASSWORD}
    codes = [page.post("/me/password", json=guess).status_code for _ in range(11)]
    assert codes == [422] * 10 + [429]
    problem(page.post("/me/password", json={"old": PASSWORD, "new": NEW_PASSWORD}), 429)
    assert bo.post("/me/password", json={"old": PASSWORD, "new": NEW_PASSWORD}).status_code == 204
    assert people.browser().post("/sign-in", json={"email": "ana@b.c", "password": PASSWORD}).status_code == 200


def test_nothing_is_hashed_for_who_has_no_valid_secret(people: People) -> None:
    """A hash takes 10 ms of CPU and 19 MiB; 40 requests without one stay far below 40 hashes."""
    client, strong = people.browser(), "four words that are long"
    began_s = time.process_time()
    people.account("ana@b.c")
    for _ in range(5):
        hashed(strong)
    of_hashes_s = (time.process_time() - began_s) / 5
    began_s = time.process_time()
    for number in range(20):
        problem(client.post("/password-resets/complete", json={"token": f"no{number}", "password": strong}), 422)
        join = {"email": "eve@b.c", "password": strong, "invitation": f"no{number}"}
        problem(client.post("/sign-up", json=join), 422)
    assert (time.process_time() - began_s) / 40 < of_hashes_s


def test_tries_at_resets_are_throttled(people: People) -> None:
    client = people.browser()
    codes = [
        client.post("/password-resets/complete", json={"token": f"no{number}", "password": PASSWORD}).status_code
        for number in range(101)
    ]
    assert codes == [422] * 100 + [429]


@pytest.mark.parametrize("password", ["1234567890", "ADDRESS ADDRESS", "qwertyuiop"])
def test_a_weak_password_is_refused_by_every_way_in_and_uses_nothing_up(people: People, password: str) -> None:
    ana = people.account("ana@b.c")
    invitation = joining.invite(people.store, None, "candidate", time.time())
    reset = joining.begin_reset(people.store, ana, time.time())
    client, page, of_ana = people.browser(), people.browser(ana), password.replace("ADDRESS", "ana@b.c")
    refused = [
        client.post(
            "/sign-up",
            json={"email": "bo@b.c", "password": password.replace("ADDRESS", "bo@b.c"), "invitation": invitation},
        ),
        client.post("/password-resets/complete", json={"token": reset, "password": of_ana}),
        page.post("/me/password", json={"old": PASSWORD, "new": of_ana}),
    ]
    for answer in refused:
        problem(answer, 422)
        assert answer.json()["code"] == "weak_password"
    done = {"token": reset, "password": NEW_PASSWORD}
    assert client.post("/password-resets/complete", json=done).status_code == 200
    join = {"email": "bo@b.c", "password": PASSWORD, "invitation": invitation}
    assert people.browser().post("/sign-up", json=join).status_code == 201


def test_the_holder_of_a_link_sees_no_address(people: People, give: Give) -> None:
    give("r1", "ana@b.c")
    ana = people.signed_in("ana@b.c")
    ana.post("/records/r1/shares", json={"email": "mia@b.c"}).raise_for_status()
    mia = people.signed_in("mia@b.c", "mentor")
    mia.post("/records/r1/comments", json={"at_s": 1, "text": "Look up."}).raise_for_status()
    mia.put("/records/r1/grades/q1", json={"score": 1}).raise_for_status()
    guest = people.bearer(ana.post("/records/r1/links", json={}).json()["token"])
    for path in ("/records/r1", "/shared", "/records/r1/comments", "/records/r1/grades", "/records/r1/events"):
        answer = guest.get(path)
        assert answer.status_code == 200 and "b.c" not in answer.text, path
        assert path.endswith("events") or "b.c" in mia.get(path).text
