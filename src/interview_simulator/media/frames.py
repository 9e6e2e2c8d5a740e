"""Pictures out of a recording, one at a time: half an hour of 720p would be 80 GB if it were held at once."""

import math
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from interview_simulator.media.inspect import video_stream
from interview_simulator.media.reading import not_longer, reading, start_s
from interview_simulator.media.sampling import sampled

Picture = NDArray[np.uint8]
"""RGB, shape (height, width, 3)."""


def sampled_frames(path: Path, hz: float, most_s: float = math.inf) -> Iterator[tuple[float, Picture]]:
    """Pictures at about `hz` per second with their times from the recording's start, upright as a player shows them.

    Ends early, without an error, where a broken file ends; raises BadRecordingError when nothing can be read, and
    beyond `most_s`.
    """
    for time_s, frame in sampled(path, hz):
        not_longer(time_s, most_s)
        yield time_s, upright(frame)


def frames(path: Path, hz: float) -> Iterator[tuple[float, av.VideoFrame]]:
    """Decoded frames at about `hz` per second; without a stream of pictures there are none.

    The first frame at or after each due moment is taken, so a variable frame rate gives no frame twice.
    """
    with reading(path) as container:
        stream = video_stream(container)
        if stream is None:
            return
        stream.thread_type = "AUTO"
        stream.codec_context.skip_frame = "DEFAULT"
        begin_s, due_s = start_s(container), 0.0
        for frame in _decoded(container, stream):
            if frame.time is None:
                continue
            time_s = frame.time - begin_s
            if time_s + 1e-6 >= due_s:
                yield max(time_s, 0.0), frame
                due_s = max(due_s + 1 / hz, time_s + 0.5 / hz)


def _decoded(container: av.container.InputContainer, stream: av.VideoStream) -> Iterator[av.VideoFrame]:
    """Frames up to where the file breaks; a break before the first frame is an error of the file."""
    count = 0
    try:
        for frame in container.decode(stream):
            count += 1
            yield frame
    except av.error.FFmpegError:
        if count == 0:
            raise


def upright(frame: av.VideoFrame) -> Picture:
    """The picture as RGB, turned as the recording's display matrix says (a phone held upright)."""
    picture = frame.to_ndarray(format="rgb24")
    turned = np.rot90(picture, k=round(frame.rotation / 90) % 4)
    return np.ascontiguousarray(turned)
