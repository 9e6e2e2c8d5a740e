"""The packets of a recording, in the video's time.

Whoever reads a recording reads it through here, so that pictures, sound and the playable file have the same times. Both
tracks are read even where one is wanted, for a gap in one of them can only be told from a jump by the other.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer

from interview_simulator.domain.report import Note
from interview_simulator.media import adts
from interview_simulator.media.clock import LONGEST_GAP_S, Clock
from interview_simulator.media.inspect import audio_stream, video_stream
from interview_simulator.media.lacking import breaks_off
from interview_simulator.media.reading import MICROSECONDS, start_s

TRIES = 3
"""Behind an error a demuxer may find the next packet; after so many errors without one it will not."""
MISSING_S = 2.0
"""A header's duration that is longer than what could be read by more than this tells of a lost end."""
TELLS_DURATION = ("matroska", "mov", "flac")
"""Formats whose header says the duration; FFmpeg estimates that of the others."""
FRAMED = ("aac", "mp3", "opus", "amr")
LONGEST_FRAME_S = 0.15
"""Of sound in these codecs. MP4 says of a frame that it lasts up to the next one, over whatever is missing between."""


class Packets:
    """Reads a recording once."""

    def __init__(self, container: InputContainer) -> None:
        self.pictures, self.sound = video_stream(container), audio_stream(container)
        self._container, self._broke_off = container, False
        numbers = [None if stream is None else stream.index for stream in (self.pictures, self.sound)]
        self._clock = Clock(start_s(container), *numbers)
        self._framed = {
            stream.index for stream in (self.pictures, self.sound) if stream is not None and _framed(stream)
        }
        self._is_adts, self._counted_s = container.format.name == "aac", 0.0
        self._tick_s = {stream.index: float(stream.time_base) for stream in container.streams if stream.time_base}

    @property
    def end_s(self) -> float:
        """When the last packet ends that was read."""
        return self._clock.end_s

    def __iter__(self) -> Iterator[av.Packet]:
        """The packets, their times moved so that the recording begins at zero; at last an empty one of each stream.

        Ends where the file breaks. The empty packets make codecs give what they hold.
        """
        streams = [stream for stream in (self.pictures, self.sound) if stream is not None]
        for packet in self._demuxed(streams):
            self._move(packet)
            yield packet
        for stream in streams:
            yield end_of(stream)

    def of(self, wanted: av.VideoStream | av.AudioStream | None) -> Iterator[av.Packet]:
        """The packets of one stream, at last an empty one; none without a stream."""
        if wanted is not None:
            yield from (packet for packet in self if packet.stream_index == wanted.index)

    def notes(self) -> tuple[Note, ...]:
        """What the report tells of the recording's times; asked once, at the end."""
        notes = self._clock.notes()
        if self._broke_off or self._lacks_its_end():
            notes = (*notes, Note(code="broke_off", start_s=round(self.end_s, 3)))
        return notes

    def _demuxed(self, streams: list[av.VideoStream | av.AudioStream]) -> Iterator[av.Packet]:
        """Packets with content, up to the end of the file or of what can be read of it."""
        failed = 0
        while failed < TRIES:
            try:
                for packet in self._container.demux(streams):
                    if packet.size:
                        failed = 0
                        yield packet
                return
            except av.error.FFmpegError:
                failed += 1
        self._broke_off = True

    def _move(self, packet: av.Packet) -> None:
        if self._is_adts:
            self._count(packet)
        pts, dts, stream = packet.pts, packet.dts, packet.stream_index
        tick_s = self._tick_s[stream]
        if pts is not None and dts is not None and (pts - dts) * tick_s > LONGEST_GAP_S:
            dts = packet.dts = None  # Matroska has none: FFmpeg takes it from before a jump
        ticks = pts if dts is None else dts
        if ticks is None:
            return
        by = round(self._clock.shift_s(stream, ticks * tick_s, *self._lengths_s(packet, tick_s)) / tick_s)
        if by:
            packet.pts = None if pts is None else pts + by
            packet.dts = None if dts is None else dts + by

    def _count(self, packet: av.Packet) -> None:
        """FFmpeg counts all frames by the rate of the first."""
        tick_s = self._tick_s[packet.stream_index]
        packet.pts = packet.dts = round(self._counted_s / tick_s)
        lasts_s = adts.lasts_s(bytes(packet))
        packet.duration = round(lasts_s / tick_s)
        self._counted_s += lasts_s

    def _lengths_s(self, packet: av.Packet, tick_s: float) -> tuple[float | None, float | None]:
        """How long a packet lasts, and what it holds, in seconds; None: it does not say."""
        if not packet.duration:
            return None, None
        lasts_s = packet.duration * tick_s
        holds_s = min(lasts_s, LONGEST_FRAME_S) if packet.stream_index in self._framed else lasts_s
        if lasts_s > LONGEST_GAP_S:
            packet.duration, lasts_s = round(holds_s / tick_s), holds_s
        return lasts_s, holds_s

    def _lacks_its_end(self) -> bool:
        told_s = (self._container.duration or 0) / MICROSECONDS
        if breaks_off(Path(self._container.name)):
            return True
        is_told = self._container.format.name.startswith(TELLS_DURATION) and not self._clock.has_shifted
        return is_told and told_s - start_s(self._container) - self.end_s > MISSING_S


def decoded(stream: av.VideoStream | av.AudioStream, packet: av.Packet) -> list[Any]:
    """The frames in a packet: none in a broken one, or in one that builds on what is missing."""
    try:
        return list(stream.decode(packet))
    except av.error.FFmpegError:
        return []


def _framed(stream: av.VideoStream | av.AudioStream) -> bool:
    name: str = stream.codec_context.name
    return stream.type == "video" or name.removeprefix("lib").startswith(FRAMED)


def end_of(stream: av.VideoStream | av.AudioStream) -> av.Packet:
    """What makes a decoder give all that it holds, with times: without a packet they would have no clock."""
    packet = av.Packet(0)
    packet.stream, packet.time_base = stream, stream.time_base
    return packet
