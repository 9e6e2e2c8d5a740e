"""Whisper in batches of windows that are encoded as long as they are.

Whisper's encoder was made for 30 s and is mostly given silence to fill them. Its cost grows faster than the window, so
two windows of 15 s cost half of one of 30 s; and for several windows at a time each weight is read once.
"""

from collections.abc import Sequence
from math import ceil
from typing import Any

import numpy as np
from faster_whisper import BatchedInferencePipeline, WhisperModel
from faster_whisper.audio import pad_or_trim
from faster_whisper.tokenizer import Tokenizer
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
MORE_TOKENS = 24
"""Of a second reading than of the first: eight filled pauses with their commas."""
CROP_PAD, CROP_FRAMES = round(0.25 * SPEECH_RATE_HZ), FRAMES_PER_S // 2
"""Silence on either side of a stretch that is heard by itself, in samples, and frames behind it."""
CROPS_AT_ONCE = 8
HARDLY_LIKELY = 0.001
"""Of nearly a hundred languages, those below are not told."""


class UnpaddedBatches(BatchedInferencePipeline):  # type: ignore[misc]  # faster-whisper is not typed
    """faster-whisper's batches without the padding to 30 s."""

    def __init__(self, model: WhisperModel) -> None:
        super().__init__(model)
        self.languages: list[dict[str, float]] = []
        """What each window sounds like, in their order, as far as they were decoded: language -> probability."""
        self._decoded: tuple[Any, Any, list[list[int]]] | None = None

    def generate_segment_batched(self, features: NDArray[np.float32], tokenizer: Any, options: Any) -> Any:
        """Encode and decode a batch; features have the shape (windows, mels, 3000), zero behind the end of each."""
        encoded, written = super().generate_segment_batched(_unpadded(features), tokenizer, options)
        self.languages += _languages(self.model, encoded)
        self._decoded = tokenizer, encoded, [one["tokens"] for one in written]
        return encoded, written

    def readings(self, behind: str, lasts_s: Sequence[float]) -> list[list[Any]]:
        """What each window of the last batch reads like behind a text, in pieces with times in it and probabilities.

        The windows, which last as long, are not encoded again. A reading that is much longer than the first one is cut.
        """
        if self._decoded is None:
            return [[] for _ in lasts_s]
        tokenizer, encoded, first = self._decoded
        prompt = self.model.get_prompt(tokenizer, [], without_timestamps=True, hotwords=behind)
        most = len(prompt) + MORE_TOKENS + max(map(len, first))
        found = self.model.model.generate(encoded, [prompt] * len(lasts_s), beam_size=1, max_length=most)
        tokens = [[token for token in one.sequences_ids[0] if token < tokenizer.eot] for one in found]
        frames = [ceil(window_s) * FRAMES_PER_S for window_s in lasts_s]
        return self.model.find_alignment(tokenizer, tokens, encoded, frames) or [[] for _ in lasts_s]


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
    pieces = [
        sound[round(window.start_s * SPEECH_RATE_HZ) : round(window.end_s * SPEECH_RATE_HZ)] for window in windows
    ]
    features = np.stack([pad_or_trim(model.feature_extractor(piece)[..., :-1]) for piece in pieces])
    return _languages(model, model.encode(_unpadded(features)))


def first_words(
    model: WhisperModel, sound: Sound, stretches: Sequence[Interval], behind: str, words: Sequence[str]
) -> list[list[float]]:
    """How likely each stretch, heard by itself, begins with each of the words, read in English behind a text.

    Shape (stretches, words). A word that is written in more than one token counts by the first.
    """
    tokenizer = Tokenizer(model.hf_tokenizer, multilingual=True, task="transcribe", language="en")
    prompt = model.get_prompt(tokenizer, [], without_timestamps=True, hotwords=behind)
    first = [tokenizer.encode(f" {word}")[0] for word in words]
    return [
        [float(likely) for likely in one]
        for begin in range(0, len(stretches), CROPS_AT_ONCE)
        for one in _likely(
            model, [_crop(sound, one) for one in stretches[begin : begin + CROPS_AT_ONCE]], prompt, first
        )
    ]


def _likely(model: WhisperModel, crops: Sequence[Sound], prompt: list[int], tokens: list[int]) -> NDArray[np.floating]:
    """The probabilities of the tokens at the beginning of each crop, shape (crops, tokens)."""
    features = [model.feature_extractor(crop) for crop in crops]
    frames = max(one.shape[-1] for one in features) + CROP_FRAMES
    encoded = model.encode(np.stack([pad_or_trim(one, frames) for one in features]))
    found = model.model.generate(
        encoded, [prompt] * len(crops), beam_size=1, max_length=len(prompt) + 1, return_logits_vocab=True
    )
    logits = np.stack([np.array(one.logits[0][0], np.float64).reshape(-1) for one in found])
    likely = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray((likely / likely.sum(axis=1, keepdims=True))[:, tokens])


def _crop(sound: Sound, stretch: Interval) -> Sound:
    """The stretch alone between silences, as loud as can be without clipping."""
    piece = sound[round(stretch.start_s * SPEECH_RATE_HZ) : round(stretch.end_s * SPEECH_RATE_HZ)]
    return np.pad(piece / max(1e-9, 2 * float(np.abs(piece).max())), CROP_PAD).astype(np.float32)


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
