from interview_simulator.domain.record import StepName, StepProgress
from interview_simulator.domain.report import StepOutcome
from interview_simulator.domain.results import Results
from interview_simulator.errors import BadRecordingError
from interview_simulator.workflow.perform import announced, perform, timed

BEFORE = Results.of("convert_video", StepOutcome(status="succeeded", seconds=0.1))


def run(error: Exception | None) -> tuple[Results, list[StepProgress]]:
    told: list[StepProgress] = []

    def announce(step: StepName, progress: StepProgress) -> None:
        told.append(progress)

    def work() -> None:
        if error:
            raise error

    return perform("video_metrics", BEFORE, lambda: timed("video_metrics", work), announce), told


def test_a_step_is_announced_when_it_begins_and_when_it_ends() -> None:
    results, told = run(None)
    assert [progress.status for progress in told] == ["running", "succeeded"]
    assert told[-1].percent == 100
    assert set(results.outcomes) == {"convert_video", "video_metrics"}


def test_our_own_errors_speak_for_themselves() -> None:
    results, told = run(BadRecordingError("The recording has no frames; record it again."))
    assert results.outcomes["video_metrics"].reason == "The recording has no frames; record it again."
    assert told[-1].status == "failed"
    assert results.outcomes["convert_video"].status == "succeeded"


def test_other_errors_do_not_show_the_user_what_only_the_log_should_hold() -> None:
    reason = run(RuntimeError("/home/secret/path"))[0].outcomes["video_metrics"].reason or ""
    assert "/home/secret" not in reason and "log" in reason


def test_progress_is_announced_in_whole_percents_that_only_rise() -> None:
    told: list[int] = []
    progress = announced("transcription", lambda _step, state: told.append(state.percent))
    for share in (0.0, 0.5, 0.4, 2.0, -1.0):
        progress(share)
    assert told == sorted(set(told)) and all(0 < percent <= 100 for percent in told)
