"""Pictures as people see them: upright, not mirrored, with square pixels, and in the colours of an ordinary screen."""

from dataclasses import dataclass
from fractions import Fraction

import av
import numpy as np
from av.sidedata.sidedata import Type
from av.video.reformatter import Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

from interview_simulator.media.hdr import as_sdr, is_hdr

Picture = NDArray[np.uint8]
"""RGB, shape (height, width, 3)."""
Plane = NDArray[np.uint8]
LONGEST_SIDE = 1920
"""Faces and light need no more, and a picture of 4K would cost four times as much."""
BLACK_LUMA, GREY = 16, 128
WIDE_MATRICES = (9, 10)
"""BT.2020, in ITU-T H.273; browsers expect BT.709."""


@dataclass(frozen=True)
class Turn:
    """One of the eight ways in which a display matrix lays a picture: rows and columns changed, then flipped."""

    transposed: bool = False
    flipped_down: bool = False
    flipped_across: bool = False

    def of(self, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The picture or plane, shape (height, width, …), as it is shown."""
        shown = picture.swapaxes(0, 1) if self.transposed else picture
        return shown[:: -1 if self.flipped_down else 1, :: -1 if self.flipped_across else 1]


AS_IT_IS = Turn()


@dataclass(frozen=True)
class Shown:
    """A decoded picture, and the width of one of its pixels over their height; None: the file does not say."""

    frame: av.VideoFrame
    pixel_aspect: Fraction | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height as it is shown, in square pixels."""
        width = max(1, round(self.frame.width * plausible(self.pixel_aspect)))
        return (self.frame.height, width) if turn_of(self.frame).transposed else (width, self.frame.height)


def turn_of(frame: av.VideoFrame) -> Turn:
    """What the frame's display matrix says (a phone held upright, a front camera), to the nearest quarter turn."""
    data = frame.side_data.get(Type.DISPLAYMATRIX)
    if data is None:
        return AS_IT_IS
    a, b, _, c, d = (int(number) for number in np.frombuffer(bytes(data), np.int32)[:5])
    if abs(a) + abs(d) >= abs(b) + abs(c):
        return Turn(transposed=False, flipped_down=d < 0, flipped_across=a < 0)
    return Turn(transposed=True, flipped_down=b < 0, flipped_across=c < 0)


def within(size: tuple[int, int], longest: int) -> tuple[int, int]:
    """The size, made smaller where its longer side is longer than that."""
    scale = min(1.0, longest / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def upright(shown: Shown) -> Picture:
    """The picture as RGB, as people see it, its longer side at most LONGEST_SIDE.

    It is scaled in this thread: FFmpeg would begin threads for each picture, whose stacks count as memory of a confined
    process for as long as the frame is held.
    """
    frame, turn = shown.frame, turn_of(shown.frame)
    width, height = within(shown.size, LONGEST_SIDE)
    stored = (height, width) if turn.transposed else (width, height)
    if is_hdr(frame):
        frame = as_sdr(frame.reformat(*_even(stored), "yuv420p10le", threads=1))
    return np.ascontiguousarray(turn.of(frame.reformat(*stored, threads=1).to_ndarray(format="rgb24", threads=1)))


class Canvas:
    """Lays pictures of any size and turn on one of 8-bit 4:2:0, whole and in their shape; what is left is black."""

    def __init__(self, shown: Shown, longest: int) -> None:
        """`shown`: one of the pictures, whose shape the canvas has, its longer side at most `longest`."""
        self.width, self.height = _even(within(shown.size, longest))
        self._scaler = VideoReformatter()

    def with_picture(self, shown: Shown) -> av.VideoFrame:
        """The picture on the canvas; it has no time yet."""
        turn, size = turn_of(shown.frame), self._size_of(shown)
        picture = self._scaled(shown.frame, (size[1], size[0]) if turn.transposed else size)
        if turn == AS_IT_IS and size == (self.width, self.height):
            return picture
        return self._laid(picture, turn)

    def _size_of(self, shown: Shown) -> tuple[int, int]:
        width, height = shown.size
        scale = min(self.width / width, self.height / height)
        size = _even((round(width * scale), round(height * scale)))
        return min(size[0], self.width), min(size[1], self.height)

    def _scaled(self, frame: av.VideoFrame, size: tuple[int, int]) -> av.VideoFrame:
        is_smaller = size[0] * size[1] < frame.width * frame.height / 2
        how = Interpolation.AREA if is_smaller else Interpolation.BILINEAR
        if is_hdr(frame):
            return as_sdr(self._scaler.reformat(frame, *size, "yuv420p10le", interpolation=how))
        to = Colorspace.ITU709 if frame.colorspace in WIDE_MATRICES else None
        return self._scaler.reformat(frame, *size, "yuv420p", dst_colorspace=to, interpolation=how)

    def _laid(self, picture: av.VideoFrame, turn: Turn) -> av.VideoFrame:
        planes = []
        for plane, share, ground in zip(planes_of(picture), (1, 2, 2), (BLACK_LUMA, GREY, GREY), strict=True):
            shown = turn.of(plane)
            whole = np.full((self.height // share, self.width // share), ground, np.uint8)
            top, left = ((whole.shape[side] - shown.shape[side]) // 2 for side in (0, 1))
            whole[top : top + shown.shape[0], left : left + shown.shape[1]] = shown
            planes.append(whole.reshape(-1))
        laid = np.concatenate(planes).reshape(self.height * 3 // 2, self.width)
        return av.VideoFrame.from_ndarray(laid, format="yuv420p")


def planes_of(frame: av.VideoFrame) -> tuple[Plane, Plane, Plane]:
    """Luma and both planes of colour of an 8-bit 4:2:0 frame with even sides."""
    width, height = frame.width, frame.height
    luma, first, second = np.split(frame.to_ndarray().reshape(-1), [width * height, width * height * 5 // 4])
    half = (height // 2, width // 2)
    return luma.reshape(height, width), first.reshape(half), second.reshape(half)


def _even(size: tuple[int, int]) -> tuple[int, int]:
    """Sides that 4:2:0 can have."""
    return max(2, size[0] // 2 * 2), max(2, size[1] // 2 * 2)


def plausible(pixel_aspect: Fraction | None) -> Fraction:
    """Width of a pixel over its height: square where it is not said, or said to be what no camera has."""
    return pixel_aspect if pixel_aspect and Fraction(1, 4) <= pixel_aspect <= 4 else Fraction(1)
