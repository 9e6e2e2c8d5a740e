"""An interview: questions with the rubric by which their answers are judged."""

from typing import Literal, Self, get_args

from pydantic import Field, model_validator

from interview_simulator.domain.frozen import Frozen

Language = Literal["en", "pt"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
"""Languages of answers that are offered, ISO 639-1; a language that is not told is detected among them."""
UNDETERMINED = "und"
"""ISO 639-2 code of a language that could not be told."""
QuestionKind = Literal["knowledge", "behavioural"]


class KeyPoint(Frozen):
    """One thing that a good answer says, with its weight in the score."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    text: str = Field(min_length=3)
    weight: float = Field(default=1.0, gt=0)


class Question(Frozen):
    """A question, how long one may think and speak, and the rubric of its answer."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    text: str = Field(min_length=3)
    kind: QuestionKind = "knowledge"
    key_points: tuple[KeyPoint, ...] = ()
    model_answer: str = ""
    hint: str = ""
    criteria: tuple[str, ...] = ()
    """What tells a good answer from a fair one, beside its key points."""
    common_mistakes: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    """What the question is about, in lower case; questions are chosen by them."""
    preparation_s: float = Field(default=30.0, ge=0)
    answer_s: float = Field(default=120.0, gt=0)

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        ids = [point.id for point in self.key_points]
        if len(ids) != len(set(ids)):
            raise ValueError(f"question {self.id!r} names a key point twice")
        return self


class Interview(Frozen):
    """A set of questions for one role in one language."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str = Field(min_length=3)
    role: str = Field(min_length=2)
    language: Language
    description: str = ""
    questions: tuple[Question, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        ids = [question.id for question in self.questions]
        if len(ids) != len(set(ids)):
            raise ValueError(f"interview {self.id!r} names a question twice")
        return self


class Mark(Frozen):
    """The moment of the recording at which a question was shown; of a question shown again the last mark counts."""

    question_id: str
    start_s: float = Field(ge=0)


OWN_QUESTION = "own"
"""Id of a question that the candidate wrote, and of the interview around it."""


def own_question(text: str, language: Language) -> Interview:
    """An interview of the candidate's own one question; it has no rubric, so its content is not judged."""
    question = Question(id=OWN_QUESTION, text=text)
    return Interview(id=OWN_QUESTION, title=text, role=text, language=language, questions=(question,))
