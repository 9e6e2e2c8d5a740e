"""Speech by Whisper through faster-whisper (CTranslate2), with word times and Silero voice activity detection."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from interview_simulator.domain.progress import Progress
from interview_simulator.domain.transcript import Word
from interview_simulator.errors import BadInputError, ModelFileError
from interview_simulator.media.sound import SPEECH_RATE_HZ
from interview_simulator.steps.transcription.engine import Recognition, Sound
from interview_simulator.steps.transcription.word_times import in_order

MOST_LIKELY_SILENT = 0.6
"""Whisper's own no-speech probability from which a segment with doubtful words is dropped."""
DOUBTFUL_LOGPROB = -1.0
INVENTED_CONFIDENCE = 0.25
"""Mean confidence of a segment's words below which it is taken for invented. What Whisper invents in silence and in
knocks has 0.04 to 0.08; the test clips have 0.7 and more, and 0.44 under noise louder than the voice (-5 dB)."""
LOOP_COMPRESSION = 2.8
"""Length of a window's text over its length compressed, from which it is taken for a loop and tried again. A short
phrase that Whisper repeats without end has 10 and more. Whisper's own threshold, 2.4, is passed by half a minute in
which the same is said twice (2.43), and the tries in vain made recognition take twice as long."""
TEMPERATURES = (0.0, 0.2, 0.4)
"""A second and third try where the first ran into a loop; hotter ones say what the sound does not."""
DISFLUENT = {
    "en": "Um, I think, uh, that it was, um, a good, uh, idea.",
    "pt": "Hum, eu acho, ã, que foi, é, uma boa, hum, ideia.",
}
"""What Whisper believes it wrote before each window. Its training texts leave out "um" and "uh", so it does as well,
unless the text before has them: then it writes each of them down, with its time, and repeated words too."""
TAIL_S = 0.6
"""What is left of the sound behind the last segment and shorter than this is the end of its last word. Whisper would
decode it once more, and where the text before is disfluent it hears "uh" in it, again and again."""
MOST_WORDS_PER_S = 12.0
"""Twice as fast as the fastest speakers: a segment with more was not said. Whisper writes a hundred words into the half
second that is left behind its last segment."""
AUDIBLE_RATIO = 0.01
"""Of the peak: 40 dB under it nothing is said."""


class WhisperRecogniser:
    """A speech recogniser that runs on this machine; the model is loaded at the first use and then kept."""

    longest_s: float | None = 30.0
    """Whisper's window."""

    def __init__(self, folder: Callable[[], Path], digests: dict[str, str], threads: int, model: str) -> None:
        self._folder, self.models, self._threads = folder, digests, threads
        self.name = f"faster-whisper/{model}"
        self._loading = Lock()

    @cached_property
    def _model(self) -> Any:
        from faster_whisper import WhisperModel

        try:
            return WhisperModel(
                str(self._folder()),
                device="cpu",
                compute_type="int8",
                cpu_threads=self._threads,
                local_files_only=True,
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelFileError(
                "The speech model cannot be loaded; run `interview-simulator models verify`."
            ) from error

    def recognise(self, sound: Sound, language: str | None, progress: Progress) -> Recognition:
        """Words of the sound; segments that are likely invented are left out.

        Raises ModelFileError when the model cannot be loaded, BadInputError for a language that it does not know.
        """
        with self._loading:
            model = self._model
        if language is not None and language not in model.supported_languages:
            raise BadInputError(f"The speech model does not know the language {language!r}; try en, pt or auto.")
        spoken, probability = (language, None) if language else _detected(model, sound)
        segments, info = model.transcribe(
            sound,
            language=spoken,
            hotwords=DISFLUENT.get(spoken),
            word_timestamps=True,
            vad_filter=True,
            condition_on_previous_text=False,
            temperature=TEMPERATURES,
            no_speech_threshold=MOST_LIKELY_SILENT,
            log_prob_threshold=DOUBTFUL_LOGPROB,
            compression_ratio_threshold=LOOP_COMPRESSION,
            hallucination_silence_threshold=2.0,
        )
        duration_s = len(sound) / SPEECH_RATE_HZ
        told = _told(segments, duration_s, _end_s(sound), progress)
        words = tuple(map(_rounded, in_order(_words(told), duration_s)))
        return Recognition(language=info.language, language_probability=probability, words=words)


def _detected(model: Any, sound: Sound) -> tuple[str, float]:
    """The language and its probability. It must be known before the text that each window begins with."""
    language, probability, _ = model.detect_language(sound, vad_filter=True)
    return language, float(probability)


def _end_s(sound: Sound) -> float:
    """Where the last sound is that could be speech; 0 where there is none."""
    loud = np.flatnonzero(np.abs(sound) > AUDIBLE_RATIO * np.abs(sound).max(initial=0.0))
    return float(loud[-1] / SPEECH_RATE_HZ) if loud.size else 0.0


def _told(segments: Iterable[Any], duration_s: float, end_s: float, progress: Progress) -> Iterator[Any]:
    """Segments as they come, up to the end of the speech; Whisper works while they are taken."""
    for segment in segments:
        yield segment
        progress(min(1.0, segment.end / duration_s))
        if segment.end > end_s - TAIL_S:
            break
    progress(1.0)


def _words(segments: Iterable[Any]) -> Iterator[Word]:
    for segment in segments:
        words = list(_whole_words(segment.words or ()))
        if words and not _invented(words, segment.end - segment.start):
            yield from words


def _invented(words: Sequence[Word], lasts_s: float) -> bool:
    too_many = len(words) > max(1.0, MOST_WORDS_PER_S * lasts_s)
    return too_many or sum(word.confidence for word in words) / len(words) < INVENTED_CONFIDENCE


def _whole_words(tokens: Iterable[Any]) -> Iterator[Word]:
    """Whisper's pieces put together: one without a leading space belongs to the word before it (" D", ".C.")."""
    waiting: Word | None = None
    for token in tokens:
        piece = _word(token.word.strip(), token)
        if waiting is not None and not token.word.startswith(" "):
            waiting = _joined(waiting, piece)
            continue
        if waiting is not None and waiting.text:
            yield waiting
        waiting = piece
    if waiting is not None and waiting.text:
        yield waiting


def _word(text: str, token: Any) -> Word:
    start_s = max(0.0, float(token.start))
    confidence = min(1.0, max(0.0, float(token.probability)))
    return Word(text=text, start_s=start_s, end_s=max(start_s, float(token.end)), confidence=confidence)


def _joined(word: Word, piece: Word) -> Word:
    return Word(
        text=word.text + piece.text,
        start_s=word.start_s,
        end_s=max(word.end_s, piece.end_s),
        confidence=min(word.confidence, piece.confidence),
    )


def _rounded(word: Word) -> Word:
    """To milliseconds, and thousandths of a probability."""
    update = {"start_s": round(word.start_s, 3), "end_s": round(word.end_s, 3), "confidence": round(word.confidence, 3)}
    return word.model_copy(update=update)
