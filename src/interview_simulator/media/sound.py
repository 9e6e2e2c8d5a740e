"""Sound out of a recording, as speech recognisers and voice analysis want it."""

import math
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from interview_simulator.decoding.decoder import IN_PROCESS, Decoder
from interview_simulator.media.channels import as_one, audible, cancel_each_other
from interview_simulator.media.continuous import ContinuousSound
from interview_simulator.media.packets import Packets, decoded
from interview_simulator.media.reading import not_longer, reading

SPEECH_RATE_HZ = 16_000
FULL_SCALE = 32768
LOOKED_AT_S, ENOUGH_S = 20, 3
"""Of two channels, to see whether they cancel each other: so many seconds at most, and so many with sound."""
Sound = NDArray[np.float32]
"""Mono, 16 kHz, -1 to 1, shape (samples,)."""


def speech(path: Path, decoder: Decoder = IN_PROCESS) -> Sound:
    """All of the recording's sound; empty when it has none.

    Where there is no sound, before it, in it or behind it, there is silence of the same length, so that times tie to
    the video. Raises BadRecordingError when the file cannot be read.
    """
    return np.concatenate([np.zeros(0, np.float32), *decoder.each(speech_blocks, path)])


def speech_blocks(path: Path, most_s: float = math.inf) -> Iterator[Sound]:
    """The sound in pieces, in order; what cannot be decoded is silence.

    Raises BadRecordingError beyond `most_s`.
    """
    heard = 0
    with reading(path) as container:
        for channels in _heard(Packets(container)):
            heard += len(channels)
            not_longer(heard / SPEECH_RATE_HZ, most_s)
            yield as_float(as_one(channels) if channels.shape[1] == 2 else channels[:, 0])


def channels_cancel(path: Path) -> bool:
    """Whether one channel of the recording is the other turned over, so that both together are silent."""
    audible_blocks, cancelled = 0, 0
    with reading(path) as container:
        packets = Packets(container)
        if packets.sound is None or packets.sound.codec_context.channels < 2:
            return False
        for number, channels in enumerate(_heard(packets)):
            if number == LOOKED_AT_S or audible_blocks == ENOUGH_S:
                break
            audible_blocks += audible(channels)
            cancelled += cancel_each_other(channels)
    return cancelled > audible_blocks / 2


def as_float(samples: NDArray[np.int16]) -> Sound:
    """Signed 16-bit samples as -1 to 1."""
    return samples.astype(np.float32) / np.float32(FULL_SCALE)


def _heard(packets: Packets) -> Iterator[NDArray[np.int16]]:
    """The sound a second at a time (a browser's 20 ms pieces would cost more than their sound); (samples, channels)."""
    stream = packets.sound
    if stream is None:
        return
    channels = 1 if stream.codec_context.channels == 1 else 2
    sound = ContinuousSound("s16", "mono" if channels == 1 else "stereo", SPEECH_RATE_HZ, SPEECH_RATE_HZ)
    for packet in packets.of(stream):
        for frame in decoded(stream, packet):
            yield from (_samples(piece, channels) for piece in sound.add(frame))
    yield from (_samples(piece, channels) for piece in sound.end(packets.end_s))


def _samples(frame: av.AudioFrame, channels: int) -> NDArray[np.int16]:
    samples: NDArray[np.int16] = frame.to_ndarray().reshape(-1, channels)
    return samples
