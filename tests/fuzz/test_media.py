"""Mutated recordings through `check_recording`, `convert_video` and `video_metrics`: each has a result or a reason.

FUZZ_FILES sets their number, FUZZ_FIRST the first seed. A worker that crashes or hangs is contained, and counted.
"""

import os
import shutil
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from tests.support.making import LIVE, record, still, tone
from tests.support.mutations import mutated

from interview_simulator.compose_engines import PRELOADED
from interview_simulator.decoding.limits import Limits
from interview_simulator.decoding.sandbox import Sandbox
from interview_simulator.errors import BadRecordingError
from interview_simulator.media.check import check_recording
from interview_simulator.steps.convert_video.step import convert_video
from interview_simulator.steps.video_metrics.step import video_metrics
from interview_simulator.testing.faces import FACING_THE_CAMERA, ScriptedFaces

FILES, FIRST = int(os.environ.get("FUZZ_FILES", "200")), int(os.environ.get("FUZZ_FIRST", "0"))
LIMITS = Limits(memory_bytes=1_000_000_000, cpu_s=30, quiet_s=30.0)
LONGEST_S = 600.0
CONTAINED = {"crash": "crash", "no progress": "hang", "of computing": "too much computing", "of memory": "memory"}
pytestmark = pytest.mark.timeout(120 + FILES)


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Small recordings of the kinds that browsers, phones and cameras send."""
    folder = tmp_path_factory.mktemp("originals")
    film, sound = still(1.0), tone(1.0)
    made = [
        record(folder / "live.webm", film, sound, video="libvpx", audio="libopus", options=LIVE),
        record(folder / "vp9.webm", film, sound, video="libvpx-vp9", audio="libopus"),
        record(folder / "h264.mp4", film, sound, video="libx264", audio="aac"),
        record(folder / "turned.mov", film, sound, video="libx264", audio="aac", rotation=90),
        record(folder / "old.mp4", film, sound, video="mpeg4", audio="aac"),
        record(folder / "h264.mkv", film, sound, video="libx264", audio="aac"),
        record(folder / "sound.wav", sound=tone(0.5), audio="pcm_s16le"),
        record(folder / "sound.ogg", sound=sound, audio="libopus"),
        record(folder / "sound.m4a", sound=sound, audio="aac"),
    ]
    return [path.read_bytes() for path in made]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    made = Sandbox(LIMITS, PRELOADED)
    yield made
    made.close()


def outcome(path: Path, sandbox: Sandbox) -> str:
    """What becomes of the file; an error that is not ours is none of these, and is raised."""
    out = path.with_name("out")
    out.mkdir()
    try:
        sandbox.call(check_recording, path, LONGEST_S)
        made = sandbox.call(convert_video, path, out, max_duration_s=LONGEST_S)
        if made.video_codec is None:
            return "sound alone"
        faces = ScriptedFaces(FACING_THE_CAMERA)
        video_metrics(made.playable, faces=faces, sampling_hz=2.0, duration_s=made.duration_s, decoder=sandbox)
        return "analysed"
    except BadRecordingError as error:
        return next((kind for words, kind in CONTAINED.items() if words in str(error)), "refused")
    finally:
        shutil.rmtree(out)


def fuzzed(originals: Sequence[bytes], sandbox: Sandbox, folder: Path) -> Iterator[tuple[int, str]]:
    for seed in range(FIRST, FIRST + FILES):
        path = folder / "recording.webm"
        path.write_bytes(mutated(originals, seed))
        try:
            yield seed, outcome(path, sandbox)
        except Exception as error:  # noqa: BLE001 - all of them are told together
            where = "".join(getattr(error, "__notes__", [])).strip().splitlines()[-3:]
            yield seed, f"unexpected {error!r} {where}"


def test_every_mutated_recording_has_a_result_or_a_reason(
    originals: list[bytes], sandbox: Sandbox, tmp_path: Path
) -> None:
    began_s = time.monotonic()
    found: dict[int, str] = dict(fuzzed(originals, sandbox, tmp_path))
    kinds = dict(Counter(kind[:300] for kind in found.values()))
    print(f"{len(found)} mutated files in {time.monotonic() - began_s:.0f} s: {kinds}")
    assert not {seed: kind for seed, kind in found.items() if kind.startswith("unexpected")}
    assert not {seed: kind for seed, kind in found.items() if kind in ("crash", "hang")}
    assert {"analysed", "refused"} <= set(found.values())


def test_the_same_seed_makes_the_same_file(originals: list[bytes]) -> None:
    assert [mutated(originals, seed) for seed in range(50)] == [mutated(originals, seed) for seed in range(50)]
    assert len({mutated(originals, seed) for seed in range(50)}) > 45
