"""Who may do what: the whole policy, as tables. Pure."""

from dataclasses import dataclass
from typing import Literal

from interview_simulator.domain.address import same
from interview_simulator.domain.pages import Reach

Who = Literal["nobody", "link holder", "candidate", "mentor", "administrator"]
Standing = Literal["own", "shared", "foreign"]
"""How a record stands to the caller: made by them, shown to them by its owner, or neither."""
Action = Literal["see", "watch", "ask", "submit", "delete", "share", "comment", "grade"]
"""What is done to a record. `see`: that it is there, its fields, how far it has come; `watch`: files, report, and what
mentors said; `ask`: the coach about it; `submit`: send it, describe it, analyse it again."""
Right = Literal["interviews", "practise", "account", "look_at_shared", "mentor", "manage", "observe"]
"""What is done without a record. `interviews`: read them; `practise`: make some, and ask the coach; `account`: one's
own; `look_at_shared`: the list of what others show; `mentor`: groups; `manage`: accounts; `observe`: figures of the
server."""
Scope = Literal["metrics", "records", "administration"]
"""What an API token is for, out of what its owner may do. `metrics`: figures of the server; `records`: own records and
those that are shown to the owner, with interviews and groups; `administration`: accounts, and that records exist."""

EVERYTHING = frozenset[Action]({"see", "watch", "ask", "submit", "delete", "share"})
"""Of one's own; nobody comments or grades oneself."""
NOTHING = frozenset[Action]()
ON_RECORDS: dict[Who, dict[Standing, frozenset[Action]]] = {
    "nobody": {"own": NOTHING, "shared": NOTHING, "foreign": NOTHING},
    "link holder": {"own": NOTHING, "shared": frozenset({"see", "watch"}), "foreign": NOTHING},
    "candidate": {"own": EVERYTHING, "shared": NOTHING, "foreign": NOTHING},
    "mentor": {"own": EVERYTHING, "shared": frozenset({"see", "watch", "comment", "grade"}), "foreign": NOTHING},
    "administrator": {
        "own": EVERYTHING,
        "shared": frozenset({"see", "watch", "comment", "grade", "delete"}),
        "foreign": frozenset({"see", "delete"}),
    },
}
"""An administrator looks after records without watching them; that takes the owner's leave, as for a mentor."""
ON_RECORDS_WITHIN: dict[Scope, dict[Standing, frozenset[Action]]] = {
    "metrics": {"own": NOTHING, "shared": NOTHING, "foreign": NOTHING},
    "records": {"own": EVERYTHING, "shared": frozenset({"see", "watch", "comment", "grade"}), "foreign": NOTHING},
    "administration": dict.fromkeys(("own", "shared", "foreign"), frozenset[Action]({"see", "delete"})),
}
"""The most that a token of a scope does to a record; what its owner may not do, it does not either."""
RIGHTS_WITHIN: dict[Scope, frozenset[Right]] = {
    "metrics": frozenset({"observe"}),
    "records": frozenset({"interviews", "practise", "account", "look_at_shared", "mentor"}),
    "administration": frozenset({"manage"}),
}
_OF_ALL: frozenset[Right] = frozenset({"interviews", "practise", "account", "look_at_shared"})
RIGHTS: dict[Who, frozenset[Right]] = {
    "nobody": frozenset(),
    "link holder": frozenset({"interviews", "look_at_shared"}),
    "candidate": _OF_ALL,
    "mentor": _OF_ALL | {"mentor"},
    "administrator": _OF_ALL | {"mentor", "manage", "observe"},
}


@dataclass(frozen=True)
class Caller:
    """Whose request it is."""

    who: Who = "nobody"
    email: str | None = None
    """Of the account; None for nobody and for the holder of a link."""
    account_id: str | None = None
    shown: frozenset[str] = frozenset()
    """Ids of the records that others show to them."""
    session_id: str | None = None
    """Id of the session of the page on which they signed in; None for a script and for the holder of a link."""
    scopes: frozenset[Scope] | None = None
    """Of the API token with which a script asks; None for whoever needs none."""


NOBODY = Caller()


def standing(caller: Caller, record_id: str, owner: str | None) -> Standing:
    """How the record of this owner stands to the caller."""
    if same(caller.email, owner):
        return "own"
    return "shared" if record_id in caller.shown else "foreign"


def may(caller: Caller, action: Action, at: Standing) -> bool:
    """Whether the caller may do this to a record that stands so to them."""
    within = caller.scopes is None or any(action in ON_RECORDS_WITHIN[scope][at] for scope in caller.scopes)
    return within and action in ON_RECORDS[caller.who][at]


def has_right(caller: Caller, right: Right) -> bool:
    """Whether the caller may do this, which concerns no record."""
    within = caller.scopes is None or any(right in RIGHTS_WITHIN[scope] for scope in caller.scopes)
    return within and right in RIGHTS[caller.who]


def reach_of(caller: Caller) -> Reach | None:
    """Which records the caller may see, so that a list need not be read to know; None: all."""
    if may(caller, "see", "foreign"):
        return None
    own = caller.email if may(caller, "see", "own") else None
    return Reach(own, caller.shown if may(caller, "see", "shared") else frozenset())


def may_list_of(caller: Caller, email: str | None) -> bool:
    """Whether the caller may ask for the records of this address, or, with None, of all; they get what they may see."""
    if caller.scopes is not None and not caller.scopes & {"records", "administration"}:
        return False
    if caller.who in ("mentor", "administrator"):
        return True
    return email is not None and is_own_address(caller, email)


def is_own_address(caller: Caller, email: str) -> bool:
    """Whether the address is the caller's."""
    return same(caller.email, email)
