"""One pass over the packets into the playable file."""

from pathlib import Path

import av
from av.container import OutputContainer

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.progress import Progress
from interview_simulator.domain.report import Note
from interview_simulator.errors import BadRecordingError
from interview_simulator.media.inspect import sound_track
from interview_simulator.media.packets import Packets
from interview_simulator.media.reading import not_longer, reading
from interview_simulator.media.upright import Shown
from interview_simulator.steps.convert_video.plan import Plan
from interview_simulator.steps.convert_video.tracks import Track, copied, encoded_audio, encoded_video

CONTAINER_OPTIONS = {"mp4": {"movflags": "+faststart"}, "webm": {}}
SAME_BYTES_AGAIN = {"fflags": "+bitexact"}
"""Without FFmpeg's version and, in WebM, a random number that nobody reads."""


class Written(Frozen):
    """What was read of a recording into the playable file."""

    duration_s: float
    notes: tuple[Note, ...]


def write_playable(
    recording: Path, plan: Plan, shown: Shown | None, target: Path, progress: Progress, most_s: float
) -> Written:
    """Write the playable file.

    Raises BadRecordingError when not one packet could be read, or decoded where that is needed, and beyond `most_s`;
    SoundChangesError when the sound cannot be copied.
    """
    options = {**CONTAINER_OPTIONS[plan.format], **SAME_BYTES_AGAIN}
    with reading(recording) as source, av.open(target, "w", format=plan.format, options=options) as output:
        packets, track = Packets(source), sound_track(source)
        has_written = _pass(packets, source.size, output, _tracks(packets, output, plan, shown), progress, most_s)
        notes = ((track,) if track else ()) + packets.notes()
    if not has_written:
        raise BadRecordingError("The file breaks off before its first picture or sound; record or send it again.")
    return Written(duration_s=packets.end_s, notes=notes)


def _tracks(packets: Packets, output: OutputContainer, plan: Plan, shown: Shown | None) -> dict[int, Track]:
    tracks: dict[int, Track] = {}
    video, audio = packets.pictures, packets.sound
    if video and plan.video_encoder and shown:
        tracks[video.index] = encoded_video(video, output, plan.video_encoder, shown)
    elif video:
        tracks[video.index] = copied(video, output)
    if audio and plan.audio_encoder:
        tracks[audio.index] = encoded_audio(audio, output, plan.audio_encoder, lambda: packets.end_s)
    elif audio:
        tracks[audio.index] = copied(audio, output)
    return tracks


def _pass(
    packets: Packets, size: int, output: OutputContainer, tracks: dict[int, Track], progress: Progress, most_s: float
) -> bool:
    """Whether anything was written."""
    has_written = False
    for packet in packets:
        not_longer(packets.end_s, most_s)
        for written in tracks[packet.stream.index](packet):
            output.mux(written)
            has_written = True
        if packet.pos is not None and packet.size:
            progress(packet.pos / (size or 1))
    return has_written
