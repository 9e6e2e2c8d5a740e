"""Pictures as people see them, whatever matrix, shape of pixels, size or range of light they were stored with."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from tests.support.making import lights, quarters, record, still
from tests.support.retiming import BARE, laid_by, shown_in, with_matrix

from interview_simulator.domain.results import ConvertedVideo
from interview_simulator.media.frames import sampled_frames
from interview_simulator.media.upright import Canvas, Shown, planes_of, upright
from interview_simulator.steps.convert_video.step import convert_video

MATRICES = [
    (1, 0, 0, 1),
    (-1, 0, 0, 1),
    (1, 0, 0, -1),
    (-1, 0, 0, -1),
    (0, 1, -1, 0),
    (0, -1, 1, 0),
    (0, 1, 1, 0),
    (0, -1, -1, 0),
]
"""As it is, mirrored, on its head, turned by a half and by a quarter either way, and turned and mirrored."""


def converted(path: Path, folder: Path) -> ConvertedVideo:
    out = folder / "out"
    out.mkdir()
    return convert_video(path, out, max_duration_s=60.0)


def shown_by(path: Path) -> NDArray[np.uint8]:
    if path.suffix == ".jpg":
        with av.open(path) as poster:
            picture: NDArray[np.uint8] = next(poster.decode(video=0)).to_ndarray(format="rgb24")
            return picture
    return next(picture for _, picture in sampled_frames(path, 1.0))


@pytest.mark.parametrize("codec", ["libx264", "mpeg4"], ids=["copied", "encoded anew"])
@pytest.mark.parametrize("matrix", MATRICES)
def test_every_matrix_is_obeyed(tmp_path: Path, matrix: tuple[int, int, int, int], codec: str) -> None:
    plain = record(tmp_path / "plain.mp4", still(1.5), video=codec)
    path = with_matrix(plain, tmp_path / "laid.mp4", matrix)
    made, upright = converted(path, tmp_path), laid_by(quarters(), matrix)
    assert made.poster is not None and (made.height, made.width) == upright.shape[:2]
    for shown in map(shown_by, (path, made.playable, made.poster)):
        assert shown.shape == upright.shape
        assert lights(shown) == pytest.approx(lights(upright), abs=14)


def with_pixels(out: Path, aspect: Fraction, codec: str) -> Path:
    """`quarters` for some time, whose pixels are not square."""
    with av.open(out, "w") as target:
        stream = target.add_stream(codec, rate=10)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        stream.codec_context.sample_aspect_ratio = aspect
        for number in range(15):
            frame = av.VideoFrame.from_ndarray(quarters(), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 10)
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    return out


@pytest.mark.parametrize("codec", ["libx264", "mpeg4"], ids=["copied", "encoded anew"])
@pytest.mark.parametrize("aspect", [Fraction(64, 45), Fraction(4, 3), Fraction(8, 9), Fraction(2, 1)])
def test_pixels_are_shown_in_their_shape(tmp_path: Path, aspect: Fraction, codec: str) -> None:
    path = with_pixels(tmp_path / "wide.mkv", aspect, codec)
    made = converted(path, tmp_path)
    width = round(96 * aspect)
    assert made.poster is not None and (made.width, made.height) == (width, 64)
    for shown in map(shown_by, (path, made.playable, made.poster)):
        assert shown.shape[1] == pytest.approx(width, abs=1) and shown.shape[0] == 64
        assert lights(shown) == pytest.approx(lights(quarters()), abs=14)


@pytest.mark.parametrize("codec", ["libvpx", "libvpx-vp9", "libx264"])
@pytest.mark.parametrize("size", [(128, 64), (72, 64), (96, 128)])
def test_pixels_have_the_shape_that_a_header_says(tmp_path: Path, size: tuple[int, int], codec: str) -> None:
    """Matroska says it beside the pictures, for any codec."""
    plain = record(tmp_path / "plain.mkv", still(1.5), video=codec, options=BARE)
    path = shown_in(plain, tmp_path / "wide.mkv", *size)
    made = converted(path, tmp_path)
    width = round(64 * size[0] / size[1])
    assert made.poster is not None and (made.width, made.height) == (width, 64)
    for shown in map(shown_by, (path, made.playable, made.poster)):
        assert shown.shape[:2] == (64, width)
        assert lights(shown) == pytest.approx(lights(quarters()), abs=14)


@pytest.mark.parametrize("size", [(64, 96), (48, 32), (192, 128), (200, 64), (96, 64)])
def test_a_picture_of_another_size_is_laid_on_the_canvas_whole(size: tuple[int, int]) -> None:
    def frame(width: int, height: int) -> av.VideoFrame:
        return av.VideoFrame.from_ndarray(np.full((height, width, 3), 200, np.uint8), format="rgb24")

    canvas = Canvas(Shown(frame(96, 64)), 1280)
    laid = canvas.with_picture(Shown(frame(*size)))
    assert (laid.width, laid.height) == (96, 64)
    bright = planes_of(laid)[0] > 100
    rows, columns = int(bright.any(axis=1).sum()), int(bright.any(axis=0).sum())
    assert max(rows / 64, columns / 96) == pytest.approx(1.0, abs=0.03)
    assert columns / rows == pytest.approx(size[0] / size[1], rel=0.08)


@pytest.mark.parametrize(("size", "kept"), [((3840, 2160), (1280, 720)), ((2160, 3840), (720, 1280))])
@pytest.mark.slow
def test_a_large_picture_is_made_smaller_before_it_is_encoded(
    tmp_path: Path, size: tuple[int, int], kept: tuple[int, int]
) -> None:
    film = [(count / 60, quarters(*size)) for count in range(20)]
    made = converted(record(tmp_path / "large.mkv", film, video="mpeg4"), tmp_path)
    with av.open(made.playable) as playable:
        stream = playable.streams.video[0]
        assert (stream.width, stream.height) == kept
        count = sum(1 for _ in playable.decode(video=0))
    assert 9 <= count <= 13  # 30 a second


@pytest.mark.parametrize("transfer", [16, 18], ids=["PQ", "HLG"])
def test_a_high_dynamic_range_comes_out_watchable(transfer: int) -> None:
    """A face in the light of a room has the light that an ordinary camera would give it, and stays a face's colour."""
    ramp = np.tile(np.linspace(64, 940, 128).astype(np.uint16), (64, 1))
    planes = np.concatenate([ramp.reshape(-1), np.full(64 * 64, 512, np.uint16)]).reshape(96, 128)
    frame = av.VideoFrame.from_ndarray(planes, format="yuv420p10le")
    frame.color_trc, frame.color_primaries, frame.colorspace = transfer, 9, 9
    laid = Canvas(Shown(frame), 1280).with_picture(Shown(frame))
    luma, blue, red = planes_of(laid)
    assert (laid.format.name, int(laid.colorspace), int(laid.color_trc)) == ("yuv420p", 1, 1)
    assert np.all(np.diff(luma[0].astype(int)) >= 0) and luma[0, 0] == 16 and luma[0, -1] >= 230
    assert set(np.unique(blue)) | set(np.unique(red)) == {128}
    paper = {16: 0.58, 18: 0.75}[transfer]  # signal of diffuse white, ITU-R BT.2408
    assert 180 <= luma[0, round(127 * paper)] <= 225


def test_pictures_begin_no_threads() -> None:
    """A confined process that holds some frames would be refused the memory of their stacks."""
    frames = [Shown(av.VideoFrame(1280, 720, "yuv420p")) for _ in range(8)]
    before = threads()
    assert {upright(frame).shape for frame in frames} == {(720, 1280, 3)}
    assert threads() == before


def threads() -> int:
    return len(list(Path("/proc/self/task").iterdir()))
