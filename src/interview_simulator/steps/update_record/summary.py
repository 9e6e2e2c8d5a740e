"""Strengths and next steps, from the figures alone, in full sentences in the language of the interview."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from interview_simulator.domain.report import Answer, NotAnalysed, SpeechSection, Summary, VideoSection
from interview_simulator.steps.update_record.phrases import PHRASES, Phrases

MOST = 3
SLOW_WPM, FAST_WPM = 110.0, 180.0
"""Conversational English is mostly spoken at 120 to 180 words per minute (Tauroza and Allison 1990)."""
MANY_FILLERS_PER_MIN = 4.0
LONG_PAUSE_S = 3.0
LOOKS_AWAY_RATIO = 0.7
FLAT_PITCH_SEMITONES = 1.5


@dataclass(frozen=True)
class Finding:
    """One thing that was seen or heard; the strongest come first."""

    good: bool
    weight: float
    sentence: str


def summarise(
    language: str,
    video: VideoSection | NotAnalysed,
    speech: SpeechSection | NotAnalysed,
    answers: tuple[Answer, ...] | NotAnalysed,
) -> Summary:
    """At most three strengths and three next steps, those with the greatest weight first, none of them twice."""
    phrases = PHRASES.get(language, PHRASES["en"])
    findings = [
        *([] if isinstance(answers, NotAnalysed) else _content(answers, phrases)),
        *([] if isinstance(speech, NotAnalysed) else _delivery(speech, phrases)),
        *([] if isinstance(video, NotAnalysed) else _picture(video, phrases)),
    ]
    ranked = sorted(findings, key=lambda finding: -finding.weight)
    return Summary(strengths=_first(ranked, good=True), next_steps=_first(ranked, good=False))


def _first(ranked: Iterable[Finding], *, good: bool) -> tuple[str, ...]:
    return tuple(dict.fromkeys(finding.sentence for finding in ranked if finding.good == good))[:MOST]


def _content(answers: tuple[Answer, ...], say: Phrases) -> Iterator[Finding]:
    judged = [answer for answer in answers if answer.score is not None]
    for answer in judged:
        missing = [point.text for point in answer.key_points if point.coverage == "missing"]
        if answer.verdict == "right":
            yield Finding(True, 3 + (answer.score or 0), say.right_answer.format(question=answer.question))
        elif missing:
            sentence = say.missing_point.format(question=answer.question, point=missing[0].rstrip("."))
            yield Finding(False, 3 + 1 - (answer.score or 0), sentence)


def _delivery(speech: SpeechSection, say: Phrases) -> Iterator[Finding]:
    if speech.words == 0:
        yield Finding(False, 9, say.nothing_heard)
        return
    rate = round(speech.speech_rate_wpm)
    if rate > FAST_WPM or rate < SLOW_WPM:
        yield Finding(False, 2, (say.too_fast if rate > FAST_WPM else say.too_slow).format(rate=rate))
    else:
        yield Finding(True, 1.5, say.good_pace.format(rate=rate))
    per_min = speech.fillers.per_min
    if per_min > MANY_FILLERS_PER_MIN:
        yield Finding(False, 2.5, say.many_fillers.format(count=speech.fillers.count, per_min=f"{per_min:.1f}"))
    if speech.pauses.longest_s > LONG_PAUSE_S:
        yield Finding(False, 1, say.long_pause.format(seconds=f"{speech.pauses.longest_s:.1f}"))
    if not isinstance(speech.pitch, NotAnalysed):
        spread = speech.pitch.spread_semitones
        if spread < FLAT_PITCH_SEMITONES:
            yield Finding(False, 1.2, say.flat_voice.format(spread=f"{spread:.1f}"))


def _picture(video: VideoSection, say: Phrases) -> Iterator[Finding]:
    looking = video.looking_at_camera_ratio
    if looking is not None:
        percent = round(100 * looking)
        good = looking >= LOOKS_AWAY_RATIO
        yield Finding(good, 1.8, (say.looked_at_camera if good else say.looked_away).format(percent=percent))
    if video.multiple_faces_ratio > 0:
        yield Finding(False, 2.2, say.not_alone.format(percent=round(100 * video.multiple_faces_ratio)))
    for warning in video.warnings:
        if warning.code in say.light:
            yield Finding(False, 1.1, say.light[warning.code])
