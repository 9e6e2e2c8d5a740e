"""The one description of the order of the steps.

    ┌─ convert_video ── video_metrics ─┐
    └─ transcription ── text_metrics ──┴─ update_record

A step that fails ends its branch; the other branch goes on, and `update_record` reports what there is.
"""

from collections.abc import Callable, Sequence

from interview_simulator.domain.record import StepName
from interview_simulator.domain.report import StepOutcome
from interview_simulator.domain.results import Results

Branch = tuple[StepName, ...]
BRANCHES: tuple[Branch, ...] = (("convert_video", "video_metrics"), ("transcription", "text_metrics"))

Perform = Callable[[StepName, Results], Results]
"""Performs one step, given what its branch has brought; a failure is an outcome, not an exception."""
SideBySide = Callable[[Sequence[Branch]], Sequence[Results]]
"""Runs the branches at the same time and returns what each of them brought."""


def analyse(side_by_side: SideBySide, perform: Perform) -> Results:
    """Run all steps in their order and return what they brought."""
    results = Results()
    for brought in side_by_side(BRANCHES):
        results = results.joined(brought)
    return perform("update_record", results)


def run_branch(branch: Branch, perform: Perform) -> Results:
    """Run one branch; behind a failed step the others are skipped."""
    results = Results()
    for step in branch:
        failed = _failed(results)
        results = _skipped(step, failed, results) if failed else perform(step, results)
    return results


def _failed(results: Results) -> StepName | None:
    return next((step for step, outcome in results.outcomes.items() if outcome.status == "failed"), None)


def _skipped(step: StepName, failed: StepName, results: Results) -> Results:
    reason = f"It needs the result of {failed}, which failed."
    outcome = StepOutcome(status="skipped", seconds=0.0, reason=reason, code="earlier_step_failed")
    return results.joined(Results.of(step, outcome))
