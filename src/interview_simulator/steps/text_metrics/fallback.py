"""Judges by a language model, and without it where that fails: an analysis never waits for a vendor."""

import logging

from interview_simulator.domain.report import Answer, Evaluation, LanguageModelFallback, LanguageModelUse
from interview_simulator.errors import LanguageModelError
from interview_simulator.language_model.engine import LanguageModel
from interview_simulator.steps.text_metrics.engine import Evaluator, SpokenAnswer
from interview_simulator.steps.text_metrics.language_model import LanguageModelEvaluator

log = logging.getLogger(__name__)


class FallbackEvaluator:
    """An evaluator for one recording; `name` is that of the engine that judged."""

    def __init__(self, model: LanguageModel, base: Evaluator) -> None:
        self._first, self._base = LanguageModelEvaluator(model, base), base
        self._fallback: LanguageModelFallback | None = None
        self.name, self.models = self._first.name, base.models

    def evaluate(self, answers: tuple[SpokenAnswer, ...]) -> tuple[Answer, ...]:
        """One Answer for each spoken answer, all by the same engine."""
        try:
            return self._first.evaluate(answers)
        except LanguageModelError as error:
            log.warning("%s", error)
            self._fallback = LanguageModelFallback(failure=error.failure, reason=str(error))
            self.name = self._base.name
            return self._base.evaluate(answers)

    @property
    def evaluation(self) -> Evaluation | None:
        """What the model says of the whole; None where it failed or was not asked."""
        return None if self._fallback else self._first.evaluation

    @property
    def use(self) -> LanguageModelUse | None:
        """What was taken from the model, and why it was not enough; None when it was not asked."""
        use = self._first.use
        return use and use.model_copy(update={"fallback": self._fallback})
