"""Speech -> words with times, and the 16 kHz sound. A recording in which nothing is heard gives no words."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import numpy as np

from interview_simulator.decoding.decoder import IN_PROCESS, Decoder
from interview_simulator.domain.interview import UNDETERMINED
from interview_simulator.domain.progress import Progress, silent
from interview_simulator.domain.results import Transcription
from interview_simulator.domain.transcript import Transcript, Word, as_text
from interview_simulator.media.inspect import inspect
from interview_simulator.media.sound import SPEECH_RATE_HZ, Sound, speech
from interview_simulator.media.speech_file import write_speech
from interview_simulator.steps.transcription.engine import HeardWindow, Recognition, SpeechRecogniser
from interview_simulator.steps.transcription.pieces import pieces
from interview_simulator.steps.transcription.spoken_language import other_languages

SILENCE_PEAK = 10 ** (-60 / 20)
"""-60 dBFS: quieter than any microphone that picks up a voice."""
Timed = TypeVar("Timed", Word, HeardWindow)
Heard = Callable[[float], None]
"""Told up to which second the sound was heard."""


def _untold(_until_s: float) -> None:
    """Nobody asks how far it is."""


def transcription(
    recording: Path,
    out_dir: Path,
    *,
    recogniser: SpeechRecogniser,
    language: str | None,
    progress: Progress = silent,
    decoder: Decoder = IN_PROCESS,
) -> Transcription:
    """Recognise what was said, and write speech.wav into `out_dir`; `language` None: detect it.

    Raises BadRecordingError when the recording cannot be read, ModelFileError when the model cannot be had.
    """
    decoder.call(inspect, recording)
    sound = speech(recording, decoder)
    duration_s = len(sound) / SPEECH_RATE_HZ
    found = transcribed(
        [sound], recogniser=recogniser, language=language, heard=lambda until_s: progress(until_s / duration_s)
    )
    return with_speech(found, sound, out_dir)


def transcribed(
    blocks: Iterable[Sound], *, recogniser: SpeechRecogniser, language: str | None, heard: Heard = _untold
) -> Transcription:
    """Recognise what is said in the blocks while they come, as far as the recogniser takes sound in pieces.

    The language is detected in the whole sound; whether it is spoken everywhere, the recogniser's windows tell. `heard`
    is told up to which second recognition has come.
    """
    found, begin = [], 0
    for piece in pieces(blocks, recogniser.longest_s if language else None):
        if audible(piece):
            found.append(_recognised(piece, begin / SPEECH_RATE_HZ, recogniser, language, heard))
        begin += len(piece)
    words = tuple(word for recognition in found for word in recognition.words)
    windows = tuple(window for recognition in found for window in recognition.windows)
    spoken, duration_s = found[0].language if words else language or UNDETERMINED, begin / SPEECH_RATE_HZ
    return Transcription(
        language=spoken,
        language_probability=found[0].language_probability if words else None,
        other_languages=other_languages(windows, spoken, duration_s) if words else (),
        duration_s=duration_s,
        transcript=Transcript(text=as_text(words), words=words),
        engines={"speech": recogniser.name},
        models=recogniser.models,
    )


def with_speech(found: Transcription, sound: Sound, out_dir: Path) -> Transcription:
    """What was found in this sound, with the sound as speech.wav in `out_dir`; there is no file of no sound."""
    if not sound.size:
        return found
    write_speech(sound, out_dir / "speech.wav")
    return found.model_copy(update={"speech": out_dir / "speech.wav"})


def _recognised(
    piece: Sound, begin_s: float, recogniser: SpeechRecogniser, language: str | None, heard: Heard
) -> Recognition:
    """What is said in one piece, at its times in the whole."""
    lasts_s = len(piece) / SPEECH_RATE_HZ
    found = recogniser.recognise(piece, language, lambda share: heard(begin_s + share * lasts_s))
    words = tuple(_later(word, begin_s) for word in found.words)
    return found.model_copy(update={"words": words, "windows": tuple(_later(one, begin_s) for one in found.windows)})


def _later(one: Timed, by_s: float) -> Timed:
    times = {"start_s": round(one.start_s + by_s, 3), "end_s": round(one.end_s + by_s, 3)}
    return one.model_copy(update=times) if by_s else one


def audible(sound: Sound) -> bool:
    """Whether there is anything that a recogniser could hear."""
    return bool(sound.size) and float(np.abs(sound).max()) > SILENCE_PEAK
