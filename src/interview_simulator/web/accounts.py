"""Signing up, in and out; one's own account and API tokens.

A page sends `X-Requested-With` with every call that changes something; a script sends `Authorization: Bearer <token>`.
Where both come, the token alone counts.
"""

import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, BackgroundTasks, Cookie, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field
from starlette.background import BackgroundTask

from interview_simulator.accounts import joining, oidc, sessions, tokens
from interview_simulator.accounts.addresses import require_address
from interview_simulator.accounts.throttle import SignInThrottle
from interview_simulator.audit.log import Action, AuditEntry
from interview_simulator.domain.access import Scope
from interview_simulator.domain.account import Account, Email, Name, Token
from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.timestamps import now
from interview_simulator.errors import BadInputError, ConflictError, NotFoundError, NotSignedInError, NotYoursError
from interview_simulator.stores.accounts.store import AccountStore
from interview_simulator.web.audit import AuditEntries, noting
from interview_simulator.web.failed_sign_ins import noting_failures
from interview_simulator.web.identity import DEVICE_COOKIE, SESSION_COOKIE, bearer, drop_cookie, keep_cookie
from interview_simulator.web.long_work import LongWork
from interview_simulator.web.messages import invitation_message, link, reset_message, send
from interview_simulator.web.owners import address_of, caller_of
from interview_simulator.web.problems import problem
from interview_simulator.web.session import Me, me_of
from interview_simulator.web.throttle import few_messages, throttle

if TYPE_CHECKING:
    from interview_simulator.compose import App

PROVIDER_COOKIE = "sign_in"
CALLBACK = "/sign-in/provider/callback"
SIGN_UPS_PER_HOUR, RESETS_PER_HOUR = 100, 20
"""From one address; a class of students may sit behind one."""
MESSAGES_PER_HOUR = 5
"""To one address."""
BY_MESSAGE = "asked for by a message"
NOTICED: tuple[Action, ...] = ("exported", "reset_made", "role_changed", "account_disabled", "account_enabled")
"""What its owner is told on the page when somebody else did it."""
Password = Annotated[str, Field(max_length=1024)]
Secret = Annotated[str, Field(max_length=256)]


class Credentials(Frozen):
    """An address and its password."""

    email: Email
    password: Password


class SignUp(Frozen):
    """Who wants an account. Without a password a message with an invitation is sent, where sign-up is open."""

    email: Email
    password: Password | None = None
    invitation: Secret | None = None


class ResetWanted(Frozen):
    """Whose password is lost."""

    email: Email


class Reset(Frozen):
    """The secret that an administrator or a message handed over, and the new password."""

    token: Secret
    password: Password


class PasswordChange(Frozen):
    """The old one is not asked for where there is none."""

    old: Password = ""
    new: Password


class Ways(Frozen):
    """How one may sign in and up here. `messages`: whether a lost password can be reset by e-mail."""

    sign_up: Literal["invitation", "open"]
    provider: bool
    messages: bool


class NewToken(Frozen):
    """What an API token is called; `valid_s` None: until it is revoked."""

    name: Name
    valid_s: float | None = Field(default=None, gt=0, le=10 * 365 * 86400)
    scopes: tuple[Scope, ...] = Field(default=("records",), min_length=1, max_length=3)
    """What it is for; it does no more than its account may."""


class ApiToken(Frozen):
    """An API token without its secret."""

    id: str
    name: str
    created: str
    expires: str | None
    scopes: tuple[Scope, ...]


class IssuedToken(ApiToken):
    """With its secret, which is told this once."""

    token: str


class ApiTokens(Frozen):
    """Oldest first."""

    results: tuple[ApiToken, ...]


def routes(parts: "App", store: AccountStore, passwords: LongWork) -> APIRouter:
    """Everything about one's own account. `passwords` has the threads in which they are hashed."""
    router = APIRouter(tags=["accounts"])
    _signing_in(router, parts, store, passwords)
    _signing_up(router, parts, store, passwords)
    _resets(router, parts, store, passwords)
    _at_provider(router, parts, store)
    _own_account(router, parts, store, passwords)
    _notices(router, parts, store)
    _api_tokens(router, parts, store)
    return router


