"""Sound out of a recording, as speech recognisers and voice analysis want it."""

import math
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from interview_simulator.decoding.decoder import IN_PROCESS, Decoder
from interview_simulator.media.inspect import audio_stream
from interview_simulator.media.reading import not_longer, reading, start_s

SPEECH_RATE_HZ = 16_000
FULL_SCALE = 32768
Sound = NDArray[np.float32]
"""Mono, 16 kHz, -1 to 1, shape (samples,)."""


def speech(path: Path, decoder: Decoder = IN_PROCESS) -> Sound:
    """All of the recording's sound; empty when it has none.

    Sound that begins later than the picture is padded with silence, so that times tie to the video.
    Raises BadRecordingError when the file cannot be read.
    """
    return np.concatenate([np.zeros(0, np.float32), *decoder.each(speech_blocks, path)])


def speech_blocks(path: Path, most_s: float = math.inf) -> Iterator[Sound]:
    """The sound in pieces, in order; a broken end is left out. Raises BadRecordingError beyond `most_s`."""
    heard = 0
    for block in _blocks(path):
        heard += len(block)
        not_longer(heard / SPEECH_RATE_HZ, most_s)
        yield block


def _blocks(path: Path) -> Iterator[Sound]:
    with reading(path) as container:
        stream = audio_stream(container)
        if stream is None:
            return
        resampler = speech_resampler()
        late_s, first = 0.0, True
        for frame in _decoded(container, stream):
            if first and frame.time is not None:
                late_s, first = frame.time - start_s(container), False
                yield np.zeros(max(0, round(late_s * SPEECH_RATE_HZ)), np.float32)
            yield from map(as_float, resampled(resampler, frame))
        yield from map(as_float, resampled(resampler, None))


def as_float(samples: NDArray[np.int16]) -> Sound:
    """Signed 16-bit samples as -1 to 1."""
    return samples.astype(np.float32) / np.float32(FULL_SCALE)


def speech_resampler() -> av.AudioResampler:
    """To mono, 16 kHz, signed 16-bit, a second at a time: a browser's 20 ms pieces would cost more than their sound."""
    return av.AudioResampler("s16", "mono", SPEECH_RATE_HZ, frame_size=SPEECH_RATE_HZ)


def resampled(resampler: av.AudioResampler, frame: av.AudioFrame | None) -> Iterator[NDArray[np.int16]]:
    """The frame (None: what the resampler still holds) as signed 16-bit samples."""
    for piece in resampler.resample(frame):
        yield piece.to_ndarray().reshape(-1)


def _decoded(container: av.container.InputContainer, stream: av.AudioStream) -> Iterator[av.AudioFrame]:
    try:
        yield from container.decode(stream)
    except av.error.FFmpegError:
        return
