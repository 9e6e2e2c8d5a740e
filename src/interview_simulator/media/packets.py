"""The packets of a recording, in the video's time.

Whoever reads a recording reads it through here, so that pictures, sound and the playable file have the same times. Both
tracks are read even where one is wanted, for a gap in one of them can only be told from a jump by the other.
"""

from collections.abc import Iterator

import av
from av.container import InputContainer

from interview_simulator.domain.report import Note
from interview_simulator.media.clock import Clock
from interview_simulator.media.inspect import audio_stream, video_stream
from interview_simulator.media.reading import MICROSECONDS, start_s

TRIES = 3
"""Behind an error a demuxer may find the next packet; after so many errors without one it will not."""
MISSING_S = 2.0
"""A header's duration that is longer than what could be read by more than this tells of a lost end."""
TELLS_DURATION = ("matroska", "mov")
"""Formats whose header says the duration; FFmpeg estimates that of the others."""


class Packets:
    """Reads a recording once."""

    def __init__(self, container: InputContainer) -> None:
        self.pictures, self.sound = video_stream(container), audio_stream(container)
        self._container, self._broke_off = container, False
        numbers = [None if stream is None else stream.index for stream in (self.pictures, self.sound)]
        self._clock = Clock(start_s(container), *numbers)
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
        pts, dts, duration, stream = packet.pts, packet.dts, packet.duration, packet.stream_index
        ticks = pts if dts is None else dts
        if ticks is None:
            return
        tick_s = self._tick_s[stream]
        by = round(self._clock.shift_s(stream, ticks * tick_s, duration * tick_s if duration else None) / tick_s)
        if by:
            packet.pts = None if pts is None else pts + by
            packet.dts = None if dts is None else dts + by

    def _lacks_its_end(self) -> bool:
        told_s = (self._container.duration or 0) / MICROSECONDS
        is_told = self._container.format.name.startswith(TELLS_DURATION) and not self._clock.has_shifted
        return is_told and told_s - start_s(self._container) - self.end_s > MISSING_S


def end_of(stream: av.VideoStream | av.AudioStream) -> av.Packet:
    """What makes a decoder give all that it holds, with times: without a packet they would have no clock."""
    packet = av.Packet(0)
    packet.stream, packet.time_base = stream, stream.time_base
    return packet