def _signing_in(router: APIRouter, parts: "App", store: AccountStore, passwords: LongWork) -> None:
    attempts, failed = SignInThrottle(), noting_failures(parts, store)

    @router.get("/sign-in", operation_id="get_ways_to_sign_in")
    def get_ways() -> Ways:
        return _ways(parts)

    @router.post("/sign-in", operation_id="sign_in", response_model=Me)
    @passwords.performs
    def sign_in(given: Credentials, request: Request, response: Response) -> Me | Response:
        attempt = sessions.Attempt(given.email, given.password, address_of(request), request.cookies.get(DEVICE_COOKIE))
        try:
            account = sessions.sign_in(store, attempts, attempt, time.time())
        except NotSignedInError as error:
            refused = problem(HTTPStatus.UNAUTHORIZED, str(error))
            refused.background = BackgroundTask(failed, request, given.email)  # how long it takes tells nobody anything
            return refused
        return _signed_in(parts, store, account, request, response)

    @router.post("/sign-out", operation_id="sign_out", status_code=204, response_class=Response)
    def sign_out(request: Request) -> Response:
        caller = caller_of(request)
        response = Response(status_code=204)
        if caller.session_id is not None:
            store.tokens.take(caller.session_id)
            noting(parts)(request, "signed_out", about=caller.email)
        if bearer(request) is None:
            drop_cookie(response, request, SESSION_COOKIE)
        return response


def _signing_up(router: APIRouter, parts: "App", store: AccountStore, passwords: LongWork) -> None:
    limit, may_send = throttle(SIGN_UPS_PER_HOUR, "accounts were asked for"), few_messages(MESSAGES_PER_HOUR)

    @router.post("/sign-up", operation_id="sign_up", status_code=201, responses={202: {"description": "Sent."}})
    @passwords.performs
    def sign_up(given: SignUp, request: Request, response: Response, later: BackgroundTasks) -> Me | None:
        limit(request)
        account = _new_account(parts, store, given)
        if account is None:
            require_address(given.email)
            if may_send(given.email):
                later.add_task(_send_invitation, parts, store, given.email)
            response.status_code = 202
            return None
        noting(parts)(request, "account_made", about=account.email, detail=account.role)
        return _signed_in(parts, store, account, request, response)


def _new_account(parts: "App", store: AccountStore, given: SignUp) -> Account | None:
    """The account; None when the address must be shown to be theirs first, by a message."""
    now_s = time.time()
    if given.invitation is not None:
        return joining.join(store, given.invitation, given.email, given.password or "", now_s)
    if parts.settings.sign_up != "open":
        raise NotYoursError("Accounts are made by invitation here; ask an administrator.")
    if parts.mail is None:
        return joining.create(store, given.email, "candidate", now_s, given.password or "")
    return None


def _send_invitation(parts: "App", store: AccountStore, email: str) -> None:
    """Nothing is sent to who has an account; nobody else learns that, for it is looked up after the answer."""
    if not store.accounts.find(email=email):
        secret = joining.invite(store, email, "candidate", time.time())
        send(parts.mail, email, invitation_message(parts.settings, secret))


def _resets(router: APIRouter, parts: "App", store: AccountStore, passwords: LongWork) -> None:
    limit, may_send = throttle(RESETS_PER_HOUR, "passwords were to be reset"), few_messages(MESSAGES_PER_HOUR)
    complete = throttle(SIGN_UPS_PER_HOUR, "new passwords were sent")

    @router.post("/password-resets", operation_id="ask_for_reset", status_code=202)
    def ask_for_reset(wanted: ResetWanted, request: Request, later: BackgroundTasks) -> Ways:
        """Answers alike whether there is such an account, and before it is looked up."""
        limit(request)
        if parts.mail is not None and may_send(wanted.email):
            later.add_task(_send_reset, parts, store, request, wanted.email)
        return _ways(parts)

    @router.post("/password-resets/complete", operation_id="complete_reset")
    @passwords.performs
    def complete_reset(given: Reset, request: Request, response: Response) -> Me:
        complete(request)
        account = joining.finish_reset(store, given.token, given.password, time.time())
        noting(parts)(request, "password_reset", about=account.email)
        return _signed_in(parts, store, account, request, response)


