"""How fast and how large: a minute of 720p as a browser sends it, set against one decoding of the same pictures."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import av
import pytest
from bench.cost import cost_of

from interview_simulator.media.check import check_recording
from interview_simulator.steps.convert_video.step import convert_video

MINUTE_S = 60
CORES, DECODING_S = 2, 2.6
"""The machine of the aims, and its CPU seconds for one decoding. A busy or slower machine changes both sides alike."""
MOST_DECODINGS = {
    "check": 0.1 / DECODING_S,
    "convert": 0.5 / DECODING_S,
    "analyse": 0.25 * MINUTE_S * CORES / DECODING_S,
}
"""Half a second for converting, a quarter of the length for everything, in decodings."""
MOST_MEMORY = 1_500_000_000

pytestmark = pytest.mark.timeout(1200)  # CPU time is what counts here; a busy machine takes long to give it


@pytest.fixture(scope="module")
def decoding_s(minute: Path) -> float:
    return cpu_s(lambda: decode(minute))


@pytest.fixture(scope="module")
def minute(make_recording: Callable[..., Path]) -> Path:
    return make_recording("talk_hill.mp4", "talk_aoc.mp4", seconds=MINUTE_S)


def cpu_s(work: Callable[[], object]) -> float:
    """CPU seconds of all threads; the least of three, for noise only adds."""

    def once() -> float:
        began_s = time.process_time()
        work()
        return time.process_time() - began_s

    return min(once() for _ in range(3))


def decode(path: Path) -> int:
    with av.open(path) as container:
        return sum(1 for _ in container.decode(video=0))


def test_converting_costs_a_fraction_of_one_decoding(minute: Path, decoding_s: float, tmp_path: Path) -> None:
    converting_s = cpu_s(lambda: convert_video(minute, tmp_path, max_duration_s=2 * MINUTE_S))
    print(f"converting {converting_s:.3f} CPU-s, one decoding {decoding_s:.3f} CPU-s")
    assert converting_s <= MOST_DECODINGS["convert"] * decoding_s


def test_looking_at_an_upload_costs_next_to_nothing(minute: Path, decoding_s: float) -> None:
    checking_s = cpu_s(lambda: check_recording(minute, 2 * MINUTE_S))
    print(f"checking {checking_s:.3f} CPU-s, one decoding {decoding_s:.3f} CPU-s")
    assert checking_s <= MOST_DECODINGS["check"] * decoding_s


def test_the_whole_analysis_is_fast_and_small(minute: Path, decoding_s: float, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "interview_simulator.cli", "analyze", str(minute), "--language", "en"]
    cost = cost_of([*command, "--out", str(tmp_path / "out")])
    print(f"analysis {cost}")
    assert cost.peak_bytes <= MOST_MEMORY
    assert cost.cpu_s <= MOST_DECODINGS["analyse"] * decoding_s
