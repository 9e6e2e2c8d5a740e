"""Whether a file is a recording that can be analysed, found out without decoding more than its beginning."""

from pathlib import Path

import av
from av.container import InputContainer

from interview_simulator.errors import BadRecordingError
from interview_simulator.media.inspect import MediaFacts, inspect
from interview_simulator.media.packets import Packets
from interview_simulator.media.reading import not_longer, reading

DECODED_AT_MOST = 500
"""Packets in which the first picture or sound is looked for: several seconds."""


def check_recording(path: Path, most_s: float) -> MediaFacts:
    """Facts of the recording.

    What its header says of a long duration is held against its packets.

    Raises BadRecordingError when it cannot be read, holds nothing that can be decoded, or is longer than `most_s`.
    """
    facts = inspect(path)
    with reading(path) as container:
        if not _shows_or_sounds(container):
            raise BadRecordingError("Not one picture or sound in the file can be read; record or send it again.")
    if facts.declared_duration_s is None or facts.declared_duration_s > most_s:
        with reading(path) as container:
            packets = Packets(container)
            for _ in packets:
                not_longer(packets.end_s, most_s)
    return facts


def _shows_or_sounds(container: InputContainer) -> bool:
    for number, packet in enumerate(Packets(container)):
        if number == DECODED_AT_MOST:
            break
        try:
            if packet.decode():
                return True
        except av.error.FFmpegError:
            continue
    return False
