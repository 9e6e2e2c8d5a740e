"""Recording -> a file that plays and seeks in every current browser, and a poster.

A browser's recording has no duration and no index, so no player can seek in it. Its packets are put into a proper
container as they are; only a stream that browsers cannot play is encoded anew.
"""

import shutil
import tempfile
from pathlib import Path

from interview_simulator.domain.progress import Progress, silent
from interview_simulator.domain.report import Note
from interview_simulator.domain.results import ConvertedVideo
from interview_simulator.errors import BadRecordingError
from interview_simulator.media.inspect import MediaFacts, inspect
from interview_simulator.media.sound import channels_cancel
from interview_simulator.steps.convert_video.plan import Plan, plan_for, with_sound_encoded
from interview_simulator.steps.convert_video.poster import representative_frame, write_jpeg
from interview_simulator.steps.convert_video.tracks import SoundChangesError
from interview_simulator.steps.convert_video.write import write_playable


def convert_video(
    recording: Path, out_dir: Path, *, max_duration_s: float, progress: Progress = silent
) -> ConvertedVideo:
    """Write playable.* and poster.jpg into `out_dir`; both of them or, on an error, none.

    Raises BadRecordingError when the recording cannot be read, holds neither picture nor sound, or is too long.
    """
    facts = inspect(recording)
    plan = plan_for(facts)
    with tempfile.TemporaryDirectory(dir=out_dir, prefix=".converting-") as folder:
        try:
            made = _convert(recording, Path(folder), facts, plan, progress, max_duration_s)
        except SoundChangesError:
            made = _convert(recording, Path(folder), facts, with_sound_encoded(plan), progress, max_duration_s)
        return made.model_copy(update={name: _moved(getattr(made, name), out_dir) for name in ("playable", "poster")})


def _convert(
    recording: Path, folder: Path, facts: MediaFacts, plan: Plan, progress: Progress, most_s: float
) -> ConvertedVideo:
    playable, poster = folder / plan.file_name, folder / "poster.jpg"
    shown = representative_frame(recording)
    if facts.video_codec and shown is None:
        raise BadRecordingError("Not one picture of the video can be read; record or send it again.")
    written = write_playable(recording, plan, shown, playable, progress, most_s)
    if shown is not None:
        write_jpeg(shown, poster)
    width, height = shown.size if shown is not None else (None, None)
    cancelling = (Note(code="channels_cancel"),) if channels_cancel(recording) else ()
    return ConvertedVideo(
        playable=playable,
        content_type=plan.content_type,
        poster=poster if shown is not None else None,
        duration_s=written.duration_s,
        video_codec=facts.video_codec,
        audio_codec=facts.audio_codec,
        width=width,
        height=height,
        re_encoded=plan.re_encodes,
        notes=written.notes + cancelling,
    )


def _moved(made: Path | None, out_dir: Path) -> Path | None:
    return Path(shutil.move(made, out_dir / made.name)) if made else None
