"""What is not allowed in the picture of an interview, and by which names Rekognition calls it. Pure.

Everything else is allowed, glasses and headphones among it.
"""

from collections.abc import Iterable, Mapping, Sequence

from interview_simulator.domain.frozen import Frozen

HAT, CAP, PHONE, SUNGLASSES, ANOTHER_PERSON = "hat", "cap", "phone", "sunglasses", "another_person"
FORBIDDEN: Mapping[str, str] = {
    "Baseball Cap": CAP,
    "Beanie": CAP,
    "Cap": CAP,
    "Cowboy Hat": HAT,
    "Hat": HAT,
    "Mobile Phone": PHONE,
    "Phone": PHONE,
    "Sun Hat": HAT,
    "Sunglasses": SUNGLASSES,
}
THINGS = frozenset(FORBIDDEN.values())
"""What may lie in a picture besides people, whom the face engine counts as well."""
PERSON = "Person"


class Seen(Frozen):
    """One label of one picture: its name, the wider labels that it is a kind of, how many of it were counted."""

    name: str
    parents: tuple[str, ...] = ()
    count: int = 0


def forbidden_in(seen: Iterable[Seen]) -> frozenset[str]:
    """What is not allowed of all that was seen in one picture.

    A cap is a kind of hat, so Rekognition names both; what another label is a kind of says nothing more.
    """
    labels = list(seen)
    things = [label for label in labels if label.name in FORBIDDEN]
    wider = {parent for thing in things for parent in thing.parents}
    found = {FORBIDDEN[thing.name] for thing in things if thing.name not in wider}
    alone = all(label.count < 2 for label in labels if label.name == PERSON)
    return frozenset(found if alone else {*found, ANOTHER_PERSON})


def lasting(pictures: Sequence[frozenset[str]], in_a_row: int) -> frozenset[str]:
    """Labels that are seen in so many pictures one behind the other."""
    stretches = (pictures[first : first + in_a_row] for first in range(len(pictures) - in_a_row + 1))
    return frozenset(label for stretch in stretches for label in frozenset.intersection(*stretch))
