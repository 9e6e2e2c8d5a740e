"""Whether a sentence says the opposite of a key point. Pure.

Vectors of sentences hardly tell "first in" from "last in", or "is slower" from "is not slower". Three things are looked at: words of
order and degree that stand beside the same words as their opposite in the key point, negations of the same clause, and other
numbers of the same thing.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal

from interview_simulator.steps.text_metrics.terms import FUNCTION_WORDS, stems, words

Contradiction = Literal["none", "perhaps", "plain"]
NEAR = 6
"""Words to either side of a word that count as standing beside it."""
SAME_CLAUSE = 0.6
"""Share of a clause's words of meaning from which a negation of it is plain."""
TOUCHED = 0.3
"""Share from which it may be one."""

_OPPOSITES = {
    "en": (
        "first/last newest/oldest new/old before/after more/less more/fewer faster/slower fast/slow cheaper/dearer higher/lower "
        "high/low increase/decrease always/never own/share own/shared same/different all/none public/private early/late "
        "top/bottom front/back long/short large/small open/closed begin/end most/least buy/sell add/remove up/down inside/outside "
        "possible/impossible allowed/forbidden safe/unsafe newest/earliest linear/constant stateless/stateful recent/oldest"
    ),
    "pt": (
        "primeiro/último primeira/última novo/antigo nova/antiga antes/depois mais/menos rápido/lento rápida/lenta barata/cara "
        "barato/caro baratas/caras maior/menor alto/baixo alta/baixa aumenta/diminui sempre/nunca própria/compartilham "
        "própria/compartilhada próprio/compartilham próprio/compartilhado mesmo/diferente todos/nenhum público/privado cedo/tarde "
        "topo/fundo início/fim longo/curto grande/pequeno aberto/fechado dentro/fora possível/impossível seguro/inseguro "
        "linear/constante"
    ),
}
NEGATIONS = {
    "en": frozenset(
        "not no never cannot can't don't doesn't didn't isn't aren't wasn't weren't won't wouldn't haven't hasn't hadn't couldn't "
        "shouldn't nothing none nobody without neither nor".split()
    ),
    "pt": frozenset("não nunca jamais nem nada nenhum nenhuma ninguém sem".split()),
}
_NUMBERS = {
    "en": "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand".split(),
    "pt": "dois três quatro cinco seis sete oito nove dez onze doze vinte trinta quarenta cinquenta cem mil".split(),
}
_VALUES = ["2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "20", "30", "40", "50", "100", "1000"]
_CLAUSE = {
    "en": re.compile(r"[,.;:!?…—]+|\b(?:and|but|while|whereas|because|so that|which|until|before)\b"),
    "pt": re.compile(r"[,.;:!?…—]+|\b(?:e|mas|enquanto|porque|para que|já|antes)\b"),
}
DIRECTIONS = frozenset({"in", "out"})
"""Function words with a meaning of their own beside words of order."""


_INSTEAD = re.compile(r"\b(?:instead of|rather than|em vez de|ao invés de)\b")


def contradicts(said: str, point: str, language: str) -> Contradiction:
    """Judge one sentence against one key point; "perhaps" where it may be an opposite but little is shared."""
    said, point = (_INSTEAD.sub({"pt": " sem"}.get(language, " without"), text.lower()) for text in (said, point))
    if _opposite(said, point, language) or _other_number(said, point, language):
        return "plain"
    return _negated(said, point, language)


def _opposite(said: str, point: str, language: str) -> bool:
    """A word stands beside words that in the point stand beside its opposite rather than beside itself."""
    theirs, opposites = _beside(point, language), _opposites(language)
    for term, around in _beside(said, language):
        turned = max((len(around & found) for word, found in theirs if word in opposites[term]), default=0)
        same = max((len(around & found) for word, found in theirs if _on_one_side(word, term, opposites)), default=0)
        if turned > same:
            return True
    return False


def _on_one_side(one: str, other: str, opposites: dict[str, set[str]]) -> bool:
    return one == other or not opposites[one].isdisjoint(opposites[other])


def without_others(said: str, own: frozenset[str], others: frozenset[str], language: str) -> str:
    """The sentence without its clauses about the other things that the question compares; "" where none is left.

    `own` are the stems of the things that the point is about, `others` those of the question's other things. A clause that
    names nothing belongs to the thing that was named before it.
    """
    kept, elsewhere = [], False
    for part in _CLAUSE.get(language, _CLAUSE["en"]).split(said.lower()):
        named = set(stems(words(part), language))
        if not named.isdisjoint(own | others):
            elsewhere = named.isdisjoint(own)
        if not elsewhere:
            kept.append(part.strip())
    return ", ".join(part for part in kept if part)


@lru_cache(maxsize=4096)
def _beside(text: str, language: str) -> list[tuple[str, frozenset[tuple[str, bool]]]]:
    """Each word that has an opposite, with the stems of meaning that stand near it in its clause, and whether behind it."""
    opposites, function = _opposites(language), FUNCTION_WORDS.get(language, FUNCTION_WORDS["en"]) - DIRECTIONS
    found: list[tuple[str, frozenset[tuple[str, bool]]]] = []
    for part in _CLAUSE.get(language, _CLAUSE["en"]).split(text.lower()):
        said = words(part)
        bare = stems(said, language)
        for place, word in enumerate(said):
            if word in opposites:
                near = range(max(0, place - NEAR), min(len(said), place + NEAR + 1))
                meant = (other for other in near if said[other] not in function and said[other] not in opposites)
                found.append((word, frozenset((bare[other], other > place) for other in meant)))
    return found


@cache
def _opposites(language: str) -> dict[str, set[str]]:
    pairs: dict[str, set[str]] = {}
    for pair in _OPPOSITES.get(language, _OPPOSITES["en"]).split():
        one, other = pair.split("/")
        pairs.setdefault(one, set()).add(other)
        pairs.setdefault(other, set()).add(one)
    return pairs


def _other_number(said: str, point: str, language: str) -> bool:
    """The point's numbers of a thing are missing, and another number of the same thing is there."""
    ours, theirs = dict(_counted(said, language)), dict(_counted(point, language))
    return any(
        thing in ours and ours[thing].isdisjoint(numbers) and numbers.isdisjoint(set().union(*ours.values()))
        for thing, numbers in theirs.items()
    )


def _counted(text: str, language: str) -> Iterator[tuple[str, set[str]]]:
    values = dict(zip(_NUMBERS.get(language, _NUMBERS["en"]), _VALUES, strict=True))
    said = [values.get(word, word) for word in words(text)]
    things: dict[str, set[str]] = {}
    for number, thing in zip(said, [*stems(said, language), ""][1:], strict=True):
        if number.isdecimal() and number != "1" and thing and not thing.isdecimal():
            things.setdefault(thing, set()).add(number)
    yield from things.items()


def _negated(said: str, point: str, language: str) -> Contradiction:
    """A negated clause that denies what a clause of the point asserts.

    The other way round tells nothing: what a point says must not be done is often said as what to do instead.
    """
    ours = _clauses(said, language)
    worst: Contradiction = "none"
    for clause, negated in _clauses(point, language):
        if negated or not clause:
            continue
        same = max((len(clause & other) for other, other_negated in ours if not other_negated), default=0)
        denied = max((len(clause & other) for other, other_negated in ours if other_negated), default=0)
        if denied > same and denied >= 2 and denied / len(clause) >= SAME_CLAUSE:
            return "plain"
        if denied >= same and denied / len(clause) >= TOUCHED:
            worst = "perhaps"
    return worst


@lru_cache(maxsize=4096)
def _clauses(text: str, language: str) -> list[tuple[frozenset[str], bool]]:
    """Stems of meaning of each clause, and whether an odd number of negations stands in it."""
    function = FUNCTION_WORDS.get(language, FUNCTION_WORDS["en"])
    negations = NEGATIONS.get(language, NEGATIONS["en"])
    found = []
    for part in _CLAUSE.get(language, _CLAUSE["en"]).split(text.lower()):
        said = words(part)
        meaning: Sequence[str] = [word for word in said if word not in function and word not in negations]
        found.append((frozenset(stems(meaning, language)), sum(word in negations for word in said) % 2 == 1))
    return found
