"""Invitations and resets by a real SMTP server on loopback."""

import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from email.parser import BytesParser
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from pydantic import SecretStr
from tests.web.accounts.conftest import PASSWORD, People
from tests.web.answers import problem

from interview_simulator.accounts.mail import sender
from interview_simulator.compose import App
from interview_simulator.errors import BadInputError, ServiceUnavailableError
from interview_simulator.settings import Settings

PUBLIC = "https://practice.example.org"


class Inbox:
    """Takes in what is sent."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        message = BytesParser().parsebytes(envelope.content)
        assert envelope.rcpt_tos == [message["To"]]
        self.messages.append(message)
        return "250 taken"

    def text(self) -> str:
        """Of the only message."""
        (message,) = self.messages
        return message.get_payload(decode=True).decode().replace("\r\n", "\n")  # type: ignore[union-attr]  # it has one part

    def secret(self) -> str:
        found = re.search(rf"^{re.escape(PUBLIC)}/#/(?:reset|join)/(\S+)$", self.text(), re.MULTILINE)
        assert found
        return found[1]


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def smtp(inbox: Inbox) -> Iterator[Controller]:
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def settings(smtp: Controller) -> Settings:
    url = SecretStr(f"smtp://127.0.0.1:{smtp.port}")
    return Settings(accounts=True, sign_up="open", public_url=PUBLIC, smtp_url=url, mail_from="practice@example.org")


@pytest.fixture
def parts(parts: App, settings: Settings) -> App:
    return replace(parts, mail=sender(settings))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_lost_password_is_reset_by_a_message(people: People, inbox: Inbox) -> None:
    people.account("ana@b.c")
    client = people.browser()
    assert client.post("/password-resets", json={"email": "ANA@b.c"}).status_code == 202
    assert inbox.messages[0]["From"] == "practice@example.org" and inbox.messages[0]["To"] == "ana@b.c"
    reset = {"token": inbox.secret(), "password": "quite another password"}
    assert client.post("/password-resets/complete", json=reset).json()["email"] == "ana@b.c"


def test_who_asks_does_not_learn_whether_there_is_an_account(people: People, inbox: Inbox) -> None:
    people.account("ana@b.c")
    known, unknown = (people.browser().post("/password-resets", json={"email": e}) for e in ("ana@b.c", "bo@b.c"))
    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())
    assert [message["To"] for message in inbox.messages] == ["ana@b.c"]


def test_one_address_gets_few_messages_however_often_they_are_asked_for(people: People, inbox: Inbox) -> None:
    people.account("ana@b.c")
    asked = [people.browser().post("/password-resets", json={"email": "ana@b.c"}).status_code for _ in range(7)]
    assert asked == [202] * 7 and len(inbox.messages) == 5


def test_the_link_leads_to_the_setting_by_whatever_name_it_was_asked_for(people: People, inbox: Inbox) -> None:
    people.account("ana@b.c")
    foreign = people.browser().post("/password-resets", json={"email": "ana@b.c"}, headers={"Host": "evil.example"})
    assert foreign.status_code == 421 and not inbox.messages
    people.browser().post("/password-resets", json={"email": "ana@b.c"}, headers={"Host": "127.0.0.1:9000"})
    assert "127.0.0.1" not in inbox.text() and inbox.secret()


def test_an_open_sign_up_is_finished_by_a_message_to_the_address(people: People, inbox: Inbox) -> None:
    client = people.browser()
    asked = client.post("/sign-up", json={"email": "ana@b.c", "password": PASSWORD})
    assert (asked.status_code, asked.json(), list(asked.cookies)) == (202, None, [])
    problem(client.post("/sign-in", json={"email": "ana@b.c", "password": PASSWORD}), 401)
    join = {"email": "ana@b.c", "password": PASSWORD, "invitation": inbox.secret()}
    assert client.post("/sign-up", json=join).json()["role"] == "candidate"


def test_who_has_an_account_gets_no_second_invitation_and_a_stranger_does_not_learn_it(
    people: People, inbox: Inbox
) -> None:
    people.account("ana@b.c")
    assert people.browser().post("/sign-up", json={"email": "ana@b.c"}).status_code == 202
    assert inbox.messages == []


def test_an_invitation_is_sent(people: People, inbox: Inbox) -> None:
    admin = people.signed_in("root@b.c", "administrator")
    handed = admin.post("/invitations", json={"email": "mia@b.c", "role": "mentor"}).json()
    assert inbox.secret() == handed["token"] and handed["url"] == f"{PUBLIC}/#/join/{handed['token']}"


def test_an_address_cannot_smuggle_in_another_header(people: People, inbox: Inbox) -> None:
    problem(people.browser().post("/sign-up", json={"email": "a@b.c\r\nBcc: eve@b.c"}), 422)
    assert inbox.messages == []


def test_a_password_is_not_sent_over_a_connection_that_is_not_encrypted(inbox: Inbox) -> None:
    heard: list[object] = []

    def authenticate(*arguments: Any) -> AuthResult:
        heard.append(arguments)
        return AuthResult(success=True)

    controller = Controller(
        inbox, hostname="127.0.0.1", port=free_port(), authenticator=authenticate, auth_require_tls=False
    )
    controller.start()
    url = SecretStr(f"smtp://me:secret@127.0.0.1:{controller.port}")
    send = sender(Settings(public_url=PUBLIC, smtp_url=url))
    assert send is not None
    try:
        with pytest.raises(ServiceUnavailableError):
            send("ana@b.c", "Subject", "Text")
    finally:
        controller.stop()
    assert heard == [] and inbox.messages == []


def test_a_server_that_does_not_answer_is_told() -> None:
    send = sender(Settings(public_url=PUBLIC, smtp_url=SecretStr(f"smtp://127.0.0.1:{free_port()}")))
    assert send is not None
    with pytest.raises(ServiceUnavailableError):
        send("ana@b.c", "Subject", "Text")


def test_settings_that_do_not_do_are_refused() -> None:
    with pytest.raises(BadInputError, match="PUBLIC_URL"):
        sender(Settings(smtp_url=SecretStr("smtp://127.0.0.1")))
    for url in ("http://127.0.0.1", "smtp:"):
        with pytest.raises(BadInputError, match="smtp://"):
            sender(Settings(public_url=PUBLIC, smtp_url=SecretStr(url)))
    assert sender(Settings()) is None
