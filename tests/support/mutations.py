"""Broken and hostile versions of a media file; the same seed always makes the same."""

import random
from collections.abc import Callable, Sequence

Mutation = Callable[[bytearray, random.Random], bytearray]
HEADER = 2048
EXTREMES = (0, 1, 2, 7, 8, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
EBML_IDS = [
    bytes.fromhex(name)
    for name in (
        "1a45dfa3", "18538067", "1549a966", "1654ae6b", "ae", "e0", "e1", "1f43b675", "a3", "a0", "a1",
        "4489", "2ad7b1", "b0", "ba", "9f", "b5", "63a2", "86", "83", "e7", "1c53bb6b", "23e383", "56aa",
    )
]  # fmt: skip
"""Elements of Matroska: header, segment, info, tracks, sizes of the picture, sound, clusters, blocks, times, cues."""
MP4_BOXES = [
    name.encode()
    for name in (
        "ftyp", "moov", "mvhd", "trak", "tkhd", "mdia", "mdhd", "minf", "stbl", "stsd", "stts", "stsc", "stsz",
        "stco", "stss", "ctts", "elst", "avcC", "esds", "mdat", "udta", "mp4a", "avc1",
    )
]  # fmt: skip


def flip_bits(data: bytearray, chance: random.Random) -> bytearray:
    for _ in range(chance.choice((1, 4, 16, 64, 256))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return data


def flip_header_bits(data: bytearray, chance: random.Random) -> bytearray:
    for _ in range(chance.choice((1, 2, 4, 8, 16))):
        data[chance.randrange(min(HEADER, len(data)))] ^= 1 << chance.randrange(8)
    return data


def truncate(data: bytearray, chance: random.Random) -> bytearray:
    return data[: chance.randrange(len(data))]


def duplicate_block(data: bytearray, chance: random.Random) -> bytearray:
    start, size = chance.randrange(len(data)), chance.choice((1, 16, 256, 4096))
    at = chance.randrange(len(data))
    return data[:at] + data[start : start + size] * chance.choice((1, 2, 50)) + data[at:]


def remove_block(data: bytearray, chance: random.Random) -> bytearray:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.choice((1, 16, 256, 4096)) :]


def overwrite_block(data: bytearray, chance: random.Random) -> bytearray:
    start, size = chance.randrange(len(data)), chance.choice((1, 4, 64, 1024))
    filling = chance.choice((bytes(size), b"\xff" * size, chance.randbytes(size)))
    data[start : start + size] = filling
    return data


def edit_element(data: bytearray, chance: random.Random) -> bytearray:
    """An extreme number behind the name of an element of Matroska: its size, or what it says."""
    return _edited(data, chance, EBML_IDS, behind=True)


def edit_box(data: bytearray, chance: random.Random) -> bytearray:
    """An extreme number before (the size) or behind the name of a box of MP4."""
    return _edited(data, chance, MP4_BOXES, behind=chance.random() < 0.5)


def _edited(data: bytearray, chance: random.Random, names: Sequence[bytes], behind: bool) -> bytearray:
    found = [(place, name) for name in names for place in _places(data, name)]
    if not found:
        return flip_header_bits(data, chance)
    for _ in range(chance.choice((1, 2, 3))):
        place, name = chance.choice(found)
        width = chance.choice((1, 2, 4, 8))
        number = chance.choice((*EXTREMES, chance.getrandbits(32))) & ((1 << 8 * width) - 1)
        start = place + len(name) + chance.choice((0, 0, 1, 4, 8, 12)) if behind else max(0, place - 4)
        data[start : start + width] = number.to_bytes(width, "big")
    return data


def _places(data: bytearray, name: bytes, most: int = 8) -> list[int]:
    places: list[int] = []
    start = 0
    while len(places) < most and (start := data.find(name, start)) >= 0:
        places.append(start)
        start += 1
    return places


MUTATIONS: tuple[Mutation, ...] = (
    flip_bits,
    flip_header_bits,
    truncate,
    duplicate_block,
    remove_block,
    overwrite_block,
    edit_element,
    edit_box,
)


def mutated(originals: Sequence[bytes], seed: int) -> bytes:
    """One of the originals, changed in one to three ways."""
    chance = random.Random(seed)
    data = bytearray(chance.choice(originals))
    for _ in range(chance.choice((1, 1, 2, 3))):
        if data:
            data = chance.choice(MUTATIONS)(data, chance)
    return bytes(data)
