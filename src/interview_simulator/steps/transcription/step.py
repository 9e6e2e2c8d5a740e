"""Speech -> words with times. A recording in which nothing is heard gives no words."""

from pathlib import Path

import numpy as np

from interview_simulator.decoding.decoder import IN_PROCESS, Decoder
from interview_simulator.domain.progress import Progress, silent
from interview_simulator.domain.results import Transcription
from interview_simulator.domain.transcript import Transcript, as_text
from interview_simulator.media.inspect import inspect
from interview_simulator.media.sound import SPEECH_RATE_HZ, Sound, speech
from interview_simulator.steps.transcription.engine import Recognition, SpeechRecogniser

UNDETERMINED = "und"
"""ISO 639-2: the language could not be told, because nothing was said."""
SILENCE_PEAK = 10 ** (-60 / 20)
"""-60 dBFS: quieter than any microphone that picks up a voice."""


def transcription(
    recording: Path,
    *,
    recogniser: SpeechRecogniser,
    language: str | None,
    progress: Progress = silent,
    decoder: Decoder = IN_PROCESS,
) -> Transcription:
    """Recognise what was said; `language` None: detect it.

    Raises BadRecordingError when the recording cannot be read, ModelFileError when the model cannot be had.
    """
    decoder.call(inspect, recording)
    sound = speech(recording, decoder)
    heard = recogniser.recognise(sound, language, progress) if audible(sound) else None
    found = heard or Recognition(language=language or UNDETERMINED, language_probability=None, words=())
    return Transcription(
        language=found.language if found.words else language or UNDETERMINED,
        language_probability=found.language_probability if found.words else None,
        duration_s=len(sound) / SPEECH_RATE_HZ,
        transcript=Transcript(text=as_text(found.words), words=found.words),
        engines={"speech": recogniser.name},
        models=recogniser.models,
    )


def audible(sound: Sound) -> bool:
    """Whether there is anything that a recogniser could hear."""
    return bool(sound.size) and float(np.abs(sound).max()) > SILENCE_PEAK
