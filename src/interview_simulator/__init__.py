"""Practise interviews and get a report in which every figure was measured; `docs/python-api.md` shows how to use it."""

import interview_simulator.interviews  # first, so that the name `interviews` stays the function's  # noqa: F401
from interview_simulator.python_api import analyze, grade, interviews
from interview_simulator.version import __version__

__all__ = ["__version__", "analyze", "grade", "interviews"]
