"""The coach's parts, as the doors use them."""

from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass

from interview_simulator.coaching.engine import Adviser, Interviewer
from interview_simulator.coaching.follow_up import RuleInterviewer
from interview_simulator.coaching.language_model import ModelAdviser, ModelInterviewer
from interview_simulator.coaching.talking_back import RuleAdviser
from interview_simulator.coaching.terms import Terms
from interview_simulator.domain.interview import Interview, Question
from interview_simulator.embeddings import Embed
from interview_simulator.interviews.choose import BankTailor
from interview_simulator.interviews.tailor import Tailor
from interview_simulator.interviews.write import ModelTailor
from interview_simulator.language_model.engine import LanguageModel
from interview_simulator.steps.text_metrics.engine import Evaluator


@dataclass(frozen=True)
class Coach:
    """What asks, answers and makes interviews; `made` are those of this installation."""

    evaluator: Evaluator
    interviewer: Interviewer
    adviser: Adviser
    tailor: Tailor
    made: MutableMapping[str, Interview]


def coach(
    evaluator: Evaluator,
    bank: Iterable[Interview],
    made: MutableMapping[str, Interview],
    embed: Embed,
    model: LanguageModel | None,
) -> Coach:
    """The parts without a language model, or those with one, which fall back to them."""
    bank = tuple(bank)
    interviewer, adviser, tailor = RuleInterviewer(terms_of(bank)), RuleAdviser(embed), BankTailor(bank, embed)
    if model is None:
        return Coach(evaluator, interviewer, adviser, tailor, made)
    return Coach(
        evaluator,
        ModelInterviewer(model, interviewer),
        ModelAdviser(model, adviser),
        ModelTailor(model, tailor),
        made,
    )


def terms_of(bank: Iterable[Interview]) -> dict[str, Terms]:
    """Which words are everyday ones in each language."""
    questions: dict[str, list[Question]] = {}
    for interview in bank:
        questions.setdefault(interview.language, []).extend(interview.questions)
    return {language: Terms(of_it, language) for language, of_it in questions.items()}
