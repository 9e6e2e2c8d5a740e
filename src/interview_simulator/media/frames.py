"""Pictures out of a recording, one at a time: half an hour of 720p would be 80 GB if it were held at once."""

import math
from collections.abc import Iterator
from pathlib import Path

from interview_simulator.media.packets import Packets, decoded
from interview_simulator.media.reading import not_longer, reading
from interview_simulator.media.sampling import sampled
from interview_simulator.media.upright import Picture, Shown, upright


def sampled_frames(path: Path, hz: float, most_s: float = math.inf) -> Iterator[tuple[float, Picture]]:
    """Pictures at about `hz` per second with their times from the recording's start, as a player shows them.

    What cannot be decoded is left out. Raises BadRecordingError when the file cannot be read, and beyond `most_s`.
    """
    for time_s, shown in sampled(path, hz):
        not_longer(time_s, most_s)
        yield time_s, upright(shown)


def frames(path: Path, hz: float) -> Iterator[tuple[float, Shown]]:
    """Decoded pictures at about `hz` per second; without a stream of pictures there are none.

    The first one at or after each due moment is taken, so a variable frame rate gives none twice.
    """
    with reading(path) as container:
        packets, due_s = Packets(container), 0.0
        stream = packets.pictures
        if stream is None:
            return
        stream.thread_type = "AUTO"
        stream.codec_context.skip_frame = "DEFAULT"
        for frame in (frame for packet in packets.of(stream) for frame in decoded(stream, packet)):
            if frame.time is not None and frame.time + 1e-6 >= due_s:
                yield max(frame.time, 0.0), Shown(frame, stream.sample_aspect_ratio)
                due_s = max(due_s + 1 / hz, frame.time + 0.5 / hz)
