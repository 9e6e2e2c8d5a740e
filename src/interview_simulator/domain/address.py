"""E-mail addresses: when two are one, and which are well formed. Pure."""

import re
from string import ascii_lowercase, ascii_uppercase

LONGEST = 320
"""Characters, in any form."""
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
_WELL_FORMED = re.compile(r"""[^@\s\x00-\x20\x7f"(),:;<>\[\]\\]+@[a-z0-9_-]+(\.[a-z0-9_-]+)*""")


def canonical(address: str) -> str:
    """Return the one form in which addresses are compared and kept.

    ASCII letters are in lower case, and the domain is as IDNA 2008 writes it for the network (`xn--…`). All else
    stays: `straße` is another person than `strasse`. What IDNA refuses stays as it is, and equals nothing else.
    """
    local, at, domain = address.rpartition("@")
    return local.translate(_LOWER) + at + _for_the_network(domain)


def same(one: str | None, other: str | None) -> bool:
    """Return whether both are addresses, and the same one."""
    return one is not None and other is not None and canonical(one) == canonical(other)


def is_well_formed(address: str) -> bool:
    """Return whether an address in canonical form can be somebody's."""
    return len(address) <= LONGEST and _WELL_FORMED.fullmatch(address) is not None


def _for_the_network(domain: str) -> str:
    if domain.isascii() or len(domain) > LONGEST:
        return domain.translate(_LOWER)
    import idna  # most addresses need none of its tables

    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return domain.translate(_LOWER)
