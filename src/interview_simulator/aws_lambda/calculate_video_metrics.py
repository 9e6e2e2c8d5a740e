"""CalculateVideoMetrics: the Lambda function of the state of this name."""

from interview_simulator.aws_lambda.parts import perform


def handler(event: object, _context: object) -> None:
    """Perform the step."""
    perform("video_metrics", event)
