"""What a record store must do."""

from typing import Any, Protocol

from interview_simulator.domain.pages import After, Page, Reach
from interview_simulator.domain.record import Record, RecordStatus, StepName, StepProgress


class RecordStore(Protocol):
    """Records by id, listed by e-mail. Every write is atomic and may be repeated without harm."""

    def merge(self, record_id: str, fields: dict[str, Any]) -> Record:
        """Write these fields of the record and keep its others; the record is made when there is none.

        `POST /record` and the end of the upload may come in either order: both call this.
        Raises BadInputError for a field that a Record does not have or a value that it cannot hold, GoneError for a
        record that was erased.
        """
        ...

    def claim(self, record_id: str, owner: str | None, fields: dict[str, Any]) -> Record:
        """Write these fields, as `merge` does, into a record of this owner; one that is made now is theirs.

        None: nobody signs in here, and whose the record is does not matter. Raises also ConflictError for another's
        record, and for one of nobody.
        """
        ...

    def begin_attempt(self, record_id: str, after: int) -> Record | None:
        """Raise `attempt` from `after` by one, set status `analysing` and forget the steps.

        None when `attempt` is not `after` any more, or there is no such record.
        """
        ...

    def finish_attempt(self, record_id: str, attempt: int, fields: dict[str, Any]) -> bool:
        """Write these fields, as `merge` does, if the record is there and still at this attempt; False when it is not.

        The late result of an analysis that was deleted or begun anew is refused this way.
        """
        ...

    def set_step(self, record_id: str, step: StepName, progress: StepProgress) -> None:
        """Note where a step stands; nothing happens when there is no such record."""
        ...

    def get(self, record_id: str) -> Record | None:
        """The record, None when there is none."""
        ...

    def list_by_email(self, email: str) -> list[Record]:
        """Records of that e-mail address (compared without regard to case), newest `date` first."""
        ...

    def page(
        self, limit: int, after: After | None = None, email: str | None = None, reach: Reach | None = None
    ) -> Page[Record]:
        """Of all records, in the order of `list_all`, at most `limit` that come behind the place `after`.

        With `email` only those of that address, with `reach` only those within it.
        """
        ...

    def count_by_email(self, email: str) -> int:
        """How many records of that address there are."""
        ...

    def list_all(self) -> list[Record]:
        """All records, newest `date` first; for the one user of an embedded installation."""
        ...

    def list_by_status(self, *statuses: RecordStatus) -> list[Record]:
        """Records that stand at one of these, newest `date` first."""
        ...

    def delete(self, record_id: str) -> None:
        """Remove the record, as if it had never been; nothing happens when there is none."""
        ...

    def erase(self, record_id: str) -> None:
        """Remove the record for good: whatever comes later under its id is refused. It may be missing already."""
        ...

    def is_erased(self, record_id: str) -> bool:
        """Whether the record was erased."""
        ...
