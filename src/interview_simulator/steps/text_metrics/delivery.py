"""How it was said, from words, their times and the sound. Pure; definitions in the docstrings."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from interview_simulator.domain.report import (
    Filler,
    Fillers,
    Loudness,
    NotAnalysed,
    Pauses,
    Pitch,
    SpeechSection,
    Vocabulary,
    Warning,
)
from interview_simulator.domain.timeline import Interval
from interview_simulator.domain.transcript import Word
from interview_simulator.steps.text_metrics.lexicon import Lexicon, lexicon

PAUSE_S = 0.5
"""Shorter silences belong to articulation and breathing (Goldman-Eisler 1968 draws the line at 0.25 s; listeners notice
a pause from about half a second)."""
_NOT_IN_WORDS = re.compile(r"[^\w'’-]+")


def measure_delivery(
    words: Sequence[Word],
    quiet: Sequence[Interval],
    duration_s: float,
    language: str,
    pitch: Pitch | NotAnalysed,
    loudness: Loudness | NotAnalysed,
    warnings: tuple[Warning, ...] = (),
) -> SpeechSection:
    """All figures of the speech section; `quiet` are the sound's silences of at least PAUSE_S."""
    said = [word for word in words if normal(word.text)]
    pauses = pauses_between(said, quiet)
    words_used = lexicon(language)
    return SpeechSection(
        words=len(said),
        speech_rate_wpm=per_minute(len(said), duration_s),
        articulation_rate_wpm=articulation_rate_wpm(said, pauses),
        time_to_first_word_s=time_to_first_word_s(said, quiet),
        fillers=fillers(said, words_used, duration_s),
        pauses=pauses,
        pitch=pitch,
        loudness=loudness,
        vocabulary=vocabulary(said, words_used),
        warnings=warnings,
    )


def per_minute(count: int, duration_s: float) -> float:
    """Count per minute of the recording; 0 for a recording without length."""
    return round(60 * count / duration_s, 1) if duration_s > 0 else 0.0


def articulation_rate_wpm(words: Sequence[Word], pauses: Pauses) -> float | None:
    """Words per minute of the time spoken: from the first word to the last, less the pauses (Goldman-Eisler 1968)."""
    if not words:
        return None
    spoken_s = words[-1].end_s - words[0].start_s - sum(pause.end_s - pause.start_s for pause in pauses.items)
    return round(60 * len(words) / spoken_s, 1) if spoken_s > 0 else None


def time_to_first_word_s(words: Sequence[Word], quiet: Sequence[Interval]) -> float | None:
    """Seconds of the recording before speech begins: the first word's start, or the end of the silence it lies in."""
    if not words:
        return None
    first = words[0]
    in_silence = [gap.end_s for gap in quiet if gap.start_s <= first.start_s < gap.end_s <= first.end_s]
    return round(max([first.start_s, *in_silence]), 3)


def pauses_between(words: Sequence[Word], quiet: Sequence[Interval]) -> Pauses:
    """Silences between the beginning of the first word and the end of the last; ratio is their share of that time."""
    if len(words) < 2:
        return Pauses(count=0, longest_s=0.0, ratio=0.0)
    begin_s = time_to_first_word_s(words, quiet) or 0.0
    end_s = words[-1].end_s
    inside = tuple(gap for gap in quiet if gap.start_s >= begin_s and gap.end_s < end_s)
    lengths_s = [gap.end_s - gap.start_s for gap in inside]
    return Pauses(
        count=len(inside),
        longest_s=round(max(lengths_s, default=0.0), 3),
        ratio=round(min(1.0, sum(lengths_s) / (end_s - begin_s)), 4) if end_s > begin_s else 0.0,
        items=inside,
    )


def fillers(words: Sequence[Word], known: Lexicon, duration_s: float) -> Fillers:
    """Filled pauses and filler phrases, each with its time; per minute of the recording."""
    items = tuple(_found(words, known.fillers))
    return Fillers(count=len(items), per_min=per_minute(len(items), duration_s), items=items)


def vocabulary(words: Sequence[Word], known: Lexicon) -> Vocabulary:
    """Different words, their share (type-token ratio, falls with length), hedges, and words said twice in a row."""
    types = {normal(word.text) for word in words}
    return Vocabulary(
        different=len(types),
        different_ratio=round(len(types) / len(words), 4) if words else 0.0,
        hedges=tuple(_found(words, known.hedges)),
        repetitions=tuple(_repeated(words, known)),
    )


def normal(text: str) -> str:
    """A word as it is compared: lower case, without punctuation."""
    return _NOT_IN_WORDS.sub("", text.lower()).strip("'’-_")


def _found(words: Sequence[Word], phrases: Iterable[str]) -> Iterable[Filler]:
    """Where the phrases were said, in order; a longer phrase wins over a shorter one at the same place."""
    wanted = sorted((tuple(phrase.split()) for phrase in phrases), key=len, reverse=True)
    texts, at = [normal(word.text) for word in words], 0
    while at < len(texts):
        length = next((len(phrase) for phrase in wanted if tuple(texts[at : at + len(phrase)]) == phrase), 0)
        if length:
            yield _filler(words[at : at + length])
        at += length or 1


def _repeated(words: Sequence[Word], known: Lexicon) -> Iterable[Filler]:
    """The second of two equal words in a row, where no sentence ends between them; fillers are counted elsewhere."""
    for before, after in pairwise(words):
        same = normal(before.text) == normal(after.text)
        if same and normal(after.text) not in known.fillers and not before.text.endswith((".", "?", "!", ",")):
            yield _filler([after])


def _filler(words: Sequence[Word]) -> Filler:
    text = " ".join(normal(word.text) for word in words)
    return Filler(text=text, start_s=words[0].start_s, end_s=words[-1].end_s)
