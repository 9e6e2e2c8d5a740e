"""A recording that crashes, hangs or fills its reader fails one step; the workflow and the other branch go on."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.support import naughty
from tests.workflow.test_durable import Begin, begin, ended

from interview_simulator.decoding.limits import Limits
from interview_simulator.decoding.sandbox import Sandbox
from interview_simulator.media.frames import sampled_frames
from interview_simulator.media.sound import speech_blocks
from interview_simulator.steps.convert_video.step import convert_video

__all__ = ["begin"]
LIMITS = Limits(memory_bytes=500_000_000, cpu_s=60, quiet_s=8.0)


class Struck(Sandbox):
    """Does something else instead of one kind of work, in a worker as any other."""

    def __init__(self, struck: Callable[..., Any], instead: Callable[..., Any]) -> None:
        super().__init__(LIMITS, [])
        self._struck, self._instead = struck, instead

    def call(self, work: Any, *args: Any, **kwargs: Any) -> Any:
        return super().call(self._instead if work is self._struck else work, *args, **kwargs)

    def each(self, work: Any, *args: Any, **kwargs: Any) -> Iterator[Any]:
        if work is self._struck:
            super().call(self._instead)
        yield from super().each(work, *args, **kwargs)


@pytest.mark.parametrize(
    ("struck", "step", "instead", "why"),
    [
        (convert_video, "convert_video", naughty.crash, "SIGSEGV"),
        (convert_video, "convert_video", naughty.hang, "no progress for 8 s"),
        (convert_video, "convert_video", naughty.eat, "memory"),
        (sampled_frames, "video_metrics", naughty.crash, "SIGSEGV"),
        (speech_blocks, "transcription", naughty.crash, "SIGSEGV"),
    ],
)
def test_a_step_whose_reader_breaks_fails_with_the_reason_and_the_rest_goes_on(
    begin: Begin,
    struck: Any,
    step: Any,
    instead: Any,
    why: str,
) -> None:
    sandbox = Struck(struck, instead)
    record = ended(begin(decoder=sandbox))
    sandbox.close()
    assert (record.status, record.steps[step].status) == ("partly_failed", "failed")
    assert why in (record.steps[step].reason or "") and record.steps[step].code == "bad_recording"
    assert record.steps["update_record"].status == "succeeded"
    other = "text_metrics" if step in ("convert_video", "video_metrics") else "video_metrics"
    assert record.steps[other].status == "succeeded"  # type: ignore[index]  # both are names of steps