def _send_reset(parts: "App", store: AccountStore, request: Request, email: str) -> None:
    for account in store.accounts.find(email=email):
        if not account.disabled:
            noting(parts)(request, "reset_made", about=account.email, detail=BY_MESSAGE)
            secret = joining.begin_reset(store, account, time.time())
            send(parts.mail, account.email, reset_message(parts.settings, secret))


def _ways(parts: "App") -> Ways:
    return Ways(sign_up=parts.settings.sign_up, provider=parts.provider is not None, messages=parts.mail is not None)


def _at_provider(router: APIRouter, parts: "App", store: AccountStore) -> None:
    limit, failed = throttle(SIGN_UPS_PER_HOUR, "sign-ins at the provider were begun"), noting_failures(parts, store)

    @router.get(
        "/sign-in/provider",
        operation_id="sign_in_at_provider",
        status_code=302,
        response_class=RedirectResponse,
        responses={302: {"description": "To the provider."}},
    )
    def sign_in_at_provider(request: Request) -> Response:
        at = _provider(parts)
        limit(request)
        url, state = oidc.begin(store, at, _callback(parts, request), time.time())
        response = RedirectResponse(url, 302)
        keep_cookie(response, request, PROVIDER_COOKIE, state, oidc.SIGN_IN_S)
        return response

    @router.get(
        CALLBACK,
        operation_id="come_back_from_provider",
        status_code=302,
        response_class=RedirectResponse,
        responses={302: {"description": "To the page, signed in."}},
    )
    def come_back(
        request: Request,
        code: Annotated[str, Query(max_length=4096)] = "",
        state: Annotated[str, Query(max_length=256)] = "",
        sign_in: Annotated[str | None, Cookie()] = None,
    ) -> Response:
        at, now_s = _provider(parts), time.time()
        if not state or state != sign_in:
            raise BadInputError("This sign-in was begun in another browser, or too long ago; begin anew.")
        if not code:
            raise NotSignedInError(oidc.FAILED)
        try:
            person = oidc.finish(store, at, _callback(parts, request), (state, code), now_s)
        except NotSignedInError:
            failed(request, None)
            raise
        is_new = oidc.known(store, person) is None
        try:
            account = oidc.account_of(store, person, open_to_all=parts.settings.sign_up == "open", now_s=now_s)
        except (ConflictError, NotYoursError):
            failed(request, person.email)
            raise
        response = RedirectResponse("/", 302)
        drop_cookie(response, request, PROVIDER_COOKIE)
        if is_new:
            noting(parts)(request, "account_made", about=account.email, detail=account.role)
        _signed_in(parts, store, account, request, response)
        return response


def _own_account(router: APIRouter, parts: "App", store: AccountStore, passwords: LongWork) -> None:
    guesses, note = SignInThrottle(), noting(parts)

    @router.get("/me", operation_id="get_me")
    def get_me(request: Request) -> Me:
        return me_of(_account(store, request))

    @router.post("/me/password", operation_id="change_password", status_code=204, response_class=Response)
    @passwords.performs
    def change_password(change: PasswordChange, request: Request) -> Response:
        account, session_id = _account(store, request), caller_of(request).session_id or ""
        guesses.require_few_guesses(account.id)
        joining.change_password(store, account, session_id, change.old, change.new)
        guesses.guessed(account.id)
        note(request, "password_changed", about=account.email)
        return Response(status_code=204)

    @router.delete("/me/sessions", operation_id="sign_out_everywhere", status_code=204, response_class=Response)
    def sign_out_everywhere(request: Request) -> Response:
        account = _account(store, request)
        note(request, "signed_out_everywhere", about=account.email)
        sessions.end_all(store, account.id)
        response = Response(status_code=204)
        drop_cookie(response, request, SESSION_COOKIE)
        return response


