"""Links that lead to the page, and the messages that carry them or say what was done."""

import logging
from typing import TYPE_CHECKING, Literal

from interview_simulator.errors import ServiceUnavailableError
from interview_simulator.settings import Settings

if TYPE_CHECKING:
    from interview_simulator.accounts.mail import Send

Message = tuple[str, str]
"""Subject and text."""
Done = Literal["exported", "erased", "reset_made"]
"""What somebody else did with all that is a person's, or with the way into their account."""
_DONE: dict[Done, tuple[str, str, str]] = {
    "exported": (
        "a copy of your data was taken / uma cópia dos seus dados foi feita",
        "An administrator has taken a copy of everything that is kept about you: recordings, reports and account.",
        "Um administrador fez uma cópia de tudo o que é guardado sobre você: gravações, relatórios e conta.",
    ),
    "erased": (
        "everything about you was deleted / tudo sobre você foi apagado",
        "An administrator has deleted everything that was kept about you, and your account.",
        "Um administrador apagou tudo o que era guardado sobre você, e a sua conta.",
    ),
    "reset_made": (
        "a link to your account was made / um link para a sua conta foi criado",
        "An administrator has made a link with which a new password of your account can be chosen. Whoever has the "
        "link can sign in as you. If you did not ask for it, ask the administrator.",
        "Um administrador criou um link com o qual se pode escolher uma nova senha da sua conta. Quem tiver o link "
        "pode entrar como você. Se você não pediu isso, fale com o administrador.",
    ),
}
log = logging.getLogger(__name__)


def send(by: "Send | None", to: str, message: Message) -> None:
    """Send it, where there is a server for messages; one that cannot be sent is logged. Not before an answer."""
    if by is None:
        return
    try:
        by(to, *message)
    except ServiceUnavailableError as error:
        log.warning("a message was not sent: %s", error)


def done_message(done: Done) -> Message:
    """Of whoever did not do it, in both languages of the page."""
    subject, english, portuguese = _DONE[done]
    return f"Interview Simulator: {subject}", f"{english}\n\n{portuguese}\n"


def link(settings: Settings, path: str, instead: str) -> str:
    """The URL of a path; `instead` is the server's address where the settings do not tell it."""
    return (settings.public_url or instead.rstrip("/")) + path


def reset_path(secret: str) -> str:
    """Where the page asks for a new password. The secret stands behind the #, so that no server's log sees it."""
    return f"/#/reset/{secret}"


def invitation_path(secret: str) -> str:
    """Where the page asks for a password of a new account."""
    return f"/#/join/{secret}"


def reset_message(settings: Settings, secret: str) -> Message:
    """Of whoever has lost a password, in both languages of the page."""
    url = link(settings, reset_path(secret), "")
    return (
        "Interview Simulator: new password / nova senha",
        f"Choose a new password here, within a day:\n\n{url}\n\nIf you did not ask for this, do nothing.\n\n"
        "Escolha uma nova senha no endereço acima, no prazo de um dia. Se você não pediu isso, não faça nada.\n",
    )


def invitation_message(settings: Settings, secret: str) -> Message:
    """Of whoever may make an account, in both languages of the page."""
    url = link(settings, invitation_path(secret), "")
    return (
        "Interview Simulator: your account / sua conta",
        f"Make your account here, within two weeks:\n\n{url}\n\n"
        "Crie sua conta no endereço acima, no prazo de duas semanas.\n",
    )
