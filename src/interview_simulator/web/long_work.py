"""Work that may take long, in threads of its own, so that it never keeps a record or a sign-in waiting."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial, wraps
from threading import Lock
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from fastapi import Request

from interview_simulator.deadline import waited_for
from interview_simulator.errors import BadInputError, ServiceUnavailableError, TooManyRequestsError
from interview_simulator.web.owners import address_of, caller_of

if TYPE_CHECKING:  # it counts by a library that functions on AWS do not carry
    from interview_simulator.web.throttle import Throttle

P = ParamSpec("P")
Answer = TypeVar("Answer")
OF_WORK = 0.9
"""The share of the time that the work is told to end in; the rest is for what stands in when that was too short."""


class LongWork:
    """A few threads; what an account, or an address of nobody known, may have in them; how long a request waits.

    A thread cannot be stopped. So the work is told how long it is waited for (`deadline.left_s`), and work that goes
    on after its request was given up keeps its place until it ends, and so does its account.
    """

    def __init__(
        self,
        name: str,
        *,
        threads: int,
        most: int,
        most_of_one: int,
        within_s: float,
        throttle: "Throttle | None" = None,
    ) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._most, self._most_of_one, self._within_s = most, most_of_one, within_s
        self._throttle = throttle
        self._under_way: Counter[str] = Counter()
        self._lock = Lock()

    def performs(self, route: Callable[P, Answer]) -> Callable[P, Awaitable[Answer]]:
        """Decorates a route, one of whose parameters is the request."""

        @wraps(route)
        async def performed(*args: P.args, **kwargs: P.kwargs) -> Answer:
            request = next(value for value in kwargs.values() if isinstance(value, Request))
            return await self.perform(request, partial(route, *args, **kwargs))

        return performed

    async def perform(self, request: Request, work: Callable[[], Answer]) -> Answer:
        """What the work returns; it does not begin once the client has left.

        The request's body was read before. Raises TooManyRequestsError, and ServiceUnavailableError when there is
        too much to do, or the work takes too long.
        """
        if self._throttle is not None:
            self._throttle(request)
        with waited_for(OF_WORK * self._within_s):
            future = self._begin(caller_of(request).account_id or address_of(request), work)
        done, left = asyncio.wrap_future(future), asyncio.create_task(_left(request))
        try:
            await asyncio.wait((done, left), timeout=self._within_s, return_when=asyncio.FIRST_COMPLETED)
        finally:
            left.cancel()
            if not done.done():
                future.cancel()
        if done.done():
            return done.result()
        if left.done():
            raise BadInputError("The request broke off before its answer; send it again.")
        raise ServiceUnavailableError("This takes too long at the moment; try again in a minute.")

    def close(self) -> None:
        """Begin nothing more."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _begin(self, who: str, work: Callable[[], Answer]) -> "Future[Answer]":
        with self._lock:
            if self._under_way[who] >= self._most_of_one:
                raise TooManyRequestsError("You have asked for too much at the same time; wait for an answer.", 5)
            if self._under_way.total() >= self._most:
                raise ServiceUnavailableError("There is too much to do at the moment; try again in a minute.")
            self._under_way[who] += 1
        future = self._threads.submit(copy_context().run, work)
        future.add_done_callback(lambda _ended: self._end(who))
        return future

    def _end(self, who: str) -> None:
        with self._lock:
            self._under_way[who] -= 1
            if not self._under_way[who]:
                del self._under_way[who]


async def _left(request: Request) -> None:
    """Returns when the client has gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


@dataclass(frozen=True)
class Pools:
    """What each kind of long work has for itself; one of them that is full keeps none of the others waiting."""

    computing: LongWork
    """Embedding, grading, language models, reading of documents."""
    recordings: LongWork
    """Parts of an upload are joined, and the recording is looked at."""
    passwords: LongWork
    """Hashing."""

    def close(self) -> None:
        """Begin nothing more."""
        for pool in (self.computing, self.recordings, self.passwords):
            pool.close()


def pools(throttle: "Throttle | None") -> Pools:
    """`throttle` counts what is computed."""
    return Pools(
        computing=LongWork("computing", threads=2, most=50, most_of_one=4, within_s=120, throttle=throttle),
        recordings=LongWork("recordings", threads=4, most=100, most_of_one=8, within_s=600),
        passwords=LongWork("passwords", threads=4, most=200, most_of_one=50, within_s=30),
    )
