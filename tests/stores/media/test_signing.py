"""A signed URL is for one file, one method, one size and a short time; whatever else it is used for is refused."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_simulator.errors import BadSignatureError
from interview_simulator.stores.media.signing import UrlSigner
from interview_simulator.stores.media.store import Part

METHODS = st.sampled_from(["GET", "POST", "PUT"])
KEYS = st.sampled_from(["recordings/r1.webm", "recordings/r10.webm", "artefacts/r1/report.json", "recordings/R1.webm"])
PART = Part(number=2, size=5, sha256="0" * 64)
NOW_S = 1_000_000.0


def signer(now_s: float = NOW_S, secret: bytes = b"secret") -> UrlSigner:
    return UrlSigner(secret, lambda: now_s)


@given(
    signed=st.tuples(METHODS, KEYS),
    used=st.tuples(METHODS, KEYS),
    valid_s=st.floats(1, 1000),
    after_s=st.floats(0, 2000),
)
def test_a_token_is_taken_for_what_it_was_signed_and_in_its_time_alone(
    signed: tuple[str, str], used: tuple[str, str], valid_s: float, after_s: float
) -> None:
    token, later = signer().sign(*signed, 100, valid_s), signer(NOW_S + after_s)
    if used == signed and NOW_S + after_s <= NOW_S + valid_s:
        assert later.verify(token, *used).max_bytes == 100
    else:
        with pytest.raises(BadSignatureError):
            later.verify(token, *used)


@given(at=st.integers(0, 10_000), letter=st.sampled_from(string.ascii_letters + string.digits + "-_."))
def test_a_token_of_which_any_letter_was_changed_allows_nothing_else(at: int, letter: str) -> None:
    """The last letter of Base64 has bits that mean nothing; then it is the same token."""
    token = signer().sign("PUT", "recordings/r1.webm", 5, 60, PART)
    at %= len(token)
    changed = token[:at] + letter + token[at + 1 :]
    try:
        allowed = signer().verify(changed, "PUT", "recordings/r1.webm")
    except BadSignatureError:
        return
    assert (allowed == signer().verify(token, "PUT", "recordings/r1.webm") and at == len(token) - 1) or changed == token


def test_a_token_carries_its_part_and_size() -> None:
    allowed = signer().verify(signer().sign("PUT", "recordings/r1.webm", 5, 60, PART), "PUT", "recordings/r1.webm")
    assert (allowed.part, allowed.max_bytes) == (PART, 5)


def test_another_installations_token_is_refused() -> None:
    token = signer(secret=b"another").sign("GET", "recordings/r1.webm", None, 60)
    with pytest.raises(BadSignatureError, match="wrong"):
        signer().verify(token, "GET", "recordings/r1.webm")
