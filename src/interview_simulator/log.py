"""What is logged: one JSON object a line, with the request and the record that it is about."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from interview_simulator.errors import InterviewSimulatorError

_ABOUT: ContextVar[dict[str, str]] = ContextVar("about", default={})  # noqa: B039 - it is replaced, never changed
FIELDS = {"levelname": "level", "name": "logger"}


@contextmanager
def about(**what: str) -> Iterator[None]:
    """Everything that this thread or task logs inside the `with` bears these fields (`request_id`, `record_id`)."""
    token = _ABOUT.set({**_ABOUT.get(), **what})
    try:
        yield
    finally:
        _ABOUT.reset(token)


def configure(level: str) -> None:
    """Send every log line of this process to the standard error, as JSON."""
    from pythonjsonlogger.json import JsonFormatter

    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_add_about)
    handler.setFormatter(JsonFormatter(["levelname", "name", "message"], rename_fields=FIELDS, timestamp=True))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for chatty in ("httpx", "httpcore", "python_multipart", "sse_starlette"):
        logging.getLogger(chatty).setLevel(max(logging.INFO, logging.getLevelName(level)))


def configure_plain() -> None:
    """Send our own warnings and unexpected errors to the standard error as they are; of other libraries, nothing."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_is_ours_and_not_said_elsewhere)
    logging.captureWarnings(True)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def through_ours(name: str) -> None:
    """A library that brought its own handler logs through ours instead."""
    logger = logging.getLogger(name)
    logger.handlers.clear()
    logger.propagate = True


def _is_ours_and_not_said_elsewhere(record: logging.LogRecord) -> bool:
    """The sentence of an error of ours is in the report, or is the command's one line."""
    said = record.exc_info is not None and isinstance(record.exc_info[1], InterviewSimulatorError)
    return record.name.startswith("interview_simulator") and not said


def _add_about(record: logging.LogRecord) -> bool:
    record.__dict__.update(_ABOUT.get())
    return True
