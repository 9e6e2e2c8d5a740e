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
BANDS_HZ = (100, 300, 500, 800, 1200, 1800, 2600, 3600, 5000, 7500)
SHORT = RATE_HZ // 40
"""From one piece of 25 ms to the next, vowels and consonants change the spectrum of speech (spectral flux, Scheirer and
Slaney 1997); the notes of an instrument stay."""
FAINT = 1e-4
"""Pieces below this share of the power of the loud ones are not looked at."""
BEATS = slice(25, 200)
"""Lags of 0.25 to 2 s, in which music repeats itself."""
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
    """How much mono sound at RATE_HZ, shape (samples,), is like speech: 0 for silence.

    Of what it was tuned on, 8 voices and made music, voices have 0.15 to 0.37, drums 0.03 to 0.09, and chords, a
    melody, typing, a tone and noise less than 0.04.

    The product of how much of its loudness moves with syllables, how much its spectrum changes, and how little it
    repeats itself. Clicks move at all rates alike, and nothing follows them: they count less.
    """
    count = len(sound) // FRAME
    if count < LEAST_FRAMES:
        return 0.0
    power = np.square(sound[: count * FRAME].reshape(count, FRAME), dtype=np.float64).mean(axis=1)
    if 10 * np.log10(np.percentile(power, 95) + 1e-12) < AUDIBLE_DB:
        return 0.0
    loudness = np.sqrt(power)
    return _swelling(loudness) * _changing(sound) * (1 - _repeating(loudness))


def _swelling(loudness: NDArray[np.float64]) -> float:
    count = len(loudness)
    spectrum = np.square(np.abs(np.fft.rfft(loudness - loudness.mean())))
    rates_hz = np.fft.rfftfreq(count, FRAME / RATE_HZ)
    syllables = spectrum[(rates_hz >= SYLLABLES_HZ[0]) & (rates_hz <= SYLLABLES_HZ[1])].sum()
    moving = spectrum[(rates_hz >= SYLLABLES_HZ[0]) & (rates_hz <= MODULATIONS_HZ)].sum()
    depth = np.sqrt(2 * syllables) / count / loudness.mean()
    return float(depth * syllables / moving) if moving > 0 else 0.0


def _changing(sound: NDArray[np.float32]) -> float:
    """Median change of the bands' shares of the power from one piece to the next, by how often there is a next one."""
    pieces = sound[: len(sound) // SHORT * SHORT].reshape(-1, SHORT) * np.hanning(SHORT)
    power = np.square(np.abs(np.fft.rfft(pieces, axis=1)))
    edges = [round(hz * SHORT / RATE_HZ) for hz in BANDS_HZ]
    bands = np.add.reduceat(power, edges, axis=1)[:, :-1]
    whole = power.sum(axis=1)
    shares = np.sqrt(bands / (whole[:, None] + 1e-12))
    audible = whole > FAINT * np.percentile(whole, 95)
    both = audible[1:] & audible[:-1]
    changes = np.abs(np.diff(shares, axis=0)).sum(axis=1)[both]
    return float(min(1.0, np.median(changes)) * both.sum() / audible.sum()) if changes.size else 0.0


def _repeating(loudness: NDArray[np.float64]) -> float:
    """The highest autocorrelation of the loudness at a lag of BEATS, 0 to 1; its root, so that no accent stands out."""
    moving = np.sqrt(loudness) - np.sqrt(loudness).mean()
    spectrum = np.square(np.abs(np.fft.rfft(moving, 2 * len(moving))))
    correlation = np.fft.irfft(spectrum)[: len(moving)]
    return float(np.clip(correlation[BEATS].max() / correlation[0], 0, 1)) if correlation[0] > 0 else 1.0


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
