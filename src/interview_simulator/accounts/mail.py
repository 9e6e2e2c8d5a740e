"""Messages by SMTP."""

import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from interview_simulator.errors import BadInputError, ServiceUnavailableError
from interview_simulator.settings import Settings

Send = Callable[[str, str, str], None]
"""Send to this address, with this subject, this text; raises ServiceUnavailableError."""
WITHIN_S = 20.0
PORTS = {"smtp": 587, "smtps": 465}


def sender(settings: Settings) -> Send | None:
    """What sends messages; None without a server. Raises BadInputError for settings that do not do."""
    if settings.smtp_url is None:
        return None
    if settings.public_url is None:
        raise BadInputError(
            "Messages hold links, so INTERVIEW_SIMULATOR_SMTP_URL needs INTERVIEW_SIMULATOR_PUBLIC_URL."
        )
    url, sent_by = settings.smtp_url.get_secret_value(), settings.mail_from
    if urlsplit(url).scheme not in PORTS or not urlsplit(url).hostname:
        raise BadInputError("INTERVIEW_SIMULATOR_SMTP_URL must begin with smtp:// or smtps:// and name a server.")

    def send(to: str, subject: str, text: str) -> None:
        try:
            message = EmailMessage()
            message["From"], message["To"], message["Subject"] = sent_by, to, subject
            message.set_content(text)
            with _connected(url) as server:
                server.send_message(message)
        except (OSError, ValueError, smtplib.SMTPException) as error:
            raise ServiceUnavailableError("The message could not be sent; try again later.") from error

    return send


def _connected(url: str) -> smtplib.SMTP:
    """A server that has been signed in to; a password travels encrypted or not at all."""
    to, secure = urlsplit(url), ssl.create_default_context()
    where = to.hostname or "", to.port or PORTS[to.scheme]
    if to.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(*where, timeout=WITHIN_S, context=secure)
    else:
        server = smtplib.SMTP(*where, timeout=WITHIN_S)
        if server.ehlo() and server.has_extn("starttls"):
            server.starttls(context=secure)
        elif to.username:
            raise smtplib.SMTPNotSupportedError("no STARTTLS, so the password is not sent")
    if to.username:
        server.login(unquote(to.username), unquote(to.password or ""))
    return server
