"""What asks the next question and what answers about feedback must do."""

from typing import Protocol

from interview_simulator.domain.coaching import CoachReply, FollowUp
from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.interview import Question
from interview_simulator.domain.report import Answer


class Judged(Frozen):
    """A question, and how the answer to it was judged."""

    question: Question
    answer: Answer
    language: str


class Interviewer(Protocol):
    """Asks one question more."""

    name: str

    def follow_up(self, judged: Judged) -> FollowUp:
        """The question that follows from what was said or left out."""
        ...


class Adviser(Protocol):
    """Talks with the candidate about the feedback."""

    name: str

    def reply(self, judged: Judged, asked: str) -> CoachReply:
        """An answer to what the candidate asked, from the report's own evidence."""
        ...
