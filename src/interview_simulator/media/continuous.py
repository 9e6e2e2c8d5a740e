"""Decoded sound as one sound of one form, however its form and its times change on the way."""

from collections.abc import Iterator
from fractions import Fraction

import av

GAP_S = 0.1
"""Frames that come later than this begin behind a gap; below it lies the inaccuracy of recorders' times."""
OVERLAP_S = 0.3
"""Frames that come earlier than this were heard already."""
SILENCE_S = 1.0
"""A gap is filled in pieces of this length."""


class ContinuousSound:
    """Resamples frames to one format, layout and rate. Gaps between them are silence of their length.

    `frame_samples`: length of the frames that it gives; the last before a gap or change is shorter.
    """

    def __init__(self, sample_format: str, layout: str, rate_hz: int, frame_samples: int = 0) -> None:
        self._to = (sample_format, layout, rate_hz, frame_samples)
        self._rate_hz = rate_hz
        self._resampler: av.AudioResampler | None = None
        self._form: tuple[str, str, int] | None = None
        self._given = 0
        """Samples that were given."""
        self._due_s: float | None = None
        """When the next frame is due; None before the first."""

    def add(self, frame: av.AudioFrame) -> Iterator[av.AudioFrame]:
        """The next frame; gives what is ready."""
        time_s, due_s = frame.time, self._due_s or 0.0
        if time_s is not None and self._due_s is not None and time_s < due_s - OVERLAP_S:
            return
        if time_s is not None and (self._due_s is None or time_s > due_s + GAP_S):
            yield from self.silence_until(time_s)
            due_s = max(time_s, 0.0)
        form = (frame.format.name, frame.layout.name, frame.sample_rate)
        if form != self._form:
            yield from self._flushed()
        if self._resampler is None:
            self._resampler, self._form = av.AudioResampler(*self._to), form
        self._due_s = due_s + frame.samples / frame.sample_rate
        yield from self._counted(self._resampler.resample(frame))

    def silence_until(self, time_s: float) -> Iterator[av.AudioFrame]:
        """What is still held, then silence up to a moment."""
        yield from self._flushed()
        while (missing := round(time_s * self._rate_hz) - self._given) > 0:
            yield from self._counted([self._silence(min(missing, round(SILENCE_S * self._rate_hz)))])

    def end(self, until_s: float) -> Iterator[av.AudioFrame]:
        """What is still held, and silence where the recording goes on without sound."""
        yield from self._flushed()
        if self._given and until_s - self._given / self._rate_hz > GAP_S:
            yield from self.silence_until(until_s)

    def _flushed(self) -> Iterator[av.AudioFrame]:
        if self._resampler is not None:
            yield from self._counted(self._resampler.resample(None))
        self._resampler = None

    def _counted(self, frames: list[av.AudioFrame]) -> Iterator[av.AudioFrame]:
        """The frames one behind the other, without times of their own."""
        for frame in frames:
            frame.pts, frame.time_base = None, Fraction(1, self._rate_hz)
            self._given += frame.samples
            yield frame

    def _silence(self, samples: int) -> av.AudioFrame:
        frame = av.AudioFrame(self._to[0], self._to[1], samples)
        frame.sample_rate = self._rate_hz
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        return frame
