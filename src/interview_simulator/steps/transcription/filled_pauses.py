"""Filled pauses ("um", "uh") put among words that were written down without them. Pure; times in seconds.

Recognisers leave them out, for the texts that they learned from do. What was said and where it was filled are two
questions here, so that the answer to the one takes nothing from the other.
"""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from interview_simulator.domain.transcript import Word

SOUNDS = {
    "en": frozenset({"um", "uh", "uhm", "umm", "er", "erm", "hm", "hmm", "mm"}),
    "pt": frozenset({"hum", "hm", "hmm", "hã", "ã", "ãh", "eh", "éh"}),
}
"""How filled pauses are written, by language."""
WRITTEN = frozenset().union(*SOUNDS.values())
ALIKE = 0.6
"""Share of the words that two readings of one window must have in common, or the second is not believed."""
COVERED = 0.6
"""Share of a word that a filled pause covers, from which the word is what it was mistaken for."""
SURE = 0.8
"""Confidence from which a word is no mistake."""
MARKS = ".,;:!?…-–—\"'“”"


def plain(text: str) -> str:
    """The word alone, in lower case."""
    return text.strip().strip(MARKS).lower()


def filled(reading: Sequence[Word], words: Sequence[Word], language: str) -> list[Word]:
    """The filled pauses of a reading that shows them; none where it says something else than `words`, of one window."""
    sounds = SOUNDS.get(language, frozenset())
    found = [word for word in reading if plain(word.text) in sounds]
    rest = [plain(word.text) for word in reading if plain(word.text) not in sounds]
    said = [plain(word.text) for word in words if plain(word.text) not in sounds]
    if not words or SequenceMatcher(None, rest, said, autojunk=False).ratio() < ALIKE:
        return []
    return [word.model_copy(update={"text": plain(word.text)}) for word in found if word.end_s > word.start_s]


def either(held: Sequence[Word], read: Iterable[Word]) -> list[Word]:
    """Filled pauses found in two ways, each one time; where both found one, `held` knows better when it was."""
    return [*held, *(pause for pause in read if not any(_overlap(pause, other) for other in held))]


def among(words: Iterable[Word], pauses: Iterable[Word]) -> list[Word]:
    """All in order of time. Words give way: they were stretched over the sound, or are what it was mistaken for."""
    placed: list[Word] = list(words)
    for pause in pauses:
        if not any(plain(word.text) in WRITTEN and _overlap(word, pause) for word in placed):
            placed = sorted([*_making_room(placed, pause), pause], key=lambda word: word.start_s)
    return placed


def _making_room(words: Sequence[Word], pause: Word) -> Iterable[Word]:
    for word in words:
        if not _overlap(word, pause):
            yield word
        elif _share(word, pause) < COVERED or word.confidence >= SURE:
            yield _beside(word, pause)


def _beside(word: Word, pause: Word) -> Word:
    """The word on the side of the pause on which more of it lies."""
    before_s, after_s = pause.start_s - word.start_s, word.end_s - pause.end_s
    if before_s >= after_s:
        return word.model_copy(update={"end_s": max(word.start_s, pause.start_s)})
    return word.model_copy(update={"start_s": min(word.end_s, pause.end_s)})


def _overlap(word: Word, pause: Word) -> bool:
    return word.start_s < pause.end_s and pause.start_s < word.end_s


def _share(word: Word, pause: Word) -> float:
    """How much of the word the pause covers."""
    lasts_s = word.end_s - word.start_s
    both_s = min(word.end_s, pause.end_s) - max(word.start_s, pause.start_s)
    return max(0.0, both_s) / lasts_s if lasts_s > 0 else float(pause.start_s <= word.start_s <= pause.end_s)
