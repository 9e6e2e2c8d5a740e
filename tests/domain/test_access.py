"""The policy: laws that hold whoever asks."""

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from interview_simulator.domain.access import (
    ON_RECORDS,
    RIGHTS,
    Action,
    Caller,
    Right,
    Standing,
    Who,
    has_right,
    may,
    may_list_of,
    standing,
)

whos, standings, actions = (st.sampled_from(get_args(kind)) for kind in (Who, Standing, Action))
emails = st.sampled_from([None, "ana@b.c", "ANA@b.c", "bo@b.c"])
callers = st.builds(Caller, whos, emails, st.none(), st.frozensets(st.sampled_from(["r1", "r2"])))


def test_everyone_and_every_standing_is_in_the_tables() -> None:
    assert set(ON_RECORDS) == set(RIGHTS) == set(get_args(Who))
    assert all(set(row) == set(get_args(Standing)) for row in ON_RECORDS.values())


@given(action=actions, at=standings, right=st.sampled_from(get_args(Right)))
def test_nobody_may_do_nothing(action: Action, at: Standing, right: Right) -> None:
    assert not may(Caller(), action, at) and not has_right(Caller(), right)


@given(caller=callers, at=standings, action=actions)
def test_who_may_do_something_to_a_record_may_see_it(caller: Caller, at: Standing, action: Action) -> None:
    assert not may(caller, action, at) or may(caller, "see", at)


@given(caller=callers, action=st.sampled_from(["watch", "ask", "submit", "share", "comment", "grade"]))
def test_a_foreign_record_is_watched_and_changed_by_nobody(caller: Caller, action: Action) -> None:
    assert not may(caller, action, "foreign")


@given(caller=callers, owner=emails)
def test_a_record_is_foreign_unless_it_is_ones_own_or_shown(caller: Caller, owner: str | None) -> None:
    at = standing(caller, "r1", owner)
    own = caller.email is not None and owner is not None and caller.email.lower() == owner.lower()
    assert (at == "own") is own
    assert (at == "shared") is (not own and "r1" in caller.shown)


@given(caller=callers, email=emails)
def test_a_candidate_lists_their_own_only(caller: Caller, email: str | None) -> None:
    if caller.who == "candidate" and may_list_of(caller, email):
        assert email is not None and caller.email is not None and email.lower() == caller.email.lower()
