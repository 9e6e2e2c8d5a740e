"""CalculateTextMetrics: the Lambda function of the state of this name."""

from interview_simulator.aws_lambda.dependencies import unpacked
from interview_simulator.aws_lambda.parts import perform

unpacked()


def handler(event: object, _context: object) -> None:
    """Perform the step."""
    perform("text_metrics", event)
