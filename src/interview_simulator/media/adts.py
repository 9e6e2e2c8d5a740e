"""Times of AAC in a file without times of its own (ADTS), whose frames say their rate each."""

RATES_HZ = (96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350)
"""By their index, ISO 14496-3."""
BLOCK_SAMPLES = 1024
HEADER = 7


def lasts_s(frame: bytes) -> float:
    """Length of a frame in seconds, by its header; 0 where that is broken."""
    if len(frame) < HEADER or frame[0] != 0xFF or frame[1] < 0xF0:
        return 0.0
    rate, blocks = frame[2] >> 2 & 0xF, (frame[6] & 3) + 1
    return blocks * BLOCK_SAMPLES / RATES_HZ[rate] if rate < len(RATES_HZ) else 0.0
