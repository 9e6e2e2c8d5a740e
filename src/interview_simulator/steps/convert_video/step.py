"""Recording -> a file that plays and seeks in every current browser, and a poster.

A browser's recording has no duration and no index, so no player can seek in it. Its packets are put into a proper
container as they are; only a stream that browsers cannot play is encoded anew.
"""

import shutil
import tempfile
from pathlib import Path

from interview_simulator.domain.progress import Progress, silent
from interview_simulator.domain.results import ConvertedVideo
from interview_simulator.errors import BadRecordingError
from interview_simulator.media.inspect import MediaFacts, inspect
from interview_simulator.media.reading import not_longer
from interview_simulator.steps.convert_video.plan import Plan, plan_for
from interview_simulator.steps.convert_video.poster import representative_frame, write_jpeg
from interview_simulator.steps.convert_video.write import write_playable


def convert_video(
    recording: Path, out_dir: Path, *, max_duration_s: float, progress: Progress = silent
) -> ConvertedVideo:
    """Write playable.* and poster.jpg into `out_dir`; both of them or, on an error, none.

    Raises BadRecordingError when the recording cannot be read, holds neither picture nor sound, or is too long.
    """
    facts = inspect(recording)
    not_longer(facts.declared_duration_s, max_duration_s)
    plan = plan_for(facts)
    with tempfile.TemporaryDirectory(dir=out_dir, prefix=".converting-") as folder:
        made = _convert(recording, Path(folder), facts, plan, progress)
        not_longer(made.duration_s, max_duration_s)
        return made.model_copy(update={name: _moved(getattr(made, name), out_dir) for name in ("playable", "poster")})


def _convert(recording: Path, folder: Path, facts: MediaFacts, plan: Plan, progress: Progress) -> ConvertedVideo:
    playable, poster = folder / plan.file_name, folder / "poster.jpg"
    shown = representative_frame(recording)
    if facts.video_codec and shown is None:
        raise BadRecordingError("Not one picture of the video can be read; record or send it again.")
    duration_s = write_playable(recording, plan, shown, playable, progress)
    if shown is not None:
        write_jpeg(shown, poster)
    turned = shown is not None and shown.rotation % 180 != 0
    return ConvertedVideo(
        playable=playable,
        content_type=plan.content_type,
        poster=poster if shown is not None else None,
        duration_s=duration_s,
        video_codec=facts.video_codec,
        audio_codec=facts.audio_codec,
        width=facts.height if turned else facts.width,
        height=facts.width if turned else facts.height,
        re_encoded=plan.re_encodes,
    )


def _moved(made: Path | None, out_dir: Path) -> Path | None:
    return Path(shutil.move(made, out_dir / made.name)) if made else None
