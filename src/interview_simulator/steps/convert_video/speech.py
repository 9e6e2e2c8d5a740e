"""The 16 kHz speech that is written beside the playable file, from the same packets."""

import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import av

from interview_simulator.media.sound import SPEECH_RATE_HZ, resampled, speech_resampler

Listen = Callable[[list[av.AudioFrame], bool], None]
"""Takes the next frames of sound, and whether they are the last."""


def decoder(source: av.AudioStream | None) -> Callable[[av.Packet], list[av.AudioFrame]]:
    """Gives the sound in a packet; a broken packet is silence, and a packet of pictures holds none.

    Plain WAV files do not name their channel layout; two resamplers cannot share such a frame, so it is given a name.
    """
    unnamed = source is not None and source.layout.name.endswith("channels")
    name = av.AudioResampler(layout="mono" if source and source.channels == 1 else "stereo") if unnamed else None

    def hear(packet: av.Packet) -> list[av.AudioFrame]:
        if source is None or packet.stream.index != source.index:
            return []
        try:
            heard = list(source.decode(packet))
        except av.error.FFmpegError:
            return []
        return [named for frame in heard for named in name.resample(frame)] if name else heard

    return hear


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
