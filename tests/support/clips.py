"""The two sets of clips: one is made of `tests/fixtures`, the other may lie beside the checkout in `../shared`.

Each is a folder with clips and a truth.json, which says what is in each of them, by file name.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from fractions import Fraction
from hashlib import sha256
from itertools import takewhile
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import av
from tests.support import moving_portrait
from tests.support.moving_portrait import CLIP_HZ, CLIP_SIZE, COLLINS, OBAMA, Person, Portrait, film, speaking

ROOT = Path(__file__).parents[2]
FIXTURES = moving_portrait.FIXTURES
SHARED = ROOT.parent / "shared"
SHARED_CLIPS = SHARED / "media"
SHARED_CASES = SHARED / "cases"
MADE = ROOT / ".cache" / "clips"
TALK_S = 8.0
TALK_RATE_HZ = 16_000
TALKS: dict[str, tuple[Portrait, str]] = {
    "talk_collins.mp4": (COLLINS, "two_cities.flac"),
    "talk_obama.mp4": (OBAMA, "jfk.wav"),
}
"""Who is seen, and whose speech is heard from its beginning."""


def fixture_clips() -> Path:
    """The folder with the clips of `tests/fixtures`; made at first use and whenever something of it was changed."""
    folder = MADE / _digest()
    if not folder.exists():
        MADE.mkdir(parents=True, exist_ok=True)
        half_made = Path(mkdtemp(dir=MADE))
        _make(half_made)
        try:
            half_made.rename(folder)
        except OSError:  # another process was faster
            shutil.rmtree(half_made)
    return folder


def truth_of(folder: Path) -> dict[str, Any]:
    """What is in each clip of the folder, by file name."""
    known: dict[str, Any] = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return known


def shared_is_there() -> bool:
    """Whether the second set lies beside the checkout."""
    return SHARED_CLIPS.is_dir()


def validation_is_left_out(is_there: bool, environment: Mapping[str, str]) -> bool:
    """Whether the tests of the second set are left out: where it is missing, and in CI only where that is asked for.

    With `CI` set a missing set is an error; `WITHOUT_VALIDATION=true` says that this CI has none.
    """
    return not is_there and ("CI" not in environment or environment.get("WITHOUT_VALIDATION") == "true")


def _digest() -> str:
    sources = [Path(__file__), Path(moving_portrait.__file__), *sorted(FIXTURES.iterdir())]
    return sha256(b"".join(source.read_bytes() for source in sources) + av.__version__.encode()).hexdigest()[:16]


def _make(folder: Path) -> None:
    for name in ("jfk.wav", "truth.json"):
        shutil.copy(FIXTURES / name, folder)
    _unpack(FIXTURES / "two_cities.flac", folder / "two_cities.wav")
    for name, (portrait, speech) in TALKS.items():
        _talk(folder / name, Person(portrait, speaking), FIXTURES / speech)


def _unpack(source: Path, out: Path) -> None:
    """Write the sound as it is, as WAV."""
    with av.open(source) as packed, av.open(out, "w", options={"fflags": "bitexact"}) as target:
        stream = target.add_stream("pcm_s16le", packed.streams.audio[0].rate, layout="mono")
        for frame in packed.decode(audio=0):
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))


def _talk(out: Path, person: Person, speech: Path) -> None:
    """Pictures of MPEG-4 part 2, which no browser plays, and sound of AAC."""
    with av.open(out, "w") as target:
        video = target.add_stream("mpeg4", rate=CLIP_HZ, options={"qmin": "3", "qmax": "6"})
        video.width, video.height, video.pix_fmt, video.bit_rate = *CLIP_SIZE, "yuv420p", 2_500_000
        voice = target.add_stream("aac", rate=TALK_RATE_HZ, layout="mono")
        for count, (_, picture) in enumerate(film([person], TALK_S)):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = count, Fraction(1, CLIP_HZ)
            target.mux(video.encode(frame))
        for frame in _beginning(speech):
            target.mux(voice.encode(frame))
        for stream in (video, voice):
            target.mux(stream.encode(None))


def _beginning(speech: Path) -> Iterator[av.AudioFrame]:
    """TALK_S of the speech."""
    with av.open(speech) as source:
        resampler = av.AudioResampler("fltp", "mono", TALK_RATE_HZ, 1024)
        for frame in takewhile(lambda frame: frame.time < TALK_S, source.decode(audio=0)):
            yield from resampler.resample(frame)
        yield from resampler.resample(None)


if __name__ == "__main__":
    print(os.fspath(fixture_clips()))
