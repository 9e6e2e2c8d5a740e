"""The installation's own values and interviews, in the records' database."""

from collections.abc import Iterator, MutableMapping

import sqlalchemy as sa

from interview_simulator.domain.interview import Interview
from interview_simulator.stores.records.database import opened, transaction
from interview_simulator.stores.records.schema import INSTALLATION, INTERVIEWS


class SqlInstallation:
    """Values that hold for all servers of the installation whose database is at `url`."""

    def __init__(self, url: str) -> None:
        self._engine = opened(url)

    def get(self, name: str) -> str | None:
        """The value, None when there is none."""
        with transaction(self._engine) as connection:
            return connection.scalar(sa.select(INSTALLATION.c.value).where(INSTALLATION.c.name == name))

    def first(self, name: str, value: str) -> str:
        """The value that was given first: this one, when there is none."""
        with transaction(self._engine, f"installation {name}") as connection:
            held = connection.scalar(sa.select(INSTALLATION.c.value).where(INSTALLATION.c.name == name))
            if held is None:
                connection.execute(sa.insert(INSTALLATION).values(name=name, value=value))
        return value if held is None else str(held)


class SqlInterviews(MutableMapping[str, Interview]):
    """Interviews made to measure, by id, in the database at `url`."""

    def __init__(self, url: str) -> None:
        self._engine = opened(url)

    def __getitem__(self, interview_id: str) -> Interview:
        with transaction(self._engine) as connection:
            found = connection.scalar(sa.select(INTERVIEWS.c.document).where(INTERVIEWS.c.id == interview_id))
        if found is None:
            raise KeyError(interview_id)
        return Interview.model_validate(found)

    def __setitem__(self, interview_id: str, interview: Interview) -> None:
        with transaction(self._engine, f"interview {interview_id}") as connection:
            connection.execute(sa.delete(INTERVIEWS).where(INTERVIEWS.c.id == interview_id))
            document = interview.model_dump(mode="json")
            connection.execute(sa.insert(INTERVIEWS).values(id=interview_id, document=document))

    def __delitem__(self, interview_id: str) -> None:
        with transaction(self._engine) as connection:
            gone = connection.execute(sa.delete(INTERVIEWS).where(INTERVIEWS.c.id == interview_id))
        if gone.rowcount == 0:
            raise KeyError(interview_id)

    def __iter__(self) -> Iterator[str]:
        with transaction(self._engine) as connection:
            return iter(list(connection.scalars(sa.select(INTERVIEWS.c.id).order_by(INTERVIEWS.c.id))))

    def __len__(self) -> int:
        return sum(1 for _ in self)
