"""How it was said, from words, their times and the silences of the sound. Pure; definitions in the docstrings."""

from collections.abc import Sequence
from dataclasses import dataclass

from interview_simulator.domain.report import (
    Fillers,
    Loudness,
    NotAnalysed,
    Pause,
    Pauses,
    Pitch,
    SpeechSection,
    Warning,
)
from interview_simulator.domain.timeline import Interval, length_s, shared_s, touches
from interview_simulator.domain.transcript import Word
from interview_simulator.steps.text_metrics.engine import SpokenAnswer
from interview_simulator.steps.text_metrics.lexicon import lexicon
from interview_simulator.steps.text_metrics.pace import answer_lengths, heard_by, rolling_pace
from interview_simulator.steps.text_metrics.trust import doubtful
from interview_simulator.steps.text_metrics.wording import fillers, vocabulary
from interview_simulator.steps.text_metrics.words import ENDS, normal

PAUSE_S = 0.5
"""What the report calls a pause. F. Goldman-Eisler, "Psycholinguistics" (1968), counts hesitation from 0.25 s; ours is
stricter, so that stops of a consonant and short breaths stay out."""


@dataclass(frozen=True)
class Said:
    """The words that are measured, in a recording of `duration_s`."""

    words: Sequence[Word]
    language: str
    duration_s: float
    left_out: Sequence[Interval] = ()
    """Stretches whose words are not among these; rates are of the time without them."""


def measure_delivery(
    what: Said,
    quiet: Sequence[Interval],
    pitch: Pitch | NotAnalysed,
    loudness: Loudness | NotAnalysed,
    warnings: tuple[Warning, ...] = (),
    answers: Sequence[SpokenAnswer] = (),
) -> SpeechSection:
    """All figures of the speech section; `quiet` are the sound's silences in order, short ones too."""
    said = [word for word in what.words if normal(word.text)]
    talk, measured_s = talking(said, quiet), what.duration_s - length_s(what.left_out)
    talk_s = length_s([talk]) - shared_s(talk, what.left_out) if talk else 0.0
    pauses = pauses_within(talk, talk_s, [gap for gap in quiet if not touches(gap, what.left_out)], said)
    known = lexicon(what.language)
    filled = fillers(said, known)
    return SpeechSection(
        words=len(said),
        speech_rate_wpm=per_minute(len(said), measured_s),
        articulation_rate_wpm=articulation_rate_wpm(len(said), talk_s, pauses),
        time_to_first_word_s=talk.start_s if talk else None,
        fillers=Fillers(count=len(filled), per_min=per_minute(len(filled), measured_s), items=filled),
        pauses=pauses,
        pitch=pitch,
        loudness=loudness,
        vocabulary=vocabulary(said, known, filled),
        pace=tuple(
            point for point in rolling_pace(said, what.duration_s) if not touches(heard_by(point), what.left_out)
        ),
        lengths=answer_lengths(answers),
        warnings=warnings,
        doubtful=doubtful(warnings),
    )


def talking(words: Sequence[Word], quiet: Sequence[Interval]) -> Interval | None:
    """From the first word to the last, less the silence that a recogniser's word times run into; None without words."""
    if not words:
        return None
    first, last = words[0], words[-1]
    start_s = next(
        (gap.end_s for gap in quiet if gap.start_s <= first.start_s < gap.end_s < first.end_s), first.start_s
    )
    end_s = next((gap.start_s for gap in quiet if last.start_s < gap.start_s < last.end_s <= gap.end_s), last.end_s)
    return Interval(start_s=round(start_s, 3), end_s=round(max(start_s, end_s), 3))


def pauses_within(talk: Interval | None, talk_s: float, quiet: Sequence[Interval], words: Sequence[Word]) -> Pauses:
    """Silences of at least PAUSE_S between the first word and the last; `ratio` is their share of that time, `talk_s`.

    A pause lies between sentences when the last word that began before it ends one by its mark.
    """
    inside = tuple(_placed(gap, words) for gap in quiet if talk and _is_pause(gap, talk))
    lengths_s = [length_s([gap]) for gap in inside]
    return Pauses(
        count=len(inside),
        longest_s=round(max(lengths_s, default=0.0), 3),
        ratio=round(min(1.0, sum(lengths_s) / talk_s), 4) if inside else 0.0,
        inside_sentences=sum(not pause.between_sentences for pause in inside),
        items=inside,
    )


def _placed(gap: Interval, words: Sequence[Word]) -> Pause:
    before = [word for word in words if word.start_s < gap.start_s]
    ended = bool(before) and before[-1].text.endswith(ENDS)
    return Pause(start_s=gap.start_s, end_s=gap.end_s, between_sentences=ended)


def articulation_rate_wpm(words: int, talk_s: float, pauses: Pauses) -> float | None:
    """Words per minute of the time spoken: from the first word to the last, less the pauses (Goldman-Eisler 1968).

    None when no time was spoken.
    """
    spoken_s = talk_s - length_s(pauses.items)
    return per_minute(words, spoken_s) if spoken_s > 0 else None


def per_minute(count: int, duration_s: float) -> float:
    """Count per minute; 0 for no time at all."""
    return round(60 * count / duration_s, 1) if duration_s > 0 else 0.0


def _is_pause(gap: Interval, talk: Interval) -> bool:
    return talk.start_s < gap.start_s and gap.end_s < talk.end_s and length_s([gap]) >= PAUSE_S - 1e-9
