"""Requests that are meant for this server, and do not come from a page of another site.

A browser sends the requests of any page that its user visits. With a name of its own that resolves to this machine (DNS
rebinding) such a page could even read the answers; so only names that are known to be this server's are answered.
"""

import re
from http import HTTPStatus
from ipaddress import IPv4Address, ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from interview_simulator.settings import Settings
from interview_simulator.web.problems import problem

SAFE = {"GET", "HEAD", "OPTIONS"}
PROBED = {"/healthz", "/readyz"}
"""Answered by any name: supervisors such as a kubelet ask by the address of a pod, and nothing is told of anyone."""
PROBED_WITH_ACCOUNTS = PROBED | {"/metrics"}
"""With accounts the figures need a token."""
HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:[0-9]{1,5})?", re.IGNORECASE)
ONE_HOST = "A request must name the server in one Host header, such as `Host: localhost:8000`."
OTHER_NAME = (
    "This server does not answer to that name; open it at http://localhost or http://127.0.0.1 with its port, "
    "or set INTERVIEW_SIMULATOR_PUBLIC_URL to the address by which people reach it."
)
OTHER_PAGE = "Only this installation's own page may do that; a script sends neither Origin nor Sec-Fetch-Site."


class OwnOrigin:
    """ASGI middleware: refuses a request by another name, and one of another site's page that changes something.

    With accounts and without `public_url` nobody knows by which names people come, so any is answered: a page that
    rebinds its name has no session, for a browser keeps cookies by name.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._public = urlsplit(settings.public_url or "").hostname
        self._any_name = settings.accounts and self._public is None
        self._probed = PROBED_WITH_ACCOUNTS if settings.accounts else PROBED

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 400, 403 or 421 without reading its body."""
        refused = None if scope["type"] != "http" else self._refused(scope)
        if refused is None:
            await self._app(scope, receive, send)
        else:
            await problem(*refused)(scope, receive, send)

    def _refused(self, scope: Scope) -> tuple[HTTPStatus, str] | None:
        headers = Headers(scope=scope)
        name = _name(headers)
        if name is None:
            return HTTPStatus.BAD_REQUEST, ONE_HOST
        if scope["path"] not in self._probed and not self._answers_to(name):
            return HTTPStatus.MISDIRECTED_REQUEST, OTHER_NAME
        if scope["method"] not in SAFE and from_other_page(headers):
            return HTTPStatus.FORBIDDEN, OTHER_PAGE
        return None

    def _answers_to(self, name: str) -> bool:
        return self._any_name or name.strip("[]") == self._public or is_loopback(name)


def from_other_page(headers: Headers) -> bool:
    """Whether a browser sent it for a page of another origin; scripts send neither header and are no page."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        return site != "same-origin"
    return origin is not None and origin.partition("://")[2].lower() != headers.get("host", "").lower()


def is_loopback(name: str) -> bool:
    """Whether the name, in lower case, leads to this machine wherever it is resolved."""
    if name == "localhost":
        return True
    try:
        address = ip_address(name.strip("[]"))
    except ValueError:
        return False
    return address.is_loopback and name.startswith("[") != isinstance(address, IPv4Address)


def _name(headers: Headers) -> str | None:
    """The name or address of the only Host header, without its port, in lower case."""
    sent = headers.getlist("host")
    matched = HOST.fullmatch(sent[0]) if len(sent) == 1 else None
    return None if matched is None else matched["name"].lower()
