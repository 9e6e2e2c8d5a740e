"""Ways to analyse a recording, each performed in a process of its own: ours, and its rivals.

    python -m bench.contenders NAME RECORDING WARM_UP RESULT     # writes what the work took as JSON

Models are loaded, and have been used once, before the clock starts.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import av
import numpy as np
import psutil
from numpy.typing import NDArray

from interview_simulator.settings import Settings

Work = Callable[[Path], object]
MODEL = "whisper-base"
GUIDE_EVERY_S = 5


class MissingError(Exception):
    """A rival cannot run here; one sentence why."""


@contextmanager
def ours() -> Iterator[Work]:
    """The whole report, both branches side by side, as `interview-simulator analyze` makes it."""
    from interview_simulator.compose import engines
    from interview_simulator.workflow.inline import analyse_file
    from interview_simulator.workflow.job import Job

    parts = engines(Settings())

    def analyse(recording: Path) -> object:
        with tempfile.TemporaryDirectory() as folder:
            job = Job(record_id="bench", interview=None, language="en")
            return analyse_file(job, parts, recording, Path(folder), lambda *_: None)

    with closing(parts.decoder):
        yield analyse


@contextmanager
def our_conversion() -> Iterator[Work]:
    """The step ConvertVideo alone."""
    from interview_simulator.steps.convert_video.step import convert_video

    def convert(recording: Path) -> object:
        with tempfile.TemporaryDirectory() as folder:
            return convert_video(recording, Path(folder), max_duration_s=1e6)

    yield convert


@contextmanager
def our_speech() -> Iterator[Work]:
    """Speech to words with times, alone, on as many threads as the rivals take."""
    from interview_simulator.media.sound import speech
    from interview_simulator.steps.transcription.whisper import WhisperRecogniser

    recogniser = WhisperRecogniser(_whisper_folder, {}, os.cpu_count() or 1, MODEL)
    yield lambda recording: recogniser.recognise(speech(recording), "en", lambda _: None)


@contextmanager
def our_video() -> Iterator[Work]:
    """Faces, pose and gaze, alone."""
    from interview_simulator.compose import engines
    from interview_simulator.steps.video_metrics.step import video_metrics

    parts = engines(Settings())
    yield lambda recording: video_metrics(recording, faces=parts.faces, duration_s=60.0)


@contextmanager
def guide() -> Iterator[Work]:
    """FFmpeg to an H.264 .mov without sound, a picture every 5 s, then pictures, speech and voice in turn."""
    from interview_simulator.compose import engines
    from interview_simulator.media.sound import speech

    parts, listen, ffmpeg = engines(Settings()), _faster_whisper(), _ffmpeg()

    def analyse(recording: Path) -> object:
        with tempfile.TemporaryDirectory() as folder:
            mov = Path(folder) / "video.mov"
            subprocess.run([*ffmpeg, "-i", recording, "-an", "-c:v", "libx264", "-pix_fmt", "yuv420p", mov], check=True)
            shots = f"{folder}/%05d.jpg"
            subprocess.run([*ffmpeg, "-i", mov, "-vf", f"fps=1/{GUIDE_EVERY_S}", shots], check=True)
            with parts.faces.session() as session:
                for count, shot in enumerate(sorted(Path(folder).glob("*.jpg"))):
                    session.faces(_picture(shot), GUIDE_EVERY_S * count)
        listen(recording)
        sound = speech(recording)
        return parts.voice.pitch(sound), parts.voice.loudness(sound)

    yield analyse


@contextmanager
def faster_whisper() -> Iterator[Work]:
    """faster-whisper with its own defaults, and word times."""
    yield _faster_whisper()


@contextmanager
def openai_whisper() -> Iterator[Work]:
    """openai-whisper with its own defaults, and word times."""
    weights = Path.home() / ".cache" / "whisper" / "base.pt"
    if not weights.exists():
        raise MissingError("its weights (base.pt) are not in ~/.cache/whisper, and are not downloaded for a benchmark")
    try:
        import whisper
    except ImportError as error:
        raise MissingError("it is not installed (pip install openai-whisper; it needs PyTorch)") from error
    model = whisper.load_model("base")
    yield lambda recording: model.transcribe(str(recording), language="en", word_timestamps=True)


@contextmanager
def every_frame() -> Iterator[Work]:
    """Everything decoded, and MediaPipe on each picture."""
    from interview_simulator.compose import engines

    parts = engines(Settings())

    def analyse(recording: Path) -> object:
        with av.open(recording) as container, parts.faces.session() as session:
            container.streams.video[0].thread_type = "AUTO"
            return [session.faces(f.to_ndarray(format="rgb24"), float(f.time)) for f in container.decode(video=0)]

    yield analyse


CONTENDERS = {
    "ours": ours,
    "guide": guide,
    "our conversion": our_conversion,
    "our speech": our_speech,
    "faster-whisper": faster_whisper,
    "openai-whisper": openai_whisper,
    "our video": our_video,
    "every frame": every_frame,
}


def _picture(path: Path) -> NDArray[np.uint8]:
    with av.open(path) as container:
        return np.asarray(next(container.decode(video=0)).to_ndarray(format="rgb24"), np.uint8)


def _whisper_folder() -> Path:
    from interview_simulator.model_files import ensure

    return ensure(MODEL, Settings().models_dir)


def _faster_whisper() -> Work:
    from faster_whisper import WhisperModel

    model: Any = WhisperModel(str(_whisper_folder()), device="cpu")
    return lambda recording: list(model.transcribe(str(recording), language="en", word_timestamps=True)[0])


def _ffmpeg() -> list[str]:
    try:
        from imageio_ffmpeg import get_ffmpeg_exe
    except ImportError as error:
        raise MissingError("FFmpeg is not installed (pip install imageio-ffmpeg)") from error
    return [get_ffmpeg_exe(), "-nostdin", "-loglevel", "error", "-y"]


def spent_s(process: psutil.Process) -> float:
    """CPU seconds of a process, of those below it, and of those below it that have ended."""
    total = 0.0
    for member in (process, *process.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            used = member.cpu_times()
            total += used.user + used.system + used.children_user + used.children_system
    return float(total)


def main() -> None:
    name, recording, warm_up, result = sys.argv[1], *map(Path, sys.argv[2:])
    try:
        with CONTENDERS[name]() as work:
            work(warm_up)
            me = psutil.Process()
            began_s, spent = time.monotonic(), spent_s(me)
            work(recording)
            told: dict[str, object] = {"seconds": time.monotonic() - began_s, "cpu_s": spent_s(me) - spent}
    except MissingError as error:
        told = {"missing": str(error)}
    result.write_text(json.dumps(told))


if __name__ == "__main__":
    main()
