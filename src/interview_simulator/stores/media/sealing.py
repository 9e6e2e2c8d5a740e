"""Encrypted files: AES-256-GCM in chunks, so that any stretch can be read without the rest. Pure.

    "ISMEDIA1" | id of the key, 8 bytes | salt, 16 bytes | chunks: 64 KiB of the file and a tag of 16 bytes

The last chunk is shorter.

Each file has a key of its own (HKDF-SHA256 of the installation's and the salt), so a chunk's nonce is its number and
whether it is the last one: chunks cannot be moved, left out, or taken from another file. The file's name is
authenticated with each.
"""

import hashlib
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from interview_simulator.errors import DecryptionError

MAGIC = b"ISMEDIA1"
ID_BYTES, SALT_BYTES, TAG_BYTES, KEY_BYTES = 8, 16, 16, 32
HEADER_BYTES = len(MAGIC) + ID_BYTES + SALT_BYTES
CHUNK = 1 << 16
SEALED_CHUNK = CHUNK + TAG_BYTES


class Span(NamedTuple):
    """Chunks, from the first up to, not including, the last, and where they lie in the encrypted file."""

    first: int
    end: int
    start_byte: int
    end_byte: int


def key_id(key: bytes) -> bytes:
    """By which a file says with which key it was encrypted; tells nothing of the key."""
    return hashlib.sha256(b"id of " + key).digest()[:ID_BYTES]


def header(key: bytes, salt: bytes) -> bytes:
    """What an encrypted file begins with."""
    return MAGIC + key_id(key) + salt


class FileCipher:
    """Encrypts and decrypts the chunks of one file."""

    def __init__(self, key: bytes, head: bytes, name: str) -> None:
        """Raises DecryptionError for a header that was written with another key."""
        if head[len(MAGIC) : -SALT_BYTES] != key_id(key):
            raise DecryptionError("This file was encrypted with another key; start with the media key of that time.")
        own = HKDF(SHA256(), KEY_BYTES, salt=head[-SALT_BYTES:], info=MAGIC).derive(key)
        self._aes, self._name = AESGCM(own), name.encode()

    def seal(self, number: int, chunk: bytes, *, is_last: bool) -> bytes:
        """The chunk, encrypted."""
        return self._aes.encrypt(_nonce(number, is_last), chunk, self._name)

    def open(self, number: int, sealed: bytes, *, is_last: bool) -> bytes:
        """The chunk as it was; raises DecryptionError for one that was changed."""
        try:
            return self._aes.decrypt(_nonce(number, is_last), sealed, self._name)
        except InvalidTag as error:
            raise DecryptionError("This file was changed or is damaged; bring it back from a backup.") from error


def sealed_size(size: int) -> int:
    """How many bytes an encrypted file of this size has."""
    return HEADER_BYTES + size + TAG_BYTES * max(1, -(-size // CHUNK))


def chunks_in(sealed: int) -> int:
    """How many chunks an encrypted file of that many bytes has; an empty file has an empty one."""
    return max(1, -(-(sealed - HEADER_BYTES) // SEALED_CHUNK))


def plain_size(sealed: int) -> int:
    """How many bytes the file had before it was encrypted."""
    return sealed - HEADER_BYTES - TAG_BYTES * chunks_in(sealed)


def span(start: int, end: int) -> Span:
    """The chunks that hold the bytes from `start` up to, not including, `end`, which is behind `start`."""
    first, behind = start // CHUNK, -(-end // CHUNK)
    return Span(first, behind, HEADER_BYTES + first * SEALED_CHUNK, HEADER_BYTES + behind * SEALED_CHUNK)


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])
