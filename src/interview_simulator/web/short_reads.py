"""Routes that only read a little, answered without a thread where that would take longer than the read."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from interview_simulator.compose import App

P = ParamSpec("P")
Answer = TypeVar("Answer")


def short_reads(parts: "App") -> Callable[[Callable[P, Answer]], Callable[P, object]]:
    """Decorates such a route, which FastAPI would otherwise perform in a thread of its pool.

    A read of a file of this machine takes tenths of a millisecond. Beside an analysis, whose threads want the
    interpreter too, each change of thread may take milliseconds, and there are several for one request. A database or
    bucket behind the network may not answer for seconds, so there the thread stays. So it does for what grows with the
    installation, such as a list of all records, and for what also writes, if only that somebody looked.
    """

    def decorated(route: Callable[P, Answer]) -> Callable[P, object]:
        @wraps(route)
        async def at_once(*args: P.args, **kwargs: P.kwargs) -> Answer:
            return route(*args, **kwargs)

        return at_once if parts.is_local else route

    return decorated