def _notices(router: APIRouter, parts: "App", store: AccountStore) -> None:
    @router.get("/me/notices", operation_id="list_notices")
    def list_notices(request: Request) -> AuditEntries:
        """What others did with the account and with all that is kept of its owner, newest first, until it was read."""
        account = _account(store, request)
        entries = () if parts.privacy is None else parts.privacy.audit.entries(account.email)
        return AuditEntries(results=tuple(entry for entry in entries if _is_news(entry, account)))

    @router.delete("/me/notices", operation_id="read_notices", status_code=204, response_class=Response)
    def read_notices(request: Request) -> Response:
        """They were read; they stay in the audit log."""
        store.accounts.update(_account(store, request).id, {"notices_read": now()})
        return Response(status_code=204)


def _is_news(entry: AuditEntry, account: Account) -> bool:
    by_other = entry.who != account.email and entry.detail != BY_MESSAGE
    return by_other and entry.action in NOTICED and (account.notices_read is None or entry.at > account.notices_read)


def _api_tokens(router: APIRouter, parts: "App", store: AccountStore) -> None:
    note = noting(parts)

    @router.get("/me/tokens", operation_id="list_tokens")
    def list_tokens(request: Request) -> ApiTokens:
        held = tokens.of_account(store, _account(store, request).id, "api")
        return ApiTokens(results=tuple(ApiToken(**_shown(token)) for token in held))

    @router.post("/me/tokens", operation_id="issue_token", status_code=201)
    def issue_token(new: NewToken, request: Request) -> IssuedToken:
        account = _account(store, request)
        note(request, "token_made", about=account.email, detail=", ".join(new.scopes))
        fields = {"account_id": account.id, "name": new.name, "scopes": new.scopes}
        secret, token = tokens.issued(store, "api", time.time(), new.valid_s, **fields)
        return IssuedToken(**_shown(token), token=secret)

    @router.delete("/me/tokens/{token_id}", operation_id="revoke_token", status_code=204, response_class=Response)
    def revoke_token(token_id: str, request: Request) -> Response:
        account = _account(store, request)
        tokens.revoke(store, account.id, "api", token_id)
        note(request, "token_revoked", about=account.email)
        return Response(status_code=204)


def _signed_in(parts: "App", store: AccountStore, account: Account, request: Request, response: Response) -> Me:
    """Give the browser a session, and a sign by which its next attempt is known as the owner's."""
    now_s = time.time()
    noting(parts)(request, "signed_in", about=account.email)
    secret = tokens.issue(store, "session", now_s, parts.settings.session_s, account_id=account.id)
    keep_cookie(response, request, SESSION_COOKIE, secret, parts.settings.session_s)
    if sessions.known_device(store, account, request.cookies.get(DEVICE_COOKIE), now_s) is None:
        device = tokens.issue(store, "device", now_s, sessions.DEVICE_S, account_id=account.id)
        keep_cookie(response, request, DEVICE_COOKIE, device, sessions.DEVICE_S)
    return me_of(account)


def _account(store: AccountStore, request: Request) -> Account:
    account = store.accounts.get(caller_of(request).account_id or "")
    if account is None:
        raise NotSignedInError("Sign in first.")
    return account


def _shown(token: Token) -> dict[str, Any]:
    return token.model_dump(include={"id", "name", "created", "expires", "scopes"})


def _provider(parts: "App") -> oidc.Provider:
    if parts.provider is None:
        raise NotFoundError("No provider was set up to sign in at.")
    return parts.provider


def _callback(parts: "App", request: Request) -> str:
    return link(parts.settings, CALLBACK, str(request.base_url))
