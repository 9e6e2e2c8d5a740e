"""What is missing of a recording, or cannot be read, by the form of its file. Its bytes are looked at, not decoded."""

from collections.abc import Iterator
from pathlib import Path

LOOKED_AT = 1 << 20
"""A part that was cut off begins in the middle of a cluster, which is seldom larger."""
EBML, CLUSTER = b"\x1a\x45\xdf\xa3", b"\x1f\x43\xb6\x75"
FIRST_IN_CLUSTER = (b"\xbf", b"\xe7", b"\xa7")
CONTENT_BOXES = (b"mdat", b"moof")
NOT_TOLD = (0, 0xFFFFFFFF)
"""Length of a WAV that was written as it was recorded."""
INEXACT = 1 << 16
"""Bytes by which the length that a WAV tells may be wrong without anything missing."""
BOXES = (b"ftyp", b"mdat", b"wide", b"free", b"skip", b"moof", b"styp", b"sidx", b"moov")
BEGINS_OGG = 2
"""Flag of an Ogg page: the first of its stream."""
NO_BEGINNING = (
    "The beginning of the recording is missing, so the rest of it cannot be read; "
    "send the file again from its first byte, or record it again."
)
NO_END = (
    "The end of the recording is missing, so the file cannot be read: it was not finished when it was copied or "
    "recorded; copy it again, or record it again."
)


def lack_of(path: Path) -> str | None:
    """A sentence that says what the file lacks; None where it is not plain that it is a part of a recording."""
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
    if not start.startswith(EBML) and _is_matroska(start):
        return NO_BEGINNING
    if start.startswith(b"OggS"):
        return None if len(start) > 5 and start[5] & BEGINS_OGG else NO_BEGINNING
    if b"OggS\0" in start and start.count(b"OggS\0") > 1:
        return NO_BEGINNING
    if start[4:8] in BOXES:
        return _lack_of_mp4(path)
    return None


def breaks_off(path: Path) -> bool:
    """Whether a file that can be read lacks its end, or holds another recording behind the one that is read."""
    with path.open("rb") as file:
        start = file.read(12)
    if start[4:8] in BOXES:
        return _breaks_off_mp4(path)
    return start[:4] == b"RIFF" and _breaks_off_riff(path, int.from_bytes(start[4:8], "little"))


def _is_matroska(start: bytes) -> bool:
    """Whether a cluster begins in it: its mark, its length, and first in it a CRC, its time or its place."""
    place = start.find(CLUSTER)
    while place >= 0:
        if any(mark in start[place + 5 : place + 13] for mark in FIRST_IN_CLUSTER):
            return True
        place = start.find(CLUSTER, place + 1)
    return False


def _lack_of_mp4(path: Path) -> str | None:
    """Which of its boxes is missing: an MP4 is read by its `moov`, a stream of fragments begins with one."""
    kinds = {kind for kind, _ in _boxes(path)}
    if b"moov" in kinds:
        return None
    return NO_BEGINNING if b"moof" in kinds else NO_END


def _breaks_off_mp4(path: Path) -> bool:
    boxes = list(_boxes(path))
    last, end = boxes[-1]
    is_followed = [kind for kind, _ in boxes].count(b"moov") > 1
    return is_followed or (last in CONTENT_BOXES and end > path.stat().st_size)


def _breaks_off_riff(path: Path, told: int) -> bool:
    """Pieces of a large AVI follow each other; a WAV is followed by none."""
    if told in NOT_TOLD:
        return False
    end = 8 + told + told % 2
    with path.open("rb") as file:
        file.seek(end)
        behind = file.read(12)
    return end > path.stat().st_size + INEXACT or (behind[:4] == b"RIFF" and behind[8:] != b"AVIX")


def _boxes(path: Path) -> Iterator[tuple[bytes, int]]:
    """The boxes of an MP4: the kind of each, and where it ends or would end."""
    place, size = 0, path.stat().st_size
    with path.open("rb") as file:
        for _ in range(100_000):
            if place + 8 > size:
                return
            file.seek(place)
            header = file.read(16)
            length, kind = int.from_bytes(header[:4], "big"), header[4:8]
            if length == 1:
                length = int.from_bytes(header[8:16], "big")
            elif length == 0:
                length = size - place
            yield kind, place + length
            if length < 8:
                return
            place += length
