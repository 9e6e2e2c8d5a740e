"""What a worker sends, in a form that says nothing about types: JSON, and arrays beside it.

A worker reads what strangers made and may have been taken over, so the server makes of its bytes only what it expects:
the type that the work is declared to return, numbers in arrays, and errors from a closed list.
"""

import json
import math
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import numpy as np
from pydantic import BaseModel, TypeAdapter

from interview_simulator import errors

Tree = Any
"""What JSON can hold."""
DTYPES = ("uint8", "int16", "int32", "int64", "float32", "float64")
ERRORS: dict[str, type[errors.InterviewSimulatorError]] = {
    kind.__name__: kind
    for kind in (
        errors.BadDocumentError,
        errors.BadInputError,
        errors.BadRecordingError,
        errors.BadTextError,
        errors.DiskFullError,
        errors.DocumentKindError,
        errors.DocumentLockedError,
        errors.FFmpegMissingError,
        errors.LibraryMissingError,
        errors.NoTextError,
        errors.TooLargeError,
    )
}
LONGEST_TOLD = 20_000
"""Characters of an error and its traceback."""


class ForgedError(Exception):
    """A message that no worker of ours would send."""


def packed(value: object, beside: list[memoryview]) -> Tree:
    """The value as JSON can hold it; its arrays and bytes are added to `beside`."""
    match value:
        case np.ndarray():
            beside.append(np.ascontiguousarray(value).reshape(-1).view(np.uint8).data)
            return [len(beside) - 1, value.dtype.name, list(value.shape)]
        case bytes():
            beside.append(memoryview(value))
            return len(beside) - 1
        case BaseModel():
            return value.model_dump(mode="json")
        case tuple() | list():
            return [packed(one, beside) for one in value]
        case Path():
            return str(value)
        case _:
            return value


def unpacked(tree: Tree, beside: Sequence[bytearray], kind: Any) -> Any:
    """The value, which is of the declared kind. Raises ForgedError when it is not."""
    try:
        return _unpacked(tree, beside, kind)
    except (ValueError, TypeError, IndexError, RecursionError) as error:
        raise ForgedError(f"not of the kind {kind}") from error


def _unpacked(tree: Tree, beside: Sequence[bytearray], kind: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is np.ndarray:
        return _array(tree, beside, get_args(inner[1])[0])
    if kind is bytes:
        return bytes(beside[_index(tree)])
    if origin is tuple and Ellipsis not in inner:
        return tuple(_unpacked(one, beside, part) for one, part in zip(tree, inner, strict=True))
    return _adapter(kind).validate_json(json.dumps(tree))


def _array(tree: Tree, beside: Sequence[bytearray], scalar: type[np.generic]) -> Any:
    at, name, shape = tree
    content, dtype = beside[_index(at)], np.dtype(scalar)
    if name not in DTYPES or dtype.name != name or not all(isinstance(size, int) and size >= 0 for size in shape):
        raise ValueError("another kind of array")
    if math.prod(shape) * dtype.itemsize != len(content):
        raise ValueError("an array of another size")
    return np.frombuffer(content, dtype).reshape(shape)


def _index(at: object) -> int:
    if not isinstance(at, int) or at < 0:
        raise IndexError(at)
    return at


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


@cache
def returned(work: Callable[..., Any]) -> Any:
    """What the work is declared to return."""
    return get_type_hints(work)["return"]


def yielded(work: Callable[..., Iterator[Any]]) -> Any:
    """What the work is declared to yield, one by one."""
    (kind,) = get_args(returned(work))
    return kind


def told(error: BaseException, traceback: str) -> Tree:
    """The error as a worker sends it."""
    number = getattr(error, "errno", None)
    return {
        "name": type(error).__name__,
        "message": str(getattr(error, "strerror", None) or error)[:LONGEST_TOLD],
        "errno": number if isinstance(number, int) else None,
        "traceback": traceback[-LONGEST_TOLD:],
    }


def error_of(tree: Tree) -> Exception:
    """The error as the server raises it: one of ours, one of the system's with its number, or a RuntimeError."""
    try:
        name, message, number, traceback = (tree[key] for key in ("name", "message", "errno", "traceback"))
    except (KeyError, TypeError) as wrong:
        raise ForgedError("no error") from wrong
    if not all(isinstance(one, str) for one in (name, message, traceback)) or not isinstance(number, int | None):
        raise ForgedError("no error")
    error: Exception
    if name in ERRORS:
        error = ERRORS[name](message[:LONGEST_TOLD])
    elif number is not None:
        error = OSError(number, message[:LONGEST_TOLD])
    else:
        error = RuntimeError(f"{name}: {message}"[:LONGEST_TOLD])
    error.add_note("In a process of its own:\n" + traceback[:LONGEST_TOLD])
    return error
