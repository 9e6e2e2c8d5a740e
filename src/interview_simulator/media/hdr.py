"""Pictures of a high dynamic range on an ordinary screen. What is as bright as paper or darker keeps its light, what is
brighter is pressed into the rest.

The curve is applied to luma, and its slope to both planes of colour: exact for greys, near enough for faces, and fast
enough for every picture of a film, which a conversion of each pixel in three dimensions is not.
"""

from functools import cache

import av
import numpy as np
from av.video.reformatter import ColorPrimaries, Colorspace, ColorTrc
from numpy.typing import NDArray

PQ, HLG = 16, 18
"""Transfer characteristics of ITU-T H.273: SMPTE ST 2084, and ARIB STD-B67."""
PAPER_NITS, PEAK_NITS = 203.0, 1000.0
"""Diffuse white and a usual peak, ITU-R BT.2408."""
KNEE = 0.5
"""Share of the light of paper from which it is pressed."""
WIDER_COLOURS = 1.25
"""The same chroma means more colour in BT.2020 than in BT.709."""
LEVELS = 1024
DARK, BRIGHT, MIDDLE = 64, 940, 512
"""10-bit codes of black, white and no colour."""


def is_hdr(frame: av.VideoFrame) -> bool:
    """Whether its light is coded for a screen of high dynamic range."""
    return frame.color_trc in (PQ, HLG)


def as_sdr(frame: av.VideoFrame) -> av.VideoFrame:
    """A 10-bit 4:2:0 frame with even sides as 8-bit BT.709."""
    width, height = frame.width, frame.height
    codes = np.minimum(frame.to_ndarray(), LEVELS - 1)
    light, slope = _curve(int(frame.color_trc))
    luma, colour = codes[:height], codes[height:].reshape(2, height // 2, width // 2)
    gain = slope[luma[::2, ::2]]
    shifted = np.clip((colour.astype(np.float32) - MIDDLE) * gain + 128.5, 16, 240).astype(np.uint8)
    made = np.concatenate([light[luma].reshape(-1), shifted.reshape(-1)]).reshape(height * 3 // 2, width)
    sdr = av.VideoFrame.from_ndarray(made, format="yuv420p")
    sdr.colorspace, sdr.color_trc, sdr.color_primaries = Colorspace.ITU709, ColorTrc.BT709, ColorPrimaries.BT709
    return sdr


@cache
def _curve(transfer: int) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """For each 10-bit code of luma its 8-bit code, and the gain of colour there (8-bit steps for a 10-bit step)."""
    signal = np.clip((np.arange(LEVELS) - DARK) / (BRIGHT - DARK), 0.0, 1.0)
    paper = (_pq_nits(signal) if transfer == PQ else _hlg_nits(signal)) / PAPER_NITS
    shown = _pressed(paper) ** (1 / 2.4)
    luma = np.clip(np.round(16 + 219 * shown), 16, 235).astype(np.uint8)
    slope = np.gradient(shown, 1 / (BRIGHT - DARK))
    return luma, np.clip(WIDER_COLOURS * slope / 4, 0.0, 0.8).astype(np.float32)


def _pq_nits(signal: NDArray[np.float64]) -> NDArray[np.float64]:
    """SMPTE ST 2084."""
    root = signal ** (1 / 78.84375)
    light: NDArray[np.float64] = np.maximum(root - 0.8359375, 0) / (18.8515625 - 18.6875 * root)
    return 10_000.0 * light ** (1 / 0.1593017578125)


def _hlg_nits(signal: NDArray[np.float64]) -> NDArray[np.float64]:
    """ARIB STD-B67 with the system gamma of a screen of 1,000 nits (ITU-R BT.2100)."""
    scene = np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - 0.55991073) / 0.17883277) + 0.28466892) / 12)
    return PEAK_NITS * np.clip(scene, 0, 1) ** 1.2


def _pressed(paper: NDArray[np.float64]) -> NDArray[np.float64]:
    """Light in units of paper's: unchanged up to KNEE, then rising ever slower, 1 at the peak."""
    most, room = PEAK_NITS / PAPER_NITS, 1 - KNEE
    above = np.clip((paper - KNEE) / (most - KNEE), 0, 1)
    bend = (most - KNEE) / room - 1
    return np.where(paper <= KNEE, paper, KNEE + room * above * (1 + bend) / (1 + bend * above))
