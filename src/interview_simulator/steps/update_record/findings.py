"""What was seen and heard that is worth a sentence, each with its weight and its moment. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interview_simulator.domain.language_names import name_of
from interview_simulator.domain.report import (
    Answer,
    Filler,
    NotAnalysed,
    OtherLanguage,
    Pace,
    SpeechSection,
    VideoSection,
)
from interview_simulator.domain.rounding import whole
from interview_simulator.domain.timeline import Interval, SpanKind
from interview_simulator.steps.update_record.phrases import Phrases

SLOW_WPM, FAST_WPM = 110.0, 210.0
"""This report's own marks. For comparison: in British English, Tauroza and Allison (Applied Linguistics 11, 1990) found
averages of about 140 words a minute in lectures, 160 on the radio, 190 in interviews and 210 in conversations."""
MANY_FILLERS_PER_MIN = 4.0
LONG_PAUSE_S = 3.0
LOOKS_AWAY_RATIO = 0.7
FLAT_PITCH_SEMITONES = 1.5
MANY_HEDGES_PER_MIN = 4.0
MANY_RESTARTS_PER_MIN = 4.0
FALLING_DB = 8.0
LONG_SENTENCE_WORDS = 30.0
SHORT_ANSWER_RATIO = 0.15
"""Of the time that the question allows."""
WINDOW_S = 15.0
FACE_NEEDED_RATIO = 0.5
"""With a face in fewer of the pictures, what was seen of it is not told as the candidate's way of looking."""
SIDEWAYS_WEIGHT = 2.4
"""Before all else that was seen, which it makes uncertain."""


@dataclass(frozen=True)
class Finding:
    """One thing that was seen or heard; the strongest come first. `topic`: of two on the same, the stronger is told."""

    good: bool
    weight: float
    topic: str
    sentence: str
    moment: Interval | None = None


def content(answers: Sequence[Answer], say: Phrases) -> Iterator[Finding]:
    """What was said weighs most: a well-spoken answer to another question helps no one."""
    for answer in answers:
        if answer.score is None:
            continue
        moment = Interval(start_s=answer.start_s, end_s=max(answer.start_s, answer.end_s))
        missing = [point.text for point in answer.key_points if point.coverage == "missing"]
        if answer.verdict == "right":
            sentence = say.right_answer.format(question=answer.question)
            yield Finding(True, 3 + answer.score, answer.question, sentence, moment)
        elif missing:
            sentence = say.missing_point.format(question=answer.question, point=missing[0].rstrip("."))
            yield Finding(False, 3 + 1 - answer.score, answer.question, sentence, moment)


def other_languages(language: str, others: Sequence[OtherLanguage], say: Phrases) -> Iterator[Finding]:
    """Before all else: what was said in another language cannot be judged."""
    for other in others:
        sentence = say.offered_language if other.offered else say.other_language
        names = {"heard": name_of(other.language, say.language), "language": name_of(language, say.language)}
        yield Finding(False, 9, "language", sentence.format(**names), _plain(other))


def delivery(speech: SpeechSection, say: Phrases) -> Iterator[Finding]:
    """How it was said; where little stands out, what to listen to in one's own recording."""
    if speech.words == 0:
        yield Finding(False, 9, "silence", say.nothing_heard)
        return
    yield from _pace(speech, say)
    yield from _flow(speech, say)
    yield from _voice(speech, say)
    yield from _lengths(speech, say)
    yield from _to_listen_to(speech, say)


def picture(video: VideoSection, say: Phrases) -> Iterator[Finding]:
    """How the candidate was seen; where it cannot be told who that is, nothing is said of a face."""
    warned = {warning.code for warning in video.warnings}
    if "several_people" in warned:
        yield Finding(False, 2.3, "face", say.several_people, _first_span(video, "multiple_faces"))
    else:
        yield from _face(video, say, lies="sideways" in warned)
    for code in (warning.code for warning in video.warnings if warning.code in say.light):
        weight = SIDEWAYS_WEIGHT if code == "sideways" else 1.1
        yield Finding(False, weight, code, say.light[code], Interval(start_s=0, end_s=0))


def _face(video: VideoSection, say: Phrases, *, lies: bool) -> Iterator[Finding]:
    """Whether the face was seen, where it looked, and whether it was the only one."""
    looking, present = video.looking_at_camera_ratio, video.face_present_ratio
    if video.samples and present < FACE_NEEDED_RATIO and not lies:
        sentence = say.face_seldom.format(percent=whole(100 * present)) if present else say.no_face
        yield Finding(False, 2.3, "face", sentence, _first_span(video, "no_face"))
    elif looking is not None and not lies:
        percent, good = whole(100 * looking), looking >= LOOKS_AWAY_RATIO
        sentence = (say.looked_at_camera if good else say.looked_away).format(percent=percent)
        yield Finding(good, 1.8, "gaze", sentence, _first_span(video, "looked_away"))
    if video.multiple_faces_ratio > 0:
        sentence = say.not_alone.format(percent=whole(100 * video.multiple_faces_ratio))
        yield Finding(False, 2.2, "alone", sentence, _first_span(video, "multiple_faces"))


def _pace(speech: SpeechSection, say: Phrases) -> Iterator[Finding]:
    rate = whole(speech.speech_rate_wpm)
    if rate > FAST_WPM:
        moment = _around(max(speech.pace, key=_wpm, default=None), speech)
        yield Finding(False, 2, "pace", say.too_fast.format(rate=rate), moment)
    elif rate < SLOW_WPM:
        moment = _around(min(speech.pace, key=_wpm, default=None), speech)
        yield Finding(False, 2, "pace", say.too_slow.format(rate=rate), moment)
    else:
        yield Finding(True, 1.5, "pace", say.good_pace.format(rate=rate))


