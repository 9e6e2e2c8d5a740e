"""What runs the steps must do for the doors."""

from typing import Protocol


class Workflow(Protocol):
    """Starts analyses; how far they have come is read from the records."""

    def launch(self) -> None:
        """Begin to work, and go on with what an earlier process left unfinished."""
        ...

    def start(self, record_id: str) -> None:
        """Analyse the record's recording; nothing happens when this was already asked for. Returns at once."""
        ...

    def retry(self, record_id: str) -> None:
        """Analyse again from the beginning; raises ConflictError while an analysis is under way."""
        ...

    def cancel(self, record_id: str) -> None:
        """Stop the record's analysis, if there is one under way, and forget what its steps brought.

        Needs no launch.
        """
        ...

    def close(self) -> None:
        """Stop working; unfinished analyses go on at the next launch."""
        ...
