"""Whose request it is: by the cookie of a session, an API token, or the secret of a link."""

from collections.abc import Callable
from dataclasses import replace

from fastapi import Request, Response

from interview_simulator.accounts import sessions, sharing
from interview_simulator.domain.access import NOBODY, Caller, may
from interview_simulator.domain.account import Account, Session
from interview_simulator.errors import CrossSiteError, NotSignedInError
from interview_simulator.stores.accounts.store import AccountStore
from interview_simulator.web.own_origin import SAFE, from_other_page

SESSION_COOKIE, DEVICE_COOKIE = "session", "device"
OWN_HEADER = "X-Requested-With"
"""A page of another site cannot send it without asking first, which is refused (no CORS)."""


def identify_by(store: AccountStore, clock: Callable[[], float]) -> Callable[[Request], Caller]:
    """Tells whose request it is; the one place where that is decided.

    With `Authorization: Bearer` the cookie counts for nothing: the page of a shared link sends both. Only a cookie
    needs protection from other pages.
    """

    def identify(request: Request) -> Caller:
        secret = bearer(request)
        if secret is not None:
            return _by_bearer(store, secret, clock())
        if request.method not in SAFE:
            require_own_page(request)
        session = session_of(store, request, clock())
        if session is None:
            return NOBODY
        return replace(_caller(store, session.account, clock()), session_id=session.token.id)

    return identify


def bearer(request: Request) -> str | None:
    """The secret of the header; None without one."""
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else None


def session_of(store: AccountStore, request: Request, now_s: float) -> Session | None:
    """The session of the request's cookie."""
    secret = request.cookies.get(SESSION_COOKIE)
    return sessions.session_of(store, secret, now_s) if secret else None


def require_own_page(request: Request) -> None:
    """The request comes from a page of this origin, or from no browser; raises CrossSiteError."""
    if from_other_page(request.headers) or not request.headers.get(OWN_HEADER):
        raise CrossSiteError(
            f"Only this installation's own page may do that; scripts send {OWN_HEADER}, or an API token."
        )


def keep_cookie(response: Response, request: Request, name: str, secret: str, valid_s: float) -> None:
    """Give the browser a secret that no script reads and no other site's request carries, but for links to here."""
    https = request.url.scheme == "https"
    response.set_cookie(name, secret, max_age=int(valid_s), httponly=True, samesite="lax", secure=https, path="/")


def drop_cookie(response: Response, request: Request, name: str) -> None:
    """Let the browser forget it."""
    https = request.url.scheme == "https"
    response.delete_cookie(name, httponly=True, samesite="lax", secure=https, path="/")


def _by_bearer(store: AccountStore, secret: str, now_s: float) -> Caller:
    session = sessions.by_api_token(store, secret, now_s)
    if session is not None:
        return replace(_caller(store, session.account, now_s), scopes=frozenset(session.token.scopes))
    shown = sharing.shown_by_link(store, secret, now_s)
    if not shown:
        raise NotSignedInError("The token or link is not valid any more; ask for a new one.")
    return Caller("link holder", shown=shown)


def _caller(store: AccountStore, account: Account, now_s: float) -> Caller:
    caller = Caller(account.role, account.email, account.id)
    return (
        replace(caller, shown=sharing.shown_to(store, account.email, now_s)) if may(caller, "see", "shared") else caller
    )
