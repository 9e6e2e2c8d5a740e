"""The 16 kHz speech that is written beside the playable file, from the same packets."""

import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import av

from interview_simulator.media.sound import SPEECH_RATE_HZ, resampled, speech_resampler

Listen = Callable[[list[av.AudioFrame], bool], None]
"""Takes the next frames of sound, and whether they are the last."""


@contextmanager
def speech_file(path: Path, begin_s: float) -> Iterator[Listen]:
    """Writes what it hears as mono 16-bit WAV that begins at `begin_s` of the recording's clock."""
    resampler, started = speech_resampler(), False
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(SPEECH_RATE_HZ)

        def listen(heard: list[av.AudioFrame], last: bool) -> None:
            nonlocal started
            for frame in heard:
                if not started:
                    late_s = (frame.time if frame.time is not None else begin_s) - begin_s
                    out.writeframes(bytes(2 * max(0, round(late_s * SPEECH_RATE_HZ))))
                    started = True
                _write(out, resampler, frame)
            if last:
                _write(out, resampler, None)

        yield listen


def _write(out: wave.Wave_write, resampler: av.AudioResampler, frame: av.AudioFrame | None) -> None:
    for samples in resampled(resampler, frame):
        out.writeframesraw(samples.tobytes())
