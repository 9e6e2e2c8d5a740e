"""Whether a file is a recording that can be analysed, found out without decoding more than its beginning."""

from collections.abc import Iterator
from pathlib import Path

import av
from av.container import InputContainer

from interview_simulator.errors import BadRecordingError
from interview_simulator.media.inspect import MediaFacts, audio_stream, inspect, video_stream
from interview_simulator.media.reading import not_longer, reading, start_s

DECODED_AT_MOST = 500
"""Packets in which the first picture or sound is looked for: several seconds."""


def check_recording(path: Path, most_s: float) -> MediaFacts:
    """Facts of the recording.

    Raises BadRecordingError when it cannot be read, holds nothing that can be decoded, or is longer than `most_s`.
    """
    facts = inspect(path)
    not_longer(facts.declared_duration_s, most_s)
    with reading(path) as container:
        if not _shows_or_sounds(container):
            raise BadRecordingError("Not one picture or sound in the file can be read; record or send it again.")
    if facts.declared_duration_s is None:
        with reading(path) as container:
            not_longer(_end_s(container), most_s)
    return facts


def _shows_or_sounds(container: InputContainer) -> bool:
    for number, packet in enumerate(_packets(container)):
        if number == DECODED_AT_MOST:
            break
        try:
            if packet.decode():
                return True
        except av.error.FFmpegError:
            continue
    return False


def _end_s(container: InputContainer) -> float:
    """The end of the last packet."""
    begin_s, end_s = start_s(container), 0.0
    for packet in _packets(container):
        if packet.pts is not None and packet.time_base is not None:
            end_s = max(end_s, float((packet.pts + (packet.duration or 0)) * packet.time_base) - begin_s)
    return end_s


def _packets(container: InputContainer) -> Iterator[av.Packet]:
    """Packets of picture and sound, up to where the file breaks."""
    streams = [stream for stream in (video_stream(container), audio_stream(container)) if stream]
    try:
        yield from container.demux(streams)
    except av.error.FFmpegError:
        return
