"""The video's time: where each packet of a recording belongs, when its own times jump, go back or begin apart. Pure.

What it says of a packet depends on the packets before it alone, so a recording that still arrives is read like a whole
one. Times in seconds.
"""

from collections.abc import Iterator

from interview_simulator.domain.report import Note, NoteCode

LONGEST_GAP_S = 600.0
"""Nothing for longer is no pause of the candidate: the computer slept, or the clock was set. It is left out."""
GOES_BACK_S = 0.5
"""By less, times go back where pictures are stored in another order than they are shown."""
BEGINS_APART_S = 10.0
"""A track whose first packet lies this far behind all that came before was given another clock."""
TOLD_GAP_S = 2.0
"""Seconds without picture and sound that the report tells."""
TOLD_SILENCE_S = 1.0
"""Seconds without packets of sound, all together, that the report tells."""
TOLD_STILL_S = 5.0
"""Seconds without a picture that the report tells; a shared screen may stand still for some. Before the first and
behind the last picture it tells TOLD_GAP_S."""
JITTER_S = 0.1
"""Gaps between packets of sound below this are the recorder's inaccuracy."""


class Clock:
    """Tells the shift of each packet, and afterwards what there was to tell.

    `begin_s`: the recording's beginning on its own clock; `sound` and `pictures`: numbers of these streams, None where
    there is none.
    """

    def __init__(self, begin_s: float, pictures: int | None, sound: int | None) -> None:
        self._newest_s, self._pictures, self._sound = -begin_s, pictures, sound
        self._shift_s: dict[int, float] = {}
        self._last_s: dict[int, float] = {}
        self._ends_s: dict[int, float] = {}
        self.end_s = 0.0
        """When the last packet ends."""
        self._came_s = 0.0
        """Up to where there was picture or sound."""
        self._notes: list[Note] = []
        self._told_s = 0.0
        """Up to where a gap of both was told."""
        self._silence, self._still = _Gaps(), _Gaps()

    @property
    def has_shifted(self) -> bool:
        """Whether times were not taken as they are."""
        return any(note.code in ("joined", "jump_ahead", "tracks_apart") for note in self._notes)

    def shift_s(self, stream: int, time_s: float, lasts_s: float | None, holds_s: float | None) -> float:
        """What is added to the times of the stream's next packet.

        `lasts_s`: until the next one is due; `holds_s`: as long as what it holds, which is shorter before a gap.
        None: it does not say.
        """
        shift_s = self._shift_s.get(stream)
        if shift_s is None:
            shift_s = self._shift_s[stream] = self._first_shift_s(time_s)
        elif self._jumps(stream, time_s + shift_s):
            shift_s = self._shift_s[stream] = self._next_shift_s(stream, time_s)
        at_s = time_s + shift_s
        self._notice(stream, at_s, holds_s)
        came_s = at_s + (holds_s or 0.0)
        self._last_s[stream] = max(at_s, self._last_s.get(stream, at_s))
        self._ends_s[stream] = max(came_s, self._ends_s.get(stream, 0.0))
        self._came_s = max(came_s, self._came_s)
        self.end_s = max(at_s + (lasts_s or 0.0), self.end_s)
        return shift_s

    def notes(self) -> tuple[Note, ...]:
        """What there is to tell of the recording's times, in order; asked once, at the end."""
        return tuple(sorted(self._all_notes(), key=lambda note: note.start_s or 0.0))

    def _first_shift_s(self, time_s: float) -> float:
        apart_s = time_s + self._newest_s - self.end_s
        if apart_s <= BEGINS_APART_S:
            return self._newest_s
        self._tell("tracks_apart", 0.0, seconds=time_s + self._newest_s)
        return -time_s

    def _next_shift_s(self, stream: int, time_s: float) -> float:
        """Another track may have jumped before; else what follows begins where all that came ends."""
        if self._jumps(stream, time_s + self._newest_s):
            by_s = time_s + self._shift_s[stream] - self.end_s
            self._tell("jump_ahead" if by_s > 0 else "joined", self.end_s, seconds=by_s if by_s > 0 else None)
            self._newest_s = self.end_s - time_s
        return self._newest_s

    def _jumps(self, stream: int, at_s: float) -> bool:
        return at_s < self._last_s[stream] - GOES_BACK_S or at_s > self.end_s + LONGEST_GAP_S

    def _notice(self, stream: int, at_s: float, holds_s: float | None) -> None:
        """Keep the gaps before this packet. Pictures alone stand still where nothing moves."""
        if self._sound is not None and at_s - self._came_s >= TOLD_GAP_S:
            self._tell("gap", self._came_s, at_s)
            self._told_s = at_s
        elif stream == self._sound and holds_s:
            self._silence.add(max(self._ends_s.get(stream, 0.0), self._told_s), at_s, JITTER_S)
        elif stream == self._pictures:
            least_s = TOLD_STILL_S if stream in self._last_s else TOLD_GAP_S
            self._still.add(max(self._last_s.get(stream, 0.0), self._told_s), at_s, least_s)

    def _all_notes(self) -> Iterator[Note]:
        yield from self._notes
        if self._sound in self._ends_s:
            self._silence.add(self._ends_s[self._sound], self.end_s, JITTER_S)
            yield from self._silence.told("sound_gap", TOLD_SILENCE_S)
        if self._pictures in self._last_s:
            self._still.add(self._last_s[self._pictures], self.end_s, TOLD_GAP_S)
            yield from self._still.told("picture_gap", TOLD_GAP_S)

    def _tell(self, code: NoteCode, start_s: float, end_s: float | None = None, seconds: float | None = None) -> None:
        lasts_s = end_s - start_s if end_s is not None else seconds
        self._notes.append(
            Note(
                code=code,
                start_s=round(start_s, 3),
                end_s=None if end_s is None else round(end_s, 3),
                seconds=None if lasts_s is None else round(lasts_s, 3),
            )
        )


class _Gaps:
    """Stretches in which nothing of one stream came."""

    def __init__(self) -> None:
        self._start_s, self._end_s, self._all_s = 0.0, 0.0, 0.0

    def add(self, start_s: float, end_s: float, least_s: float) -> None:
        """One more gap, behind those before; none if it is shorter than `least_s`."""
        if end_s - start_s < least_s:
            return
        if not self._all_s:
            self._start_s = start_s
        self._end_s, self._all_s = end_s, self._all_s + end_s - start_s

    def told(self, code: NoteCode, least_s: float) -> Iterator[Note]:
        """One note of all of them, where they are worth it."""
        if self._all_s >= least_s:
            start_s, end_s, all_s = round(self._start_s, 3), round(self._end_s, 3), round(self._all_s, 3)
            yield Note(code=code, start_s=start_s, end_s=end_s, seconds=all_s)
