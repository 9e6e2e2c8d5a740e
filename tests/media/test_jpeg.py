"""Pictures as JPEG."""

import io
from pathlib import Path

import av
import numpy as np
import pytest

from interview_simulator.media.frames import sampled_frames
from interview_simulator.media.jpeg import jpeg
from interview_simulator.media.upright import Picture


@pytest.fixture(scope="module")
def picture(clips: Path) -> Picture:
    return next(sampled_frames(clips / "talk_collins.mp4", hz=1.0))[1]


def read(content: bytes) -> Picture:
    with av.open(io.BytesIO(content)) as container:
        return np.asarray(next(container.decode(video=0)).to_ndarray(format="rgb24"), np.uint8)


def test_a_picture_that_is_narrow_enough_keeps_its_size_and_looks_the_same(picture: Picture) -> None:
    back = read(jpeg(picture, widest=picture.shape[1]))
    assert back.shape == picture.shape
    assert np.abs(back.astype(int) - picture.astype(int)).mean() < 4


def test_a_wider_one_is_made_smaller_in_proportion(picture: Picture) -> None:
    wide = np.concatenate([picture, picture], axis=1)
    assert read(jpeg(wide, widest=512)).shape == (picture.shape[0] // 2, 512, 3)
