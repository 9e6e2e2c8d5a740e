"""Signing in at an OpenID Connect provider: authorization code with PKCE, state and nonce."""

import secrets
import time
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from interview_simulator.accounts import joining, sessions, tokens
from interview_simulator.accounts.addresses import require_address
from interview_simulator.domain.account import Account, is_over
from interview_simulator.domain.timestamps import written
from interview_simulator.errors import (
    BadInputError,
    ConflictError,
    NotSignedInError,
    NotYoursError,
    ServiceUnavailableError,
)
from interview_simulator.settings import LOOPBACK, Settings
from interview_simulator.stores.accounts.store import AccountStore

WITHIN_S, READ_AGAIN_S, SIGN_IN_S = 10.0, 3600.0, 600.0
ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
FAILED = "The sign-in at the provider did not succeed; try again."


@dataclass
class Provider:
    """One provider, found by discovery and read again every hour."""

    issuer: str
    client_id: str
    client_secret: str | None
    _known: tuple[float, dict[str, Any], dict[str, Any]] | None = None
    _lock: Lock = field(default_factory=Lock)

    def known(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Its metadata and its keys; raises ServiceUnavailableError."""
        with self._lock:
            if self._known is None or time.monotonic() - self._known[0] > READ_AGAIN_S:
                metadata = _json(f"{self.issuer}/.well-known/openid-configuration")
                if str(metadata.get("issuer", "")).rstrip("/") != self.issuer:
                    raise ServiceUnavailableError(
                        "The OpenID Connect provider calls itself otherwise than the setting."
                    )
                self._known = time.monotonic(), metadata, _json(metadata["jwks_uri"])
            return self._known[1:]


@dataclass(frozen=True)
class Person:
    """Whom the provider vouches for."""

    subject: str
    email: str
    """Verified by the provider, in canonical form."""


def provider(settings: Settings) -> Provider | None:
    """The provider of the settings; None without one. Raises BadInputError for settings that do not do."""
    if settings.oidc_issuer is None:
        return None
    url = urlsplit(settings.oidc_issuer)
    if url.scheme != "https" and url.hostname not in LOOPBACK:
        raise BadInputError("INTERVIEW_SIMULATOR_OIDC_ISSUER must begin with https://.")
    if not settings.oidc_client_id:
        raise BadInputError("INTERVIEW_SIMULATOR_OIDC_ISSUER needs INTERVIEW_SIMULATOR_OIDC_CLIENT_ID.")
    secret = settings.oidc_client_secret.get_secret_value() if settings.oidc_client_secret else None
    return Provider(settings.oidc_issuer.rstrip("/"), settings.oidc_client_id, secret)


def begin(store: AccountStore, at: Provider, redirect_uri: str, now_s: float) -> tuple[str, str]:
    """Where to send the browser, and the state that it must bring back and keep as a cookie meanwhile."""
    metadata, _ = at.known()
    nonce, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    state = tokens.issue(store, "oidc", now_s, SIGN_IN_S, nonce=nonce, verifier=verifier)
    with _client(at, redirect_uri) as client:
        url, _ = client.create_authorization_url(
            metadata["authorization_endpoint"], state=state, nonce=nonce, code_verifier=verifier
        )
    return str(url), state


def finish(store: AccountStore, at: Provider, redirect_uri: str, came_back: tuple[str, str], now_s: float) -> Person:
    """Whom the provider vouches for, of the state and code that came back.

    Raises BadInputError for a state that is not known or an address that is none, NotSignedInError for what the
    provider refuses or signs wrongly.
    """
    from authlib.common.errors import AuthlibBaseError
    from httpx import HTTPError
    from joserfc.errors import JoseError

    state, code = came_back
    begun = tokens.redeem(store, "oidc", state, now_s)
    try:
        with _client(at, redirect_uri) as client:
            answer = client.fetch_token(at.known()[0]["token_endpoint"], code=code, code_verifier=begun.verifier)
        return _person(_claims(at, str(answer["id_token"]), begun.nonce))
    except (AuthlibBaseError, JoseError, KeyError, ValueError) as error:
        raise NotSignedInError(FAILED) from error
    except HTTPError as error:
        raise ServiceUnavailableError("The OpenID Connect provider did not answer; try again later.") from error


def known(store: AccountStore, person: Person) -> Account | None:
    """The account that the person has already, found by subject or by address."""
    found = store.accounts.find(subject=person.subject) or store.accounts.find(email=person.email)
    return found[0] if found else None


def account_of(store: AccountStore, person: Person, *, open_to_all: bool, now_s: float) -> Account:
    """The person's account, the one that is known or a new one.

    Raises NotYoursError for someone who was not invited, or whose account is disabled.
    """
    account = known(store, person) or _new(store, person, open_to_all, now_s)
    if account.subject is None:
        account = _joined(store, account, person)
    if account.subject != person.subject:
        raise ConflictError(
            "The account of this address belongs to someone else at the provider; ask an administrator."
        )
    if account.disabled:
        raise NotYoursError("This account is disabled; ask an administrator.")
    return account


def _joined(store: AccountStore, account: Account, person: Person) -> Account:
    """The account is the provider's from now on. Whoever had set its password before may not have owned the address."""
    tokens.revoke_all(store, account.id, "device")
    sessions.end_all(store, account.id)
    changed = store.accounts.update(account.id, {"subject": person.subject, "password_hash": None})
    return changed or account


def _new(store: AccountStore, person: Person, open_to_all: bool, now_s: float) -> Account:
    held = [one for one in store.tokens.find(kind="invitation") if one.email == person.email]
    invited = [one for one in held if not is_over(one.expires, written(now_s))]
    if not invited and not open_to_all:
        raise NotYoursError("There is no account of your address; ask an administrator to invite you.")
    role = invited[0].role if invited and store.tokens.take(invited[0].id) else "candidate"
    account = Account(id=uuid4().hex, created=written(now_s), email=person.email, role=role, subject=person.subject)
    return joining.add(store, account)


def _claims(at: Provider, id_token: str, nonce: str) -> dict[str, Any]:
    from joserfc import jwt
    from joserfc.jwk import KeySet

    keys: Any = at.known()[1]
    token = jwt.decode(id_token, KeySet.import_key_set(keys), algorithms=ALGORITHMS)
    registry = jwt.JWTClaimsRegistry(
        leeway=60,
        iss={"essential": True, "value": at.known()[0]["issuer"]},
        aud={"essential": True, "value": at.client_id},
        exp={"essential": True},
        sub={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    registry.validate(token.claims)
    _require_made_for(at.client_id, token.claims)
    return token.claims


def _require_made_for(client_id: str, claims: dict[str, Any]) -> None:
    """Raises NotSignedInError for a token that the provider made for another client, and for this one beside it."""
    audience, party = claims["aud"], claims.get("azp")
    several = isinstance(audience, list) and len(audience) > 1
    if party != client_id and (several or party is not None):
        raise NotSignedInError(FAILED)


def _person(claims: dict[str, Any]) -> Person:
    if str(claims.get("email_verified")).lower() != "true" or not claims.get("email"):
        raise NotSignedInError("The provider does not say that your address is verified; verify it there first.")
    return Person(f"{claims['iss']} {claims['sub']}", require_address(str(claims["email"])))


def _client(at: Provider, redirect_uri: str) -> Any:
    from authlib.integrations.httpx_client import OAuth2Client

    return OAuth2Client(
        at.client_id,
        at.client_secret,
        token_endpoint_auth_method="client_secret_basic" if at.client_secret else "none",
        scope="openid email",
        redirect_uri=redirect_uri,
        code_challenge_method="S256",
        timeout=WITHIN_S,
    )


def _json(url: str) -> dict[str, Any]:
    import httpx

    try:
        answer = httpx.get(url, timeout=WITHIN_S).raise_for_status().json()
    except (httpx.HTTPError, ValueError) as error:
        raise ServiceUnavailableError("The OpenID Connect provider did not answer; try again later.") from error
    if not isinstance(answer, dict):
        raise ServiceUnavailableError("The OpenID Connect provider did not answer as expected; try again later.")
    return answer
