"""What a decoder must do, and the one that does it in this process."""

from collections.abc import Callable, Iterator
from typing import ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
Result = TypeVar("Result")


class Decoder(Protocol):
    """Does work that reads media, wherever it likes. The work is a function of a module; all it is given can be sent.

    Raises what the work raises, and BadRecordingError where the work died, hung, or used too much.
    """

    def open(self) -> None:
        """Make ready what the first work would wait for; returns at once, and need not be called."""
        ...

    def close(self) -> None:
        """End what is still at work."""
        ...

    def call(self, work: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        """Do the work and return its result; an argument called `progress` is told how far it is."""
        ...

    def each(self, work: Callable[P, Iterator[Result]], *args: P.args, **kwargs: P.kwargs) -> Iterator[Result]:
        """Give what the work yields, one by one."""
        ...


class InProcess:
    """Decodes in this process: for tests, for scripts, and where the process itself is the sandbox."""

    def open(self) -> None:
        """There is nothing to make ready."""

    def close(self) -> None:
        """There is nothing to end."""

    def call(self, work: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        """Call the work."""
        return work(*args, **kwargs)

    def each(self, work: Callable[P, Iterator[Result]], *args: P.args, **kwargs: P.kwargs) -> Iterator[Result]:
        """Call the work."""
        return work(*args, **kwargs)


IN_PROCESS = InProcess()
