"""Pictures looked at side by side, told in their order; few are held at a time, for each has some megabytes."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_order(look: Callable[[Item], Result], items: Iterator[Item], at_once: int) -> Iterator[Result]:
    """What `look` says of each item, in the order of the items; at most `at_once` items are held and looked at."""
    with ThreadPoolExecutor(at_once) as threads:
        waiting: deque[Future[Result]] = deque()
        for item in items:
            waiting.append(threads.submit(look, item))
            if len(waiting) >= at_once:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
