"""When two addresses are one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_simulator.domain.address import canonical, is_well_formed, same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana@B.C", "ana@b.c"),
        ("ana@BÜCHER.example", "ana@xn--bcher-kva.example"),
        ("ana@bücher。example", "ana@XN--BCHER-KVA.EXAMPLE"),
        ("ana@faß.example", "ana@xn--fa-hia.example"),
    ],
)
def test_case_of_ascii_letters_and_the_form_of_the_domain_make_no_difference(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("straße@b.c", "strasse@b.c"),
        ("\u017fam@b.c", "sam@b.c"),
        ("\u212aim@b.c", "kim@b.c"),
        ("Éva@b.c", "éva@b.c"),
        ("\ufb01n@b.c", "fin@b.c"),
        ("ana@faß.example", "ana@fass.example"),
        ("ana@b.c", "ana@b.c."),
        ("ana@é..c", "ana@e..c"),
        ("", ""),
    ],
)
def test_what_mail_tells_apart_is_told_apart(one: str, other: str) -> None:
    assert same(one, other) is (one == other)


def test_nobody_is_not_nobody() -> None:
    assert not same(None, None) and not same("ana@b.c", None)


@given(st.text(max_size=40))
def test_the_canonical_form_of_anything_is_its_own(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


@given(st.emails())
def test_every_usual_address_is_well_formed_or_quoted(email: str) -> None:
    assert is_well_formed(canonical(email))


@pytest.mark.parametrize(
    "text", ["", "ana", "@b.c", "a@", "a@b@c", "a b@c.d", "a,b@c.d", "a@b..c", "a@é..c", "x" * 319 + "@b"]
)
def test_what_cannot_be_an_address_is_none(text: str) -> None:
    assert not is_well_formed(canonical(text))
