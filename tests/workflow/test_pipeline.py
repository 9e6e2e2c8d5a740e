from collections.abc import Sequence

import pytest

from interview_simulator.domain.record import StepName
from interview_simulator.domain.report import StepOutcome
from interview_simulator.domain.results import Results
from interview_simulator.workflow.finish import overall_status
from interview_simulator.workflow.pipeline import BRANCHES, Branch, Perform, analyse, run_branch

STEPS = [step for branch in BRANCHES for step in branch]


def performer(broken: set[StepName], seen: list[StepName]) -> Perform:
    def perform(step: StepName, so_far: Results) -> Results:
        seen.append(step)
        status = "failed" if step in broken else "succeeded"
        return so_far.joined(Results.of(step, StepOutcome.model_validate({"status": status, "seconds": 0.1})))

    return perform


def run(*broken: StepName) -> tuple[Results, list[StepName]]:
    seen: list[StepName] = []
    perform = performer(set(broken), seen)

    def one_after_the_other(branches: Sequence[Branch]) -> list[Results]:
        return [run_branch(branch, perform) for branch in branches]

    return analyse(one_after_the_other, perform), seen


def test_every_step_runs_once_and_the_record_is_updated_last() -> None:
    results, seen = run()
    assert sorted(seen) == sorted([*STEPS, "update_record"]) and seen[-1] == "update_record"
    assert overall_status(results) == "succeeded"


@pytest.mark.parametrize(("broken", "skipped"), [("convert_video", "video_metrics"), ("transcription", "text_metrics")])
def test_a_failed_step_skips_the_rest_of_its_branch_only(broken: StepName, skipped: StepName) -> None:
    results, seen = run(broken)
    assert skipped not in seen
    assert results.outcomes[skipped].status == "skipped"
    assert broken in (results.outcomes[skipped].reason or "")
    assert sum(outcome.status == "succeeded" for outcome in results.outcomes.values()) == 3
    assert overall_status(results) == "partly_failed"


def test_an_analysis_in_which_nothing_succeeded_has_failed() -> None:
    results, _ = run("convert_video", "transcription", "update_record")
    assert overall_status(results) == "failed"
