"""One pass over the packets into the playable file."""

from collections.abc import Iterator
from pathlib import Path

import av
from av.container import InputContainer, OutputContainer

from interview_simulator.domain.progress import Progress
from interview_simulator.errors import BadRecordingError
from interview_simulator.media.inspect import audio_stream, video_stream
from interview_simulator.media.reading import reading, start_s
from interview_simulator.steps.convert_video.plan import Plan
from interview_simulator.steps.convert_video.tracks import Track, copied, encoded_audio, encoded_video

CONTAINER_OPTIONS = {"mp4": {"movflags": "+faststart"}, "webm": {}}
SAME_BYTES_AGAIN = {"fflags": "+bitexact"}
"""Without FFmpeg's version and, in WebM, a random number that nobody reads."""


def write_playable(recording: Path, plan: Plan, shown: av.VideoFrame | None, target: Path, progress: Progress) -> float:
    """Write the playable file; return its duration in seconds.

    Raises BadRecordingError when not one packet could be read, or decoded where that is needed.
    """
    options = {**CONTAINER_OPTIONS[plan.format], **SAME_BYTES_AGAIN}
    with reading(recording) as source, av.open(target, "w", format=plan.format, options=options) as output:
        end_s = _pass(source, output, _tracks(source, output, plan, shown), progress)
    if end_s is None:
        raise BadRecordingError("The file breaks off before its first picture or sound; record or send it again.")
    return end_s


def _tracks(
    source: InputContainer, output: OutputContainer, plan: Plan, shown: av.VideoFrame | None
) -> dict[int, Track]:
    tracks: dict[int, Track] = {}
    video, audio = video_stream(source), audio_stream(source)
    if video and plan.video_encoder and shown:
        tracks[video.index] = encoded_video(video, output, plan.video_encoder, shown)
    elif video:
        tracks[video.index] = copied(video, output)
    if audio:
        encoder = plan.audio_encoder
        tracks[audio.index] = encoded_audio(audio, output, encoder) if encoder else copied(audio, output)
    return tracks


def _pass(
    source: InputContainer, output: OutputContainer, tracks: dict[int, Track], progress: Progress
) -> float | None:
    """When the last packet ends; None when nothing came of any."""
    end_s, has_written = 0.0, False
    size, begin_s = source.size or 1, start_s(source)
    tick_s = {stream.index: float(stream.time_base) for stream in source.streams if stream.time_base}
    for packet in _packets(source, list(tracks)):
        index = packet.stream.index
        if packet.size and packet.pts is not None:
            end_s = max(end_s, (packet.pts + (packet.duration or 0)) * tick_s[index] - begin_s)
        for written in tracks[index](packet):
            output.mux(_earlier(written, begin_s))
            has_written = True
        if packet.pos is not None:
            progress(packet.pos / size)
    return end_s if has_written else None


def _earlier(packet: av.Packet, by_s: float) -> av.Packet:
    """The packet moved so that the playable file begins at zero, as all times of the report do."""
    ticks = round(by_s / packet.time_base)
    packet.pts, packet.dts = packet.pts - ticks, packet.dts - ticks
    return packet


def _packets(source: InputContainer, streams: list[int]) -> Iterator[av.Packet]:
    """Packets up to where the file breaks, then one empty packet a stream, so that codecs give what they hold."""
    ended: set[int] = set()
    try:
        for packet in source.demux(streams):
            if packet.size == 0:
                ended.add(packet.stream.index)
            yield packet
    except av.error.FFmpegError:
        for index in set(streams) - ended:
            last = av.Packet(0)
            last.stream = source.streams[index]
            yield last
