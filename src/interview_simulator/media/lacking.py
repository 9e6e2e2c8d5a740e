"""What a file lacks that is plainly part of a recording and cannot be read. Its bytes are looked at, not decoded."""

from pathlib import Path

LOOKED_AT = 1 << 20
"""A part that was cut off begins in the middle of a cluster, which is seldom larger."""
EBML, CLUSTER = b"\x1a\x45\xdf\xa3", b"\x1f\x43\xb6\x75"
FIRST_IN_CLUSTER = (b"\xbf", b"\xe7", b"\xa7")
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
    kinds = _boxes(path)
    if b"moov" in kinds:
        return None
    return NO_BEGINNING if b"moof" in kinds else NO_END


def _boxes(path: Path) -> list[bytes]:
    """The kinds of the boxes of an MP4, as far as they are whole."""
    kinds: list[bytes] = []
    place, size = 0, path.stat().st_size
    with path.open("rb") as file:
        while place + 8 <= size and len(kinds) < 100_000:
            file.seek(place)
            header = file.read(16)
            length, kind = int.from_bytes(header[:4], "big"), header[4:8]
            if length == 1:
                length = int.from_bytes(header[8:16], "big")
            kinds.append(kind)
            if length < 8:  # 0: up to the end of the file
                break
            place += length
    return kinds
