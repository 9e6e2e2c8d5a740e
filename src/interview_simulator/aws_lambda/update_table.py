"""UpdateTable: writes the report and the record from what the steps left."""

from typing import Any

from pydantic import AwareDatetime, Field

from interview_simulator.aws_lambda.parts import StepEvent, analysis
from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.record import StepName
from interview_simulator.domain.report import StepOutcome
from interview_simulator.workflow.single_step import finish

TOO_LONG = "This step took longer than it may; try again, or with a shorter recording."
STOPPED = "This step was stopped from outside ({error}); the function's log has the details."


class Failure(Frozen):
    """What Step Functions says of a state that failed."""

    error: str = Field(alias="Error")
    cause: str = Field(default="", alias="Cause")


class Failed(Frozen):
    """A step that failed, when the analysis began, and when the step ended."""

    step: StepName
    failure: Failure
    began: AwareDatetime
    ended: AwareDatetime

    def outcome(self) -> StepOutcome:
        """For a step that could not say itself why it failed; `seconds` since the begin of the analysis."""
        late = self.failure.error in ("States.Timeout", "States.HeartbeatTimeout", "Sandbox.Timedout")
        return StepOutcome(
            status="failed",
            seconds=max(0.0, (self.ended - self.began).total_seconds()),
            reason=TOO_LONG if late else STOPPED.format(error=self.failure.error),
            code="took_too_long" if late else "unexpected",
        )


class Branch(StepEvent):
    """How a branch ended."""

    failed: Failed | None = None
    failure: Any = None
    began: AwareDatetime


class Ended(StepEvent):
    """Both branches have ended."""

    branches: tuple[Branch, ...]


def handler(event: object, _context: object) -> None:
    """Write the report and the record."""
    ended = Ended.model_validate(event)
    stopped = {branch.failed.step: branch.failed.outcome() for branch in ended.branches if branch.failed}
    finish(ended.of, analysis(), stopped)
