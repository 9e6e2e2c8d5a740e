"""Signed URLs: HMAC-SHA256 over one key, one method, an upper size, one part if any, and the moment of expiry."""

import hashlib
import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from itsdangerous import BadSignature, URLSafeSerializer

from interview_simulator.domain.frozen import Frozen
from interview_simulator.errors import BadSignatureError
from interview_simulator.stores.media.keys import allowed
from interview_simulator.stores.media.store import UPLOAD_PATH, Part, PresignedPost, PresignedPut

SECRET_BYTES = 32


class SignedRequest(Frozen):
    """What a token allows."""

    method: str
    key: str
    max_bytes: int | None
    expires_s: float
    """Seconds since 1970."""
    part: Part | None = None
    """The only part of an upload in parts that may be sent."""
    owner: str | None = None
    """E-mail address of the account whose record is made when the file has arrived; None where nobody signs in."""


class UrlSigner:
    """Signs what a client may do with one file, and checks it when the client comes back."""

    def __init__(self, secret: bytes, clock: Callable[[], float] = time.time) -> None:
        options = {"digest_method": hashlib.sha256, "key_derivation": "hmac"}
        self._serializer = URLSafeSerializer(secret, salt="media", signer_kwargs=options)
        self._clock = clock

    def sign(
        self,
        method: str,
        key: str,
        max_bytes: int | None,
        valid_s: float,
        part: Part | None = None,
        owner: str | None = None,
    ) -> str:
        """A token for this method on this key."""
        expires_s = self._clock() + valid_s
        request = SignedRequest(
            method=method, key=key, max_bytes=max_bytes, expires_s=expires_s, part=part, owner=owner
        )
        return str(self._serializer.dumps(request.model_dump()))

    def verify(self, token: str, method: str, key: str) -> SignedRequest:
        """What the token allows; raises BadSignatureError when it is not ours, for something else, or too old."""
        try:
            request = SignedRequest.model_validate(self._serializer.loads(token))
        except (BadSignature, ValueError) as error:
            raise BadSignatureError("The URL's signature is wrong; ask for a new URL.") from error
        if (request.method, request.key) != (method, key):
            raise BadSignatureError("The URL was signed for another file or method; ask for a new URL.")
        if self._clock() > request.expires_s:
            raise BadSignatureError("The URL has expired; ask for a new one.")
        return request

    def presigned_post(self, key: str, max_bytes: int, valid_s: float, owner: str | None = None) -> PresignedPost:
        """A form for this server; raises BadInputError for a key that no store takes."""
        policy = self.sign("POST", allowed(key), max_bytes, valid_s, owner=owner)
        return PresignedPost(url=UPLOAD_PATH, fields={"key": key, "policy": policy})

    def presigned_get(self, key: str, valid_s: float) -> str:
        """A path on this server; raises BadInputError for a key that no store takes."""
        return f"{UPLOAD_PATH}/{quote(key)}?token={self.sign('GET', allowed(key), None, valid_s)}"

    def presigned_part(self, key: str, part: Part, valid_s: float) -> PresignedPut:
        """A path on this server, for sending this one part; raises BadInputError for a key that no store takes."""
        token = self.sign("PUT", allowed(key), part.size, valid_s, part)
        return PresignedPut(url=f"{UPLOAD_PATH}/{quote(key)}?token={token}", headers={})


def load_or_create_secret(path: Path) -> bytes:
    """The installation's secret; made at the first start, readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}")
    if not path.exists():
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(SECRET_BYTES))
        try:
            os.link(new, path)
        except FileExistsError:
            pass  # another process was first; its secret counts
        finally:
            new.unlink()
    return path.read_bytes()
