"""An interview to measure, written by a language model; where that fails, chosen from the bank."""

from pathlib import Path

from pydantic import Field

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.interview import Interview, KeyPoint, Question, QuestionKind
from interview_simulator.errors import LanguageModelError
from interview_simulator.interviews.phrases import WRITTEN
from interview_simulator.interviews.tailor import Tailor, Wanted, new_id, title_of
from interview_simulator.language_model.engine import LanguageModel, Tally
from interview_simulator.language_model.prompt import fenced, language_name, load_prompt

PROMPTS = Path(__file__).parent / "prompts"


class DraftPoint(Frozen):
    """A key point as the model writes it."""

    text: str = Field(min_length=3, max_length=400)
    weight: int = Field(default=1, ge=1, le=3)


class DraftQuestion(Frozen):
    """A question as the model writes it."""

    text: str = Field(min_length=10, max_length=500)
    kind: QuestionKind
    key_points: tuple[DraftPoint, ...] = Field(min_length=2, max_length=6)
    model_answer: str = Field(min_length=20, max_length=2500)
    hint: str = Field(max_length=400)
    criteria: tuple[str, ...] = Field(default=(), max_length=5)
    common_mistakes: tuple[str, ...] = Field(default=(), max_length=5)


class DraftInterview(Frozen):
    """An interview as the model writes it."""

    title: str = Field(min_length=3, max_length=120)
    role: str = Field(min_length=2, max_length=120)
    questions: tuple[DraftQuestion, ...] = Field(min_length=3, max_length=8)


class ModelTailor:
    """Writes with a language model."""

    def __init__(self, model: LanguageModel, bank: Tailor) -> None:
        self._model, self._bank = model, bank
        self.name = model.name

    def make(self, wanted: Wanted) -> Interview:
        """The model's interview; one from the bank, whose description says why, where the model fails."""
        prompt = load_prompt(PROMPTS / "write-interview.md").filled(language=language_name(wanted.language))
        about = "\n".join(
            [
                fenced("advertisement", wanted.advertisement),
                *([fenced("cv", wanted.cv)] if wanted.cv else []),
            ]
        )
        try:
            draft = self._model.reply(prompt, about, DraftInterview, Tally())
        except LanguageModelError as error:
            chosen = self._bank.make(wanted)
            return chosen.model_copy(update={"description": f"{chosen.description} {error}"})
        return _interview(draft, wanted, self._model.name)


def _interview(draft: DraftInterview, wanted: Wanted, model: str) -> Interview:
    return Interview(
        id=new_id(),
        title=draft.title or title_of(wanted.advertisement),
        role=draft.role,
        language=wanted.language,
        description=WRITTEN[wanted.language].format(model=model),
        questions=tuple(_question(place, question) for place, question in enumerate(draft.questions, 1)),
    )


def _question(place: int, draft: DraftQuestion) -> Question:
    fields = draft.model_dump(include={"text", "kind", "model_answer", "hint", "criteria", "common_mistakes"})
    points = tuple(
        KeyPoint(id=f"point-{number}", text=point.text, weight=point.weight)
        for number, point in enumerate(draft.key_points, 1)
    )
    return Question(id=f"question-{place}", key_points=points, **fields)
