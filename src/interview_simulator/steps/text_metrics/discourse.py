"""Whether a word that may be a filler is one: by its context, never by itself. Pure.

"It was, like, ten" and "and like we tried" have the filler, "I like it", "like a queue" and "like I said" have the
word. Where the context cannot tell, the word counts as content: a count that is too low does less harm than a reproach
that is wrong.
"""

from collections.abc import Sequence

from interview_simulator.domain.transcript import Word
from interview_simulator.steps.text_metrics.lexicon import Lexicon
from interview_simulator.steps.text_metrics.words import BREAKS, ENDS, normal

_BEFORE = frozenset(
    [
        "and",
        "but",
        "so",
        "because",
        "um",
        "uh",
        "e",
        "mas",
        "aí",
        "então",
        "porque",
        "hum",
        "ã",
        "era",
        "foi",
        "estava",
        "fiquei",
        "é",
    ]
)
"""Words behind which a bare "like" or "tipo" opens no comparison."""
_OPENING = frozenset("yeah yes no okay well so and but um uh sim não é e mas bom então hum ã".split())
_CLAUSE = frozenset("i we they he she there you i'm we're they're he's she's".split())
_AS_SAID = frozenset("said say mentioned told explained wrote".split())
_COMPARED_PT = frozenset(
    ["de", "do", "da", "dos", "das", "um", "uma", "uns", "umas", "o", "a", "os", "as", "esse", "essa", "este", "esta"]
)


def is_filler(words: Sequence[Word], start: int, end: int, known: Lexicon) -> bool:
    """Whether the words from `start` to `end` (not included), a phrase that may be a filler, are one here."""
    phrase = tuple(normal(word.text) for word in words[start:end])
    if not words[end - 1].text.endswith(BREAKS):
        return _is_loose(words, start, phrase)
    before = words[start - 1].text if start else "."
    goes_on = before.endswith(BREAKS) and not before.endswith(ENDS)
    if goes_on and phrase in known.fillers_between:
        return not _is_head(words, start)
    return goes_on or (before.endswith(ENDS) and phrase in known.fillers_set_off and words[end - 1].text.endswith(","))


def _is_head(words: Sequence[Word], start: int) -> bool:
    """Whether only words that open a sentence stand before, as in "Yeah, so, we began"."""
    while start and not words[start - 1].text.endswith(ENDS):
        if normal(words[start - 1].text) not in _OPENING:
            return False
        start -= 1
    return True


def _is_loose(words: Sequence[Word], start: int, phrase: tuple[str, ...]) -> bool:
    """Without marks, as recognisers often write: "and like we tried", "era tipo muito difícil"."""
    before = normal(words[start - 1].text) if start else ""
    behind = [normal(word.text) for word in words[start + 1 : start + 3]]
    if before not in _BEFORE or not behind:
        return False
    if phrase == ("like",):
        return behind[0] in _CLAUSE and not (len(behind) > 1 and behind[1] in _AS_SAID)
    return phrase == ("tipo",) and behind[0] not in _COMPARED_PT
