"""The transcript as WebVTT captions (W3C WebVTT, cue text escaped)."""

from collections.abc import Iterable, Sequence
from html import escape

from interview_simulator.domain.transcript import Word, as_text

LINE_CHARACTERS = 42
"""Usual length of a subtitle line (BBC Subtitle Guidelines: 37 to 42)."""
LONGEST_CUE_S = 6.0
GAP_S = 0.8
"""A pause this long begins a new caption."""
SENTENCE_END = (".", "?", "!")


def web_vtt(words: Sequence[Word]) -> str:
    """Captions of one line each; a document without cues when nothing was said."""
    cues = [f"{_time(cue[0].start_s)} --> {_time(cue[-1].end_s)}\n{_text(cue)}\n" for cue in cues_of(words)]
    return "\n".join(["WEBVTT\n", *cues])


def cues_of(words: Sequence[Word]) -> list[list[Word]]:
    """Words in captions: a new one after a sentence, a pause, a full line or six seconds."""
    cues: list[list[Word]] = []
    for word in words:
        if cues and not _full(cues[-1], word):
            cues[-1].append(word)
        else:
            cues.append([word])
    return cues


def _full(cue: Sequence[Word], word: Word) -> bool:
    length = sum(len(w.text) + 1 for w in cue) + len(word.text)
    return (
        cue[-1].text.endswith(SENTENCE_END)
        or word.start_s - cue[-1].end_s >= GAP_S
        or length > LINE_CHARACTERS
        or word.end_s - cue[0].start_s > LONGEST_CUE_S
    )


def _text(words: Iterable[Word]) -> str:
    return escape(as_text(words), quote=False)


def _time(time_s: float) -> str:
    milliseconds = round(time_s * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milliseconds // 1000:02}.{milliseconds % 1000:03}"
