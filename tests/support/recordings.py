"""Long recordings as browsers send them: a minute of real talk, encoded once and repeated packet by packet."""

from fractions import Fraction
from pathlib import Path
from typing import Literal

import av
from av.video.frame import PictureType
from tests.support import browser_recording
from tests.support.clips import TALKS, fixture_clips

PERIOD_S = Fraction(601, 10)
"""A minute and the end of its last packet of sound."""
H264 = {"preset": "veryfast", "tune": "zerolatency", "b": "2500k"}
KEY_EVERY = 100
"""About what an encoder for calls gives: no picture waits for a later one, and key pictures are seldom."""
Codec = Literal["vp8", "h264"]
ENDINGS: dict[Codec, str] = {"vp8": "webm", "h264": "mp4"}


def recording(folder: Path, minutes: int, codec: Codec = "vp8") -> Path:
    """720p at 2.5 Mbit/s: VP8 and Opus in live WebM, or H.264 and AAC in MP4; made where it is not there yet."""
    out = folder / f"{codec}-{minutes}.{ENDINGS[codec]}"
    if not out.exists():
        minute = talk(folder, 60)
        if codec == "h264":
            minute = as_h264(minute, folder / "minute.mp4")
        repeat(minute, out, minutes)
    return out


def talk(folder: Path, seconds: int) -> Path:
    """Two people speaking in turn, as Chromium records them; made where it is not in the folder yet."""
    out = folder / f"talk-{seconds}.webm"
    if not out.exists():
        clips = [fixture_clips() / name for name in TALKS]
        browser_recording.record(out, clips, seconds=seconds)
    return out


def as_h264(source: Path, target: Path) -> Path:
    """Encoded anew as H264 says."""
    with av.open(source) as read, av.open(target, "w") as written:
        video = written.add_stream("libx264", rate=30, options=H264)
        video.width, video.height, video.pix_fmt = read.streams.video[0].width, read.streams.video[0].height, "yuv420p"
        video.gop_size = KEY_EVERY
        sound = written.add_stream("aac", rate=48_000, layout="mono")
        for frame in read.decode(video=0, audio=0):
            if isinstance(frame, av.VideoFrame):
                frame.pict_type = PictureType.NONE  # a key picture of the source need not be one here
            written.mux((video if isinstance(frame, av.VideoFrame) else sound).encode(frame))
        for stream in (video, sound):
            written.mux(stream.encode(None))
    return target


def repeat(minute: Path, out: Path, times: int, period_s: Fraction = PERIOD_S) -> None:
    """The packets of a recording again and again, each time `period_s` later."""
    live = {"format": "webm", "options": {"live": "1"}} if out.suffix == ".webm" else {}
    with av.open(out, "w", **live) as target:
        with av.open(minute) as source:
            streams = {stream.index: target.add_stream_from_template(stream) for stream in source.streams}
        for count in range(times):
            with av.open(minute) as source:
                for packet in source.demux():
                    if packet.dts is not None and packet.pts is not None:
                        offset = int(period_s * count / Fraction(packet.time_base))
                        packet.dts, packet.pts = packet.dts + offset, packet.pts + offset
                        packet.stream = streams[packet.stream.index]
                        target.mux(packet)
