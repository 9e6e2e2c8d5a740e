"""Whisper in batches of windows that are encoded as long as they are.

Whisper's encoder was made for 30 s and is mostly given silence to fill them. Its cost grows faster than the window, so
two windows of 15 s cost half of one of 30 s; and for several windows at a time each weight is read once.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from faster_whisper import BatchedInferencePipeline, WhisperModel
from faster_whisper.audio import pad_or_trim
from faster_whisper.transcribe import get_ctranslate2_storage
from faster_whisper.vad import VadOptions, get_speech_timestamps
from numpy.typing import NDArray

from interview_simulator.domain.timeline import Interval
from interview_simulator.media.sound import SPEECH_RATE_HZ
from interview_simulator.steps.transcription.engine import Sound

FRAMES_PER_S = 100
MARGIN_FRAMES = 2 * FRAMES_PER_S
"""Of silence behind a window, so that its last word has an end."""
SHORTEST_SILENCE_MS = 160
"""Between two stretches of speech; windows are cut there."""
HEARD_FRAMES = 400
"""Of the encoder, 50 a second: 8 s of a window tell its language nearly as well as 15 s, for about half of the cost."""
HARDLY_LIKELY = 0.001
"""Of nearly a hundred languages, those below are not told."""


class UnpaddedBatches(BatchedInferencePipeline):  # type: ignore[misc]  # faster-whisper is not typed
    """faster-whisper's batches without the padding to 30 s."""

    def __init__(self, model: WhisperModel) -> None:
        super().__init__(model)
        self.languages: list[dict[str, float]] = []
        """What each window sounds like, in their order, as far as they were decoded: language -> probability."""
        self.states: NDArray[np.float32] = np.empty((0, 0, 0), np.float32)
        """What the encoder made of the last batch, shape (windows, frames, width), 50 frames a second."""

    def generate_segment_batched(self, features: NDArray[np.float32], tokenizer: Any, options: Any) -> Any:
        """Encode and decode a batch; features have the shape (windows, mels, 3000), zero behind the end of each."""
        encoded, written = super().generate_segment_batched(_unpadded(features), tokenizer, options)
        self.languages += _languages(self.model, encoded)
        self.states = np.array(encoded)
        return encoded, written


def loaded(folder: str, threads: int) -> WhisperModel:
    """The model in this folder, for as many threads that each bring a batch; what they share it holds once.

    Raises RuntimeError, ValueError or OSError when it cannot be loaded.
    """
    return WhisperModel(
        folder, device="cpu", compute_type="int8", cpu_threads=1, num_workers=threads, local_files_only=True
    )


def spoken(sound: Sound) -> Sequence[Interval]:
    """Stretches in which somebody speaks, by Silero's voice activity detection, with 0.4 s around them."""
    options = VadOptions(min_silence_duration_ms=SHORTEST_SILENCE_MS)
    found = get_speech_timestamps(sound, options)
    return [Interval(start_s=one["start"] / SPEECH_RATE_HZ, end_s=one["end"] / SPEECH_RATE_HZ) for one in found]


def languages(model: WhisperModel, sound: Sound, windows: Sequence[Interval]) -> list[dict[str, float]]:
    """What each window sounds like, without writing down its words: language -> probability."""
    return _languages(model, encoded(model, sound, windows))


def encoded(model: WhisperModel, sound: Sound, windows: Sequence[Interval]) -> Any:
    """What the encoder makes of the windows, in CTranslate2's own form, shape (windows, frames, width)."""
    pieces = [
        sound[round(window.start_s * SPEECH_RATE_HZ) : round(window.end_s * SPEECH_RATE_HZ)] for window in windows
    ]
    features = np.stack([pad_or_trim(model.feature_extractor(piece)[..., :-1]) for piece in pieces])
    return model.encode(_unpadded(features))


def _languages(model: WhisperModel, encoded: Any) -> list[dict[str, float]]:
    """One more token of the decoder for each window that was encoded; tokens are as `<|pt|>`."""
    begun = get_ctranslate2_storage(np.array(encoded)[:, :HEARD_FRAMES])
    return [
        {token[2:-2]: round(probability, 4) for token, probability in window if probability >= HARDLY_LIKELY}
        for window in model.model.detect_language(begun)
    ]


def _unpadded(features: NDArray[np.float32]) -> NDArray[np.float32]:
    """Up to a whole second and MARGIN_FRAMES behind the longest window; word times are sought in whole seconds."""
    heard = np.flatnonzero(features.any(axis=(0, 1)))
    whole_s = -(-int(heard[-1] + 1) // FRAMES_PER_S) if heard.size else 0
    return np.ascontiguousarray(features[:, :, : whole_s * FRAMES_PER_S + MARGIN_FRAMES])
