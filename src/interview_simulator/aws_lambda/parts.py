"""What the functions need, put together once in a process that serves many calls."""

from functools import cache
from typing import TYPE_CHECKING

from interview_simulator import compose_aws
from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.record import StepName
from interview_simulator.settings import AwsSettings, Settings
from interview_simulator.workflow.single_step import Analysis, Attempt, run_step

if TYPE_CHECKING:
    from interview_simulator.workflow.callback import Transcribing


class StepEvent(Frozen):
    """What the state machine gives to every step."""

    record_id: str
    attempt: int

    @property
    def of(self) -> Attempt:
        """The attempt that is meant."""
        return Attempt(self.record_id, self.attempt)


@cache
def analysis() -> Analysis:
    """For the steps."""
    return compose_aws.analysis(Settings(), AwsSettings())


@cache
def transcribing() -> "Transcribing":
    """For the two halves of a transcription."""
    return compose_aws.transcribing(Settings(), AwsSettings())


def perform(step: StepName, event: object) -> None:
    """Perform one step; its failure is raised under the name by which the state machine knows it."""
    run_step(step, StepEvent.model_validate(event).of, analysis())
