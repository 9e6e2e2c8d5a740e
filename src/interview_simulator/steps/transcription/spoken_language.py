"""Which language is spoken, by how windows of the sound sound. Pure; times in seconds."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter

from interview_simulator.domain.interview import LANGUAGES
from interview_simulator.domain.report import OtherLanguage
from interview_simulator.domain.timeline import Interval, length_s
from interview_simulator.steps.transcription.engine import HeardWindow

KNOWN = 0.8
"""Share of the likeliest of the offered languages among these, from which it is taken to be known."""
LEAST_LIKELY = 0.3
"""Probability of the offered languages together, below which none of them is taken to be known."""
HARDLY = 0.05
"""Probability below which a window is not in a language."""
CLEARLY, CLEARLY_OFFERED = 0.8, 0.5
"""Probability of another language in a window, from which it is taken to be spoken there: less of one that is offered,
for people who answer in the wrong one of these are more likely than others, and accents take from it."""
MISTAKEN = frozenset({"br", "cy", "haw", "jw", "la", "mi", "nn", "sa", "yi"})
"""What Whisper takes accents and noise for: Breton, Welsh, Latin and others that hardly anybody speaks in an interview.
None of them is taken to be clear, whatever its probability."""
OWN = ""
"""Stands for the language of the answers."""
LEAST_HEARD_S = 5.0
"""Of windows in another language: a few words are no change of language, and too little to tell one by."""


@dataclass(frozen=True)
class Choice:
    """The language in which words are recognised, and whether it is known to be the one that is spoken."""

    language: str
    probability: float
    known: bool


def spread(cut: Sequence[Interval], most: int) -> list[Interval]:
    """At most so many of the windows, in order, as far apart as can be; all of few."""
    count = min(most, len(cut))
    return [cut[len(cut) * number // count] for number in range(count)]


def choice(windows: Sequence[HeardWindow], offered: Sequence[str] = LANGUAGES) -> Choice:
    """The likeliest of the offered languages in one or more windows; another one where that is clearly spoken instead.

    Windows weigh by their lengths, and the offered languages are held against each other alone: what is unlike them
    all is still written down in one of them.
    """
    likely = _mean(windows)
    among = sum(likely.get(language, 0.0) for language in offered)
    other = max(likely, key=lambda language: likely[language])
    if other not in MISTAKEN and among < HARDLY and likely[other] >= CLEARLY and length_s(windows) >= LEAST_HEARD_S:
        return Choice(other, round(likely[other], 4), known=True)
    best = max(offered, key=lambda language: likely.get(language, 0.0))
    share = likely.get(best, 0.0) / among if among else 0.0
    return Choice(best, round(share, 4), known=share >= KNOWN and among >= LEAST_LIKELY)


def other_languages(
    windows: Sequence[HeardWindow], language: str, duration_s: float, offered: Sequence[str] = LANGUAGES
) -> tuple[OtherLanguage, ...]:
    """Stretches in which another language than that of the answers was clearly heard, in order of time.

    `language` is that of the answers; one that is not offered is another one everywhere. A stretch goes from window to
    window, the first from the beginning of the recording and the last to its end, `duration_s`.
    """
    own = (language,) if language in offered else tuple(offered)
    heard = [_other(window, own, offered) for window in windows]
    parts = zip(_filled(heard), heard, windows, _spans(windows, duration_s), strict=True)
    found = []
    for other, stretch in groupby(parts, key=itemgetter(0)):
        _, clear, inside, spans = zip(*stretch, strict=True)
        heard_s = length_s(window for window, told in zip(inside, clear, strict=True) if told == other)
        if other != OWN and heard_s >= LEAST_HEARD_S:
            start_s, end_s = spans[0].start_s, spans[-1].end_s
            found.append(OtherLanguage(language=other, offered=other in offered, start_s=start_s, end_s=end_s))
    return tuple(found)


def _other(window: HeardWindow, own: Sequence[str], offered: Sequence[str]) -> str | None:
    """The language that is clearly spoken in a window instead of its own; OWN, or None where nothing is clear."""
    if _share(window, own) >= HARDLY:
        return OWN
    likeliest = max(window.languages, key=lambda language: window.languages[language], default="")
    least = CLEARLY_OFFERED if likeliest in offered else CLEARLY
    is_clear = likeliest not in MISTAKEN and window.languages.get(likeliest, 0.0) >= least
    return likeliest if is_clear else None


def _filled(heard: Sequence[str | None]) -> list[str]:
    """What is not clear goes with what was heard before it, at the beginning with what comes next."""
    before = next((other for other in heard if other is not None), OWN)
    return [before := before if other is None else other for other in heard]


def _spans(windows: Sequence[HeardWindow], duration_s: float) -> list[Interval]:
    """The time of each window up to the next one."""
    marks = [*(window.start_s if place else 0.0 for place, window in enumerate(windows)), duration_s]
    return [Interval(start_s=start_s, end_s=max(start_s, end_s)) for start_s, end_s in pairwise(marks)]


def _share(window: HeardWindow, languages: Sequence[str]) -> float:
    return sum(window.languages.get(language, 0.0) for language in languages)


def _mean(windows: Sequence[HeardWindow]) -> dict[str, float]:
    """The probability of each language, on average over the time of the windows."""
    lasts_s = length_s(windows)
    mean: dict[str, float] = {}
    for window in windows:
        for language, probability in window.languages.items():
            mean[language] = mean.get(language, 0.0) + probability * (window.end_s - window.start_s) / lasts_s
    return mean