def _flow(speech: SpeechSection, say: Phrases) -> Iterator[Finding]:
    """Fillers, pauses that break a sentence, restarts, hedges. A pause between sentences is no fault."""
    fillers, words = speech.fillers, speech.vocabulary
    if fillers.per_min > MANY_FILLERS_PER_MIN:
        sentence = say.many_fillers.format(count=fillers.count, per_min=f"{fillers.per_min:.1f}")
        yield Finding(False, 2.5, "fillers", sentence, _densest(fillers.items) or _opening(speech))
    breaks = [pause for pause in speech.pauses.items if not pause.between_sentences]
    longest = max(breaks, key=_length_s, default=None)
    if longest and _length_s(longest) > LONG_PAUSE_S:
        yield Finding(False, 1.3, "pauses", say.long_pause.format(seconds=f"{_length_s(longest):.1f}"), _plain(longest))
    again = sorted([*words.restarts, *words.repetitions], key=lambda item: item.start_s)
    if _per_min(again, speech) > MANY_RESTARTS_PER_MIN:
        yield Finding(False, 1.6, "restarts", say.many_restarts.format(count=len(again)), _densest(again))
    if _per_min(words.hedges, speech) > MANY_HEDGES_PER_MIN:
        sentence = say.many_hedges.format(count=len(words.hedges), example=words.hedges[0].text)
        yield Finding(False, 1.4, "hedges", sentence, _densest(words.hedges))
    if words.sentence_words is not None and words.sentence_words > LONG_SENTENCE_WORDS:
        yield Finding(
            False, 1.0, "sentences", say.long_sentences.format(words=whole(words.sentence_words)), _opening(speech)
        )


def _voice(speech: SpeechSection, say: Phrases) -> Iterator[Finding]:
    if not isinstance(speech.pitch, NotAnalysed) and speech.pitch.spread_semitones < FLAT_PITCH_SEMITONES:
        sentence = say.flat_voice.format(spread=f"{speech.pitch.spread_semitones:.1f}")
        yield Finding(False, 1.2, "pitch", sentence, _opening(speech))
    drop = None if isinstance(speech.loudness, NotAnalysed) else speech.loudness.drop_at_ends_db
    if drop is not None and drop > FALLING_DB:
        yield Finding(False, 1.1, "ends", say.falling_voice.format(drop=whole(drop)), _ending(speech))


def _lengths(speech: SpeechSection, say: Phrases) -> Iterator[Finding]:
    for length in speech.lengths:
        used = length.spoken_s / length.limit_s
        if used > 1:
            moment = Interval(start_s=length.start_s + length.limit_s, end_s=length.start_s + length.spoken_s)
            seconds = whole(length.spoken_s - length.limit_s)
            yield Finding(False, 1.7, "length", say.over_time.format(seconds=seconds), moment)
        elif used < SHORT_ANSWER_RATIO:
            moment = Interval(start_s=length.start_s, end_s=length.start_s + length.spoken_s)
            sentence = say.short_answer.format(seconds=whole(length.spoken_s), limit=whole(length.limit_s))
            yield Finding(False, 1.9, "length", sentence, moment)


def _to_listen_to(speech: SpeechSection, say: Phrases) -> Iterator[Finding]:
    """No faults: places worth hearing again, so that there is always something to practise."""
    yield Finding(False, 0.3, "opening", say.opening, _opening(speech))
    yield Finding(False, 0.2, "ending", say.ending, _ending(speech))
    fastest = max(speech.pace, key=_wpm, default=None)
    rate = whole(fastest.wpm if fastest else speech.speech_rate_wpm)
    yield Finding(False, 0.1, "fastest", say.fastest.format(rate=rate), _around(fastest, speech))


def _opening(speech: SpeechSection) -> Interval:
    start_s = speech.time_to_first_word_s or 0.0
    return Interval(start_s=start_s, end_s=start_s + WINDOW_S)


def _ending(speech: SpeechSection) -> Interval:
    return _around(speech.pace[-1] if speech.pace else None, speech)


def _around(point: Pace | None, speech: SpeechSection) -> Interval:
    if point is None:
        return _opening(speech)
    start_s = max(0.0, round(point.time_s - WINDOW_S / 2, 3))
    return Interval(start_s=start_s, end_s=start_s + WINDOW_S)


def _densest(items: Sequence[Filler]) -> Interval | None:
    """The WINDOW_S from one item on in which most others begin; None without items."""
    groups = [[other for other in items if 0 <= other.start_s - item.start_s < WINDOW_S] for item in items]
    most = max(groups, key=len, default=None)
    return Interval(start_s=most[0].start_s, end_s=most[-1].end_s) if most else None


def _first_span(video: VideoSection, kind: SpanKind) -> Interval | None:
    return next((_plain(span) for span in video.spans if span.kind == kind), None)


def _plain(stretch: Interval) -> Interval:
    return Interval(start_s=stretch.start_s, end_s=stretch.end_s)


def _per_min(items: Sequence[Filler], speech: SpeechSection) -> float:
    """Items a minute of the recording, whose length the words and their rate tell."""
    return len(items) * speech.speech_rate_wpm / speech.words


def _wpm(point: Pace) -> float:
    return point.wpm


def _length_s(stretch: Interval) -> float:
    return stretch.end_s - stretch.start_s
