"""Interviews made in this installation: one JSON file each, so that a record can refer to them."""

import re
from collections.abc import Iterator, MutableMapping
from hashlib import sha256
from pathlib import Path

from interview_simulator.domain.interview import Interview

_ID = re.compile(r"made-[a-z0-9-]+\Z")


class MadeInterviews(MutableMapping[str, Interview]):
    """Those in a folder, by id. A file is there whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def __getitem__(self, interview_id: str) -> Interview:
        try:
            return Interview.model_validate_json(self._path(interview_id).read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise KeyError(interview_id) from error

    def __setitem__(self, interview_id: str, interview: Interview) -> None:
        path = self._path(interview_id)
        arriving = path.with_suffix(".arriving")
        arriving.write_text(interview.model_dump_json(indent=2), encoding="utf-8")
        arriving.replace(path)

    def __delitem__(self, interview_id: str) -> None:
        try:
            self._path(interview_id).unlink()
        except FileNotFoundError as error:
            raise KeyError(interview_id) from error

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(path.stem for path in self._folder.glob("made-*.json")))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _path(self, interview_id: str) -> Path:
        if not _ID.match(interview_id):
            raise KeyError(interview_id)
        return self._folder / f"{interview_id}.json"


def follow_up_id(record_id: str, question_id: str, asked: str) -> str:
    """The id of the interview in which a follow-up question is answered; the same question has the same one."""
    return f"{follow_ups_of(record_id)}{_digest(question_id, asked)}"


def follow_ups_of(record_id: str) -> str:
    """How the ids begin of all follow-up questions to a record's answers."""
    return f"made-follow-up-{_digest(record_id)}-"


def _digest(*texts: str) -> str:
    return sha256("\0".join(texts).encode()).hexdigest()[:12]
