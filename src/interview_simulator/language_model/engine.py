"""What a language model must do: answer a prompt about some data with an output of the type that was asked for."""

from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from pydantic import BaseModel

from interview_simulator.domain.report import LanguageModelUse
from interview_simulator.language_model.prompt import Prompt

Output = TypeVar("Output", bound=BaseModel)


@dataclass
class Tally:
    """What one piece of work has taken from the model so far; filled even where the work fails."""

    prompts: dict[str, str] = field(default_factory=dict)
    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float = 0.0
    tokens_known: bool = True
    cost_known: bool = True

    def use(self, model: str, prices: str) -> LanguageModelUse:
        """As it stands in the report; a sum with an unknown part in it is unknown."""
        return LanguageModelUse(
            model=model,
            prompts=dict(self.prompts),
            requests=self.requests,
            input_tokens=self.input_tokens if self.tokens_known else None,
            output_tokens=self.output_tokens if self.tokens_known else None,
            cost_usd=round(self.cost_usd, 6) if self.cost_known and self.requests else None,
            prices=prices if self.cost_known and self.requests else None,
        )


class LanguageModel(Protocol):
    """Answers with data of a given type."""

    name: str
    prices: str
    """Which table of prices the costs come from."""

    def reply(self, prompt: Prompt, about: str, output: type[Output], tally: Tally) -> Output:
        """The model's answer to `prompt` about `about`, in which what others said stands fenced (see `fenced`).

        What it took is added to `tally`, whether it succeeds or fails. Raises LanguageModelError.
        """
        ...
