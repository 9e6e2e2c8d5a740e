"""TranscriptionEnded: told by EventBridge that a job of Amazon Transcribe has ended."""

from typing import Any

from interview_simulator.aws_lambda.parts import transcribing
from interview_simulator.workflow.callback import end_transcription


def handler(event: dict[str, Any], _context: object) -> None:
    """Perform the step with what the job heard, and end the state that waits for it."""
    end_transcription(str(event["detail"]["TranscriptionJobName"]), transcribing())
