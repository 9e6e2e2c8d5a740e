"""Pictures at a low rate, without decoding what lies between them where the recording allows it.

A key picture is decoded by itself; every other one needs all pictures since the last key picture. So a key picture
soon after a due moment is taken where there is one, and behind a picture that was taken nothing is decoded until the
next is due.
"""

import math
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import av

from interview_simulator.media.packets import Packets, decoded, end_of
from interview_simulator.media.reading import reading
from interview_simulator.media.upright import Shown

WAIT_FOR_KEY_S = 0.5
"""A step at the usual two pictures a second; where they are wanted more often, each is taken when it is due."""
TICK_S = 1e-6
WITHOUT_LOOP_FILTER = {"skip_loop_filter": "all"}
"""It smooths the edges of blocks, takes a third of the decoding, and moves no landmark by more than noise does."""


def sampled(path: Path, hz: float) -> Iterator[tuple[float, Shown]]:
    """Pictures with their times from the recording's start, one at or soon after each multiple of 1/hz.

    The first key picture within WAIT_FOR_KEY_S is taken, else the first picture at all; none twice,
    and two are at least half a step apart. What cannot be decoded is left out. Raises BadRecordingError when the file
    cannot be read.
    """
    with reading(path) as container:
        packets = Packets(container)
        stream = packets.pictures
        if stream is None:
            return
        stream.codec_context.thread_count = 1  # the pictures are looked at meanwhile, and speech is recognised
        stream.codec_context.options = {**stream.codec_context.options, **WITHOUT_LOOP_FILTER}
        for time_s, frame in _due(packets.of(stream), _Decoding(stream), 1 / hz):
            yield max(time_s, 0.0), Shown(frame, stream.sample_aspect_ratio)


def _due(packets: Iterator[av.Packet], decoding: "_Decoding", step_s: float) -> Iterator[tuple[float, av.VideoFrame]]:
    """Frames at the beginning and at each step behind it; the last of the packets is empty."""
    wait_s, due_s, least_s = WAIT_FOR_KEY_S if step_s >= WAIT_FOR_KEY_S else 0.0, 0.0, 0.0
    for packet in packets:
        at_s = _time_s(packet)
        if packet.is_keyframe and at_s < due_s + wait_s:
            decoding.begin(packet)
            frame = decoding.key() if at_s >= least_s - TICK_S else None
        else:
            decoding.add(packet)
            frame = decoding.first(least_s - TICK_S) if at_s >= due_s + wait_s else None
        while frame is not None:
            yield frame.time, frame
            due_s = due_s + step_s if frame.time < due_s + step_s else frame.time + step_s / 2
            least_s = max(due_s, frame.time + step_s / 2)
            frame = decoding.first(least_s - TICK_S) if at_s >= due_s + wait_s else None


def _time_s(packet: av.Packet) -> float:
    """Behind everything for the empty packet; before everything where the file does not say."""
    ticks = packet.pts if packet.pts is not None else packet.dts
    if not packet.size:
        return math.inf
    return -math.inf if ticks is None else ticks * packet.time_base.numerator / packet.time_base.denominator


class _Decoding:
    """A decoder that holds back packets until a picture is asked for."""

    def __init__(self, stream: av.VideoStream) -> None:
        self._stream, self._end = stream, end_of(stream)
        self._waiting: deque[av.Packet] = deque()
        self._decoded: deque[av.VideoFrame] = deque()
        self._afresh = False

    def begin(self, key: av.Packet) -> None:
        """Nothing before this key picture will be asked for."""
        self._waiting = deque([key])
        self._decoded.clear()
        self._afresh = True

    def add(self, packet: av.Packet) -> None:
        """Keep what may be needed."""
        self._waiting.append(packet)

    def key(self) -> av.VideoFrame | None:
        """The key picture itself, which is decoded again where what follows builds on it; None where it is broken."""
        (packet,) = self._waiting
        self._advance()
        self._decoded.extend(decoded(self._stream, self._end))
        frame = next((frame for frame in self._decoded if frame.time is not None), None)
        self.begin(packet)
        return frame

    def first(self, from_s: float) -> av.VideoFrame | None:
        """The first picture at or after a moment; None where it is not among what was added."""
        while True:
            while self._decoded:
                frame = self._decoded.popleft()
                if frame.time is not None and frame.time >= from_s:
                    return frame
            if not self._waiting:
                return None
            self._advance()

    def _advance(self) -> None:
        if self._afresh:
            self._stream.codec_context.flush_buffers()
            self._afresh = False
        self._decoded.extend(decoded(self._stream, self._waiting.popleft()))
