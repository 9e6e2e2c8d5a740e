"""Transcription: begins the job and returns; the state waits until its task token comes back."""

from interview_simulator.aws_lambda.parts import StepEvent, transcribing
from interview_simulator.workflow.callback import begin_transcription


class TranscriptionEvent(StepEvent):
    """With the token by which the state is ended."""

    token: str


def handler(event: object, _context: object) -> None:
    """Begin the transcription."""
    asked = TranscriptionEvent.model_validate(event)
    begin_transcription(asked.of, asked.token, transcribing())
