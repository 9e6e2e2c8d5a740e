"""The report in a few lines, for a terminal."""

from collections.abc import Iterator
from itertools import zip_longest

from interview_simulator.domain.language_names import name_of
from interview_simulator.domain.report import (
    NotAnalysed,
    Note,
    NoteCode,
    ObjectsFound,
    OtherLanguage,
    Report,
    SpeechSection,
    VideoSection,
)
from interview_simulator.domain.rounding import whole

LAST_S = 1.0
"""Picture and sound of a recording end a little apart."""
NOTES: dict[NoteCode, str] = {
    "gap": "Nothing was recorded from {start} to {end}; the time counts as silence.",
    "sound_gap": "There was no sound for {seconds} s between {start} and {end}; the time counts as silence.",
    "picture_gap": "There was no picture for {seconds} s between {start} and {end}.",
    "jump_ahead": "The recording's clock jumped ahead by {seconds} s at {start}; that time is left out.",
    "joined": "The recording's clock went back at {start}: what follows is another recording, taken as its rest.",
    "tracks_apart": "By their clocks picture and sound began {seconds} s apart; they are taken to begin together.",
    "broke_off": "The recording could be read up to {start}; what follows is not in this report.",
    "sound_track": "The recording has several sound tracks; this one was heard: {track}.",
    "channels_cancel": "The two channels of the sound cancel each other; one of them was heard.",
}


def told(note: Note) -> str:
    """A note as a sentence."""
    start, end = (clock(time_s or 0.0) for time_s in (note.start_s, note.end_s))
    seconds = f"{note.seconds or 0.0:.1f}"
    return "! " + NOTES[note.code].format(start=start, end=end, seconds=seconds, track=note.track or "")


def other_language_told(other: OtherLanguage, report: Report) -> str:
    """Where another language was heard, what that means, and what to do."""
    since, until = clock(other.start_s), clock(other.end_s)
    to_the_end = report.duration_s is None or other.end_s >= report.duration_s - LAST_S
    where = f"from {since} on" if to_the_end else f"from {since} to {until}"
    heard = name_of(other.language, "en")
    again = f" Analyse again: --language {other.language}." if other.offered else " It is not offered."
    return f"! {heard} was heard {where}; what was said there is not judged.{again}"


def report_text(report: Report) -> str:
    """What a person wants to know first; the rest is in report.json."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    duration = "unknown length" if report.duration_s is None else f"{report.duration_s:.1f} s"
    yield f"{report.record_id}: {duration}, language {report.language or 'not known'}"
    yield from map(told, report.notes)
    yield from (other_language_told(other, report) for other in report.other_languages)
    yield from _speech(report.speech)
    yield from _video(report.video)
    if isinstance(report.answers, NotAnalysed):
        yield f"Answers: not analysed. {report.answers.reason}"
    else:
        for answer in report.answers:
            share = "not judged" if answer.score is None else f"{answer.verdict}, {answer.score:.2f}"
            yield f"Answer to “{answer.question}”: {share}. {answer.evaluation}"
    yield from (f"+ {sentence}" for sentence in report.summary.strengths)
    for sentence, moment in zip_longest(report.summary.next_steps, report.summary.moments):
        yield f"> {sentence}" + (f" (at {clock(moment.start_s)})" if moment else "")
    for step, outcome in report.provenance.steps.items():
        if outcome.status != "succeeded":
            yield f"! {step} {outcome.status}: {outcome.reason}"


def _speech(speech: SpeechSection | NotAnalysed) -> Iterator[str]:
    if isinstance(speech, NotAnalysed):
        yield f"Speech: not analysed. {speech.reason}"
        return
    yield (
        f"Speech: {speech.words} words, {whole(speech.speech_rate_wpm)} a minute; {speech.fillers.count} fillers; "
        f"{speech.pauses.count} pauses, {speech.pauses.inside_sentences} inside a sentence, "
        f"the longest {speech.pauses.longest_s:.1f} s"
    )
    if speech.doubtful:
        yield f"Take with care: {', '.join(speech.doubtful)}"


def clock(time_s: float) -> str:
    """Minutes and seconds, as a player shows them."""
    return f"{int(time_s) // 60}:{int(time_s) % 60:02d}"


def _video(video: VideoSection | NotAnalysed) -> Iterator[str]:
    if isinstance(video, NotAnalysed):
        yield f"Video: not analysed. {video.reason}"
        return
    looking = "" if video.looking_at_camera_ratio is None else f", at the camera {video.looking_at_camera_ratio:.0%}"
    yield f"Video: face seen {video.face_present_ratio:.0%}{looking}; attention: {video.attention}"
    if (why := video.limits.get("candidate")) is not None:
        yield f"! {why}"
    if isinstance(video.objects, ObjectsFound):
        told = {"seen": video.objects.labels, "not looked for": video.objects.not_looked_for}
        yield "Objects: " + "; ".join(f"{how}: {', '.join(labels) or 'none'}" for how, labels in told.items())
