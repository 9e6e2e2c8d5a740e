"""Answers to what is read often, whose data was checked when it came into being."""

from fastapi import Response

from interview_simulator.domain.frozen import Frozen


def as_json(answer: Frozen) -> Response:
    """The answer as FastAPI would send it, without its check of what leaves."""
    return Response(answer.model_dump_json(), media_type="application/json")
