"""A small OpenID Connect provider on loopback that signs in whoever is scripted, and checks PKCE as a real one does."""

import base64
import hashlib
import json
import time
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey
from tests.support.json_handler import JsonHandler

CLIENT_ID, CODE = "interview-simulator", "the-code"


@dataclass
class Script:
    """What the provider says; `lies` are claims that stand instead of the right ones."""

    issuer: str = ""
    sub: str = "1"
    email: str = "ana@b.c"
    email_verified: object = True
    lies: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "k1"}))
    signed_with: RSAKey | None = None
    asked: dict[str, str] = field(default_factory=dict)
    """The parameters of the last authorization request."""


def id_token(script: Script) -> str:
    now = int(time.time())
    claims = {
        "iss": script.issuer,
        "aud": CLIENT_ID,
        "sub": script.sub,
        "exp": now + 300,
        "iat": now,
        "nonce": script.asked["nonce"],
        "email": script.email,
        "email_verified": script.email_verified,
        **script.lies,
    }
    told = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode({"alg": "RS256", "kid": "k1"}, told, script.signed_with or script.key)


def challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


class ProviderServer(ThreadingHTTPServer):
    """Listens on a free port; `script.issuer` is its address."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script = Script(f"http://127.0.0.1:{self.server_port}")


class Handler(JsonHandler):
    """Its three documents: metadata, keys, tokens."""

    server: ProviderServer

    def do_GET(self) -> None:  # noqa: N802  # the name that the standard library asks for
        script = self.server.script
        if self.path == "/jwks":
            self.answer(json.dumps({"keys": [script.key.as_dict(private=False)]}))
            return
        endpoints = {f"{name}_endpoint": f"{script.issuer}/{name}" for name in ("authorization", "token")}
        self.answer(json.dumps({"issuer": script.issuer, "jwks_uri": f"{script.issuer}/jwks", **endpoints}))

    def respond(self, body: bytes) -> None:
        """A code for tokens, if the verifier is the one of the challenge."""
        script, sent = self.server.script, {name: values[0] for name, values in parse_qs(body.decode()).items()}
        proven = challenge(sent.get("code_verifier", "")) == script.asked["code_challenge"]
        if not proven or (sent.get("code"), sent.get("redirect_uri")) != (CODE, script.asked["redirect_uri"]):
            self.answer(json.dumps({"error": "invalid_grant"}), 400)
            return
        self.answer(json.dumps({"access_token": "a", "token_type": "Bearer", "id_token": id_token(script)}))


def authorize(script: Script, url: str) -> str:
    """What the browser meets there: the provider remembers what it was asked, and sends it back with a code."""
    asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    script.asked = asked
    return f"{urlsplit(asked['redirect_uri']).path}?code={CODE}&state={asked['state']}"
