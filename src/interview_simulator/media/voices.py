"""Which of several sound tracks speaks: screen recorders write the desktop's sound beside the microphone's."""

from functools import lru_cache
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from interview_simulator.media.reading import reading

LISTENED_S = 60.0
RATE_HZ = 16_000
FRAME = RATE_HZ // 100
LEAST_FRAMES = 100
"""A second: less holds no syllables to speak of."""
AUDIBLE_DB = -60.0
SYLLABLES_HZ, MODULATIONS_HZ = (2.0, 8.0), 50.0
"""Speech swells and falls with its syllables, about four times a second (Houtgast and Steeneken 1985)."""
AS_MUCH = 0.8
"""Of two tracks that speak nearly alike the first is taken: recorders put the mix of all there."""


def speaking(path: Path, streams: tuple[int, ...]) -> int:
    """Which of these streams speaks most; the first where none does. Raises BadRecordingError."""
    status = path.stat()
    return _speaking(path, streams, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=16)
def _speaking(path: Path, streams: tuple[int, ...], _size: int, _changed: int) -> int:
    scores = [speech_likeness(_beginning(path, stream)) for stream in streams]
    return next(stream for stream, score in zip(streams, scores, strict=True) if score >= AS_MUCH * max(scores))


def speech_likeness(sound: NDArray[np.float32]) -> float:
    """How much of the loudness of mono sound at RATE_HZ moves with syllables: 0 for silence, below 0.2 for a steady
    tone or noise, about 0.5 for speech. Clicks move at all rates alike and count less."""
    count = len(sound) // FRAME
    if count < LEAST_FRAMES:
        return 0.0
    power = np.square(sound[: count * FRAME].reshape(count, FRAME), dtype=np.float64).mean(axis=1)
    if 10 * np.log10(np.percentile(power, 95) + 1e-12) < AUDIBLE_DB:
        return 0.0
    loudness = np.sqrt(power)
    spectrum = np.square(np.abs(np.fft.rfft(loudness - loudness.mean())))
    rates_hz = np.fft.rfftfreq(count, FRAME / RATE_HZ)
    syllables = spectrum[(rates_hz >= SYLLABLES_HZ[0]) & (rates_hz <= SYLLABLES_HZ[1])].sum()
    moving = spectrum[(rates_hz >= SYLLABLES_HZ[0]) & (rates_hz <= MODULATIONS_HZ)].sum()
    depth = np.sqrt(2 * syllables) / count / loudness.mean()
    return float(depth * syllables / moving) if moving > 0 else 0.0


def _beginning(path: Path, stream: int) -> NDArray[np.float32]:
    """The first LISTENED_S of a stream's sound; what cannot be decoded is left out."""
    heard, samples = [np.zeros(0, np.float32)], 0
    with reading(path) as container:
        track = container.streams[stream]
        resampler: av.AudioResampler | None = None
        for packet in container.demux(track):
            try:
                frames = packet.decode()
            except av.error.FFmpegError:
                continue
            for frame in frames:
                resampler = resampler or av.AudioResampler("flt", "mono", RATE_HZ)
                try:
                    pieces = resampler.resample(frame)
                except ValueError:  # its form has changed
                    resampler = av.AudioResampler("flt", "mono", RATE_HZ)
                    pieces = resampler.resample(frame)
                heard += [piece.to_ndarray().reshape(-1) for piece in pieces]
                samples += sum(piece.samples for piece in pieces)
            if samples > LISTENED_S * RATE_HZ:
                break
    return np.concatenate(heard)
