"""Links that lead to the page, and the messages that carry them."""

from interview_simulator.settings import Settings

Message = tuple[str, str]
"""Subject and text."""


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
