"""Judges answers with a language model, within what the evidence carries."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from pydantic import Field

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.interview import Question
from interview_simulator.domain.report import Answer, Evaluation, KeyPointCoverage, LanguageModelUse
from interview_simulator.domain.transcript import as_text
from interview_simulator.language_model.engine import LanguageModel, Tally
from interview_simulator.language_model.prompt import fenced, language_name, load_prompt
from interview_simulator.steps.text_metrics.answers import verdict
from interview_simulator.steps.text_metrics.bounds import Coverage, carried
from interview_simulator.steps.text_metrics.engine import Evaluator, SpokenAnswer
from interview_simulator.steps.text_metrics.lexicon import lexicon
from interview_simulator.steps.text_metrics.wording import fillers

PROMPTS = Path(__file__).parent / "prompts"
CREDIT: dict[Coverage, float] = {"covered": 1.0, "partly": 0.5, "missing": 0.0}


class JudgedPoint(Frozen):
    """The model's judgement of one key point. The lengths keep a small model, which is held to them, from going on."""

    id: str
    coverage: Coverage
    quote: str = Field(default="", max_length=400)


class JudgedAnswer(Frozen):
    """The model's judgement of one answer."""

    key_points: tuple[JudgedPoint, ...] = Field(default=(), max_length=12)
    evaluation: str = Field(max_length=800)
    correction: str = Field(max_length=1200)


class JudgedInterview(Frozen):
    """The model's judgement of the whole."""

    general: str = Field(max_length=1200)
    presentation: tuple[Annotated[str, Field(max_length=400)], ...] = Field(default=(), max_length=4)


class LanguageModelEvaluator:
    """An evaluator for one recording. `base` judges first: its findings bound those of the model.

    After `evaluate`, also after it failed, `use` tells what was taken from the model, and `evaluation` what it says of
    the whole.
    """

    def __init__(self, model: LanguageModel, base: Evaluator) -> None:
        self._model, self._base, self._tally = model, base, Tally()
        self.name = f"{model.name}, {base.name}"
        self.models = base.models
        self.evaluation: Evaluation | None = None

    @property
    def use(self) -> LanguageModelUse | None:
        """What was taken from the model; None when it was not asked."""
        return self._tally.use(self._model.name, self._model.prices) if self._tally.prompts else None

    def evaluate(self, answers: tuple[SpokenAnswer, ...]) -> tuple[Answer, ...]:
        """One Answer for each spoken answer, in the same order; raises LanguageModelError."""
        based = self._base.evaluate(answers)
        judged = tuple(
            self._judged(spoken, answer) if spoken.words else answer
            for spoken, answer in zip(answers, based, strict=True)
        )
        if any(spoken.words for spoken in answers):
            self.evaluation = self._summed_up(answers, judged)
        return judged

    def _judged(self, spoken: SpokenAnswer, based: Answer) -> Answer:
        prompt = load_prompt(PROMPTS / "evaluate-answer.md").filled(language=language_name(spoken.language))
        said = self._model.reply(prompt, about_answer(spoken), JudgedAnswer, self._tally)
        told = {"evaluation": said.evaluation, "correction": said.correction}
        if not based.key_points:
            return based.model_copy(update=told)
        points = carried_points(said.key_points, based)
        value = score(points, spoken.question)
        return based.model_copy(update={**told, "key_points": points, "score": value, "verdict": verdict(value)})

    def _summed_up(self, answers: Sequence[SpokenAnswer], judged: Sequence[Answer]) -> Evaluation:
        prompt = load_prompt(PROMPTS / "evaluate-interview.md").filled(language=language_name(answers[0].language))
        about = "\n\n".join(about_judged(*pair) for pair in zip(answers, judged, strict=True))
        said = self._model.reply(prompt, about, JudgedInterview, self._tally)
        return Evaluation(general=said.general, presentation=said.presentation)


def carried_points(told: Sequence[JudgedPoint], based: Answer) -> tuple[KeyPointCoverage, ...]:
    """The key points as far as the evidence carries them; of one that the model passed over, the base's finding."""
    by_id = {point.id: point for point in told}
    return tuple(
        carried(by_id[point.id].coverage, by_id[point.id].quote, point, based.transcript)
        if point.id in by_id
        else point
        for point in based.key_points
    )


def score(points: Sequence[KeyPointCoverage], question: Question) -> float:
    """Weighted mean of the credits: 1 for covered, one half for partly, 0 for missing."""
    weights = {point.id: point.weight for point in question.key_points}
    earned = sum(CREDIT[point.coverage] * weights[point.id] for point in points)
    return round(earned / sum(weights[point.id] for point in points), 3)


def about_answer(spoken: SpokenAnswer) -> str:
    """Question, rubric, and the transcript behind its fence."""
    question = spoken.question
    lines = [
        f"Question: {question.text}",
        "Key points:",
        *(f"- {point.id} (weight {point.weight:g}): {point.text}" for point in question.key_points),
        *(f"Criterion: {criterion}" for criterion in question.criteria),
        *(f"Common mistake: {mistake}" for mistake in question.common_mistakes),
        fenced("transcript", as_text(spoken.words)),
    ]
    return "\n".join(lines)


def about_judged(spoken: SpokenAnswer, judged: Answer) -> str:
    """What was found in one answer, its figures, and its transcript behind a fence."""
    seconds = spoken.end_s - spoken.start_s
    pace = 60 * len(spoken.words) / seconds if seconds > 0 else 0
    found = ", ".join(f"{point.id} {point.coverage}" for point in judged.key_points) or "no rubric"
    return "\n".join(
        [
            f"Question: {spoken.question.text}",
            f"Verdict: {judged.verdict}; key points: {found}",
            f"Length: {seconds:.0f} s of {spoken.question.answer_s:.0f} s; {pace:.0f} words a minute; "
            f"{len(fillers(spoken.words, lexicon(spoken.language)))} fillers",
            fenced("transcript", as_text(spoken.words)),
        ]
    )
