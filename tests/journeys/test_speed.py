"""How fast and how large: a minute of 720p as a browser sends it, set against one decoding of the same pictures.

CPU time over CPU time of the same run is about the same on every machine and at any load; seconds are not.
"""

import sys
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import pytest
import yaml
from tests.support.cost import cost_of
from tests.support.recordings import repeat

from interview_simulator.compose import engines
from interview_simulator.domain.results import TextMetrics, Transcription
from interview_simulator.domain.transcript import Transcript
from interview_simulator.media.check import check_recording
from interview_simulator.media.sound import Sound, speech
from interview_simulator.settings import Settings
from interview_simulator.steps.convert_video.step import convert_video
from interview_simulator.steps.text_metrics.step import listened, text_metrics
from interview_simulator.steps.video_metrics.step import video_metrics
from interview_simulator.workflow.job import Engines

MINUTE_S = 60
TALK_S, TIMES = Fraction(161, 10), 4
ACCEPTED: dict[str, float] = yaml.safe_load((Path(__file__).parents[1] / "data" / "accepted_costs.yaml").read_text())
MOST_RISE = 1.15
TRIES = 6
"""A busy machine makes a measurement too large now and then, never too small: the least of several counts."""
MOST_MEMORY = 1_200_000_000
MOST_DECODINGS = MOST_RISE * 6.8
"""For the whole command, with its start and the loading of models; measured on a busy machine as the accepted costs."""

pytestmark = pytest.mark.timeout(1200)  # CPU time is what counts here; a busy machine takes long to give it


@pytest.fixture(scope="module")
def minute(talk: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("minute") / "minute.webm"
    repeat(talk, out, TIMES, TALK_S)
    return out


@pytest.fixture(scope="module")
def parts() -> Engines:
    return engines(Settings())


def cpu_s(work: Callable[[], object]) -> float:
    """CPU seconds of all threads."""
    began_s = time.process_time()
    work()
    return time.process_time() - began_s


def decode(path: Path) -> int:
    with av.open(path) as container:
        return sum(1 for _ in container.decode(video=0))


def least_cost(minute: Path, work: Callable[[], object], enough: float) -> float:
    """In decodings; work and decoding take turns until it is no more than `enough`, or TRIES have been made."""
    works_s, decodings_s = [], []
    for _ in range(TRIES):
        decodings_s.append(cpu_s(lambda: decode(minute)))
        works_s.append(cpu_s(work))
        if min(works_s) <= enough * min(decodings_s):
            break
    return min(works_s) / min(decodings_s)


@pytest.fixture
def works(minute: Path, parts: Engines, tmp_path: Path) -> dict[str, Callable[[], object]]:
    sound = speech(minute)
    said = Transcription(
        language="en",
        language_probability=None,
        duration_s=MINUTE_S,
        transcript=Transcript(text="", words=()),
        engines={},
        models={},
    )
    return {
        "check": lambda: check_recording(minute, 2 * MINUTE_S),
        "convert": lambda: convert_video(minute, tmp_path, max_duration_s=2 * MINUTE_S),
        "video": lambda: video_metrics(minute, faces=parts.faces, duration_s=MINUTE_S),
        "speech": lambda: parts.recogniser.recognise(sound, "en", lambda _: None),
        "voice": lambda: _voice(sound, said, parts),
    }


def _voice(sound: Sound, said: Transcription, parts: Engines) -> TextMetrics:
    heard = listened(sound, parts.voice)
    return text_metrics(heard, said, interview=None, evaluator=parts.evaluator, voice=parts.voice)


@pytest.mark.parametrize("part", ACCEPTED)
def test_a_part_costs_no_more_than_was_accepted(
    minute: Path, works: dict[str, Callable[[], object]], part: str
) -> None:
    if part in ("speech", "voice"):
        works[part]()  # loads the model
    most = MOST_RISE * ACCEPTED[part]
    cost = least_cost(minute, works[part], most)
    print(f"{part}: {cost:.3f} decodings, accepted {ACCEPTED[part]}")
    assert cost <= most


def test_the_whole_analysis_is_fast_and_small(minute: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "interview_simulator.cli", "analyze", str(minute), "--language", "en"]
    cost = cost_of([*command, "--out", str(tmp_path / "out")])
    decoding_s = min(cpu_s(lambda: decode(minute)) for _ in range(3))
    print(f"analysis {cost}, {cost.cpu_s / decoding_s:.2f} decodings")
    assert cost.peak_bytes <= MOST_MEMORY
    assert cost.cpu_s <= MOST_DECODINGS * decoding_s
