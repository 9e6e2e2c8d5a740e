"""Follow-up questions and answers about feedback by a language model; the rules take its place where it fails."""

from pathlib import Path
from typing import TypeVar

from pydantic import Field

from interview_simulator.coaching.engine import Adviser, Interviewer, Judged
from interview_simulator.domain.coaching import CoachReply, FollowUp
from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.report import LanguageModelFallback
from interview_simulator.errors import LanguageModelError
from interview_simulator.language_model.engine import LanguageModel, Tally
from interview_simulator.language_model.prompt import Prompt, fenced, language_name, load_prompt
from interview_simulator.steps.text_metrics.quotes import found_quote

PROMPTS = Path(__file__).parent / "prompts"
REMEMBERED = 256
"""Follow-up questions that are kept in memory."""
Said = TypeVar("Said", FollowUp, CoachReply)


class ModelFollowUp(Frozen):
    """The model's next question."""

    question: str = Field(min_length=3, max_length=500)
    reason: str = Field(max_length=500)


class ModelReply(Frozen):
    """The model's answer about the feedback."""

    text: str = Field(min_length=1, max_length=3000)
    quotes: tuple[str, ...] = ()


class ModelInterviewer:
    """Asks with a language model."""

    def __init__(self, model: LanguageModel, rules: Interviewer) -> None:
        self._model, self._rules = model, rules
        self._asked: dict[str, FollowUp] = {}
        self.name = model.name

    def follow_up(self, judged: Judged) -> FollowUp:
        """The model's question; that of the rules where nothing was said or the model fails.

        The same answer is asked about once: who opens the report again gets, and pays for, no second question.
        """
        if not judged.answer.transcript.strip():
            return self._rules.follow_up(judged)
        key = judged.model_dump_json()
        if key not in self._asked:
            asked = self._follow_up(judged)
            if asked.language_model is None or asked.language_model.fallback:
                return asked
            if len(self._asked) >= REMEMBERED:
                self._asked.clear()
            self._asked[key] = asked
        return self._asked[key]

    def _follow_up(self, judged: Judged) -> FollowUp:
        tally = Tally()
        try:
            said = self._model.reply(_prompt("follow-up", judged), about(judged), ModelFollowUp, tally)
        except LanguageModelError as error:
            return _in_its_place(self._rules.follow_up(judged), self._model, tally, error)
        return FollowUp(
            question_id=judged.question.id,
            question=said.question,
            reason=said.reason,
            engine=self.name,
            language_model=tally.use(self._model.name, self._model.prices),
        )


class ModelAdviser:
    """Answers with a language model."""

    def __init__(self, model: LanguageModel, rules: Adviser) -> None:
        self._model, self._rules = model, rules
        self.name = model.name

    def reply(self, judged: Judged, asked: str) -> CoachReply:
        """The model's answer, with those of its quotes that were said; that of the rules where the model fails."""
        tally = Tally()
        try:
            told = f"{about(judged)}\n{fenced('candidate-asks', asked)}"
            said = self._model.reply(_prompt("talk-back", judged), told, ModelReply, tally)
        except LanguageModelError as error:
            return _in_its_place(self._rules.reply(judged, asked), self._model, tally, error)
        return CoachReply(
            question_id=judged.question.id,
            text=said.text,
            quotes=tuple(passage for quote in said.quotes if (passage := found_quote(quote, judged.answer.transcript))),
            engine=self.name,
            language_model=tally.use(self._model.name, self._model.prices),
        )


def about(judged: Judged) -> str:
    """The report's evidence on one answer, with the transcript behind its fence."""
    question, answer = judged.question, judged.answer
    return "\n".join(
        [
            f"Question: {question.text}",
            f"Verdict: {answer.verdict}. {answer.evaluation} {answer.correction}",
            *(f"Key point, {point.coverage}: {point.text}" for point in answer.key_points),
            *(f"Common mistake: {mistake}" for mistake in question.common_mistakes),
            f"Hint: {question.hint}",
            f"Model answer: {answer.model_answer}",
            fenced("transcript", answer.transcript),
        ]
    )


def _prompt(name: str, judged: Judged) -> Prompt:
    return load_prompt(PROMPTS / f"{name}.md").filled(language=language_name(judged.language))


def _in_its_place(said: Said, model: LanguageModel, tally: Tally, error: LanguageModelError) -> Said:
    """What the rules said, with why the model did not."""
    fallback = LanguageModelFallback(failure=error.failure, reason=str(error))
    use = tally.use(model.name, model.prices).model_copy(update={"fallback": fallback})
    return said.model_copy(update={"language_model": use})
