"""Language models of Amazon Bedrock, Anthropic and OpenAI-compatible servers, through pydantic-ai.

Each request opens its own connection and closes it: an answer takes seconds, and steps run in threads that come and go.
"""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from interview_simulator.deadline import left_s
from interview_simulator.errors import BadInputError, LanguageModelError
from interview_simulator.errors import LanguageModelFailure as Failure
from interview_simulator.language_model.engine import Output, Tally
from interview_simulator.language_model.prompt import Prompt

if TYPE_CHECKING:
    from pydantic_ai.models import Model
    from pydantic_ai.usage import RunUsage

VENDORS = ("bedrock", "anthropic", "openai")
TIMEOUT_S = 90.0
"""For one answer, tries included, and less where a request is not waited for that long."""
RETRIES = 2
"""How often an answer of the wrong form is asked for again."""
MOST_TOKENS = 4096
FORMS = "bedrock:MODEL, anthropic:MODEL, openai:MODEL or openai:MODEL@http://HOST:PORT/v1"


class VendorLanguageModel:
    """The model of a setting such as `anthropic:claude-haiku-4-5` or `openai:llama3.2@http://127.0.0.1:11434/v1`."""

    def __init__(self, setting: str, timeout_s: float = TIMEOUT_S, most_tokens: int = MOST_TOKENS) -> None:
        vendor, _, rest = setting.partition(":")
        self._model, _, url = rest.partition("@")
        if vendor not in VENDORS or not self._model or (url and (vendor != "openai" or "://" not in url)):
            raise BadInputError(f"The language model {setting!r} is not known; write {FORMS}.")
        self._vendor, self._url = vendor, url or None
        self._timeout_s, self._most_tokens = timeout_s, most_tokens
        self.name = f"{vendor}:{self._model}"
        self.prices = _prices()

    def reply(self, prompt: Prompt, about: str, output: type[Output], tally: Tally) -> Output:
        """The answer, its form checked; a wrong form is asked for again at most RETRIES times."""
        from pydantic_ai.usage import RunUsage

        timeout_s = left_s(self._timeout_s)
        if not timeout_s:
            raise _error("timeout", self.name, "there was no time left to ask it")
        tally.prompts[prompt.label] = prompt.sha256
        usage = RunUsage()
        try:
            with told(self.name, timeout_s):
                return asyncio.run(self._ask(prompt.text, about, output, usage, timeout_s))
        finally:
            self._note(usage, tally)

    async def _ask(
        self, instructions: str, about: str, output: type[Output], usage: "RunUsage", timeout_s: float
    ) -> Output:
        from pydantic_ai import Agent, NativeOutput

        # A server of one's own may know no tools, but llama.cpp, vLLM and Ollama all hold to a JSON schema.
        form: Any = NativeOutput(output) if self._url else output
        agent: Agent[object, Any] = Agent(self._chosen(), output_type=form, instructions=instructions, retries=RETRIES)
        async with agent:
            done = await agent.run(
                about,
                usage=usage,
                timeout=timeout_s,
                model_settings={"max_tokens": self._most_tokens, "temperature": 0.0},
            )
        answer: Output = done.output
        return answer

    def _chosen(self) -> "Model":
        if self._vendor == "openai":
            from pydantic_ai.models.openai import OpenAIChatModel
            from pydantic_ai.providers.openai import OpenAIProvider

            return OpenAIChatModel(self._model, provider=OpenAIProvider(base_url=self._url))
        if self._vendor == "anthropic":
            from pydantic_ai.models.anthropic import AnthropicModel
            from pydantic_ai.providers.anthropic import AnthropicProvider

            return AnthropicModel(self._model, provider=AnthropicProvider())
        from pydantic_ai.models.bedrock import BedrockConverseModel
        from pydantic_ai.providers.bedrock import BedrockProvider

        region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
        return BedrockConverseModel(self._model, provider=BedrockProvider(region_name=region))

    def _note(self, usage: "RunUsage", tally: Tally) -> None:
        """A server of one's own has no price, whatever its model is called."""
        tally.requests += usage.requests
        tally.input_tokens += usage.input_tokens
        tally.output_tokens += usage.output_tokens
        tally.tokens_known &= not usage.unmeasured_requests
        tally.cost_known &= usage.cost is not None and self._url is None
        tally.cost_usd += float(usage.cost or 0)


@contextmanager
def told(model: str, timeout_s: float) -> Iterator[None]:
    """The vendors' errors as a LanguageModelError that says what to do."""
    from botocore.exceptions import BotoCoreError
    from pydantic_ai import exceptions as theirs

    try:
        yield
    except theirs.UserError as error:
        raise _error("missing_key", model, f"it has no key ({_first_line(error)})") from error
    except (theirs.AgentRunError, BotoCoreError) as error:
        raise _error(_failure(error), model, _why(error, timeout_s)) from error


def _failure(error: Exception) -> Failure:
    """Which kind of failure it is; the narrower classes come first."""
    from botocore.exceptions import NoCredentialsError, NoRegionError
    from pydantic_ai import exceptions as theirs

    kinds: tuple[tuple[Failure, tuple[type[Exception], ...]], ...] = (
        ("timeout", (theirs.RunTimedOut, theirs.ModelTimeoutError, theirs.ModelRequestTimeout)),
        ("missing_key", (theirs.ModelAuthenticationError, NoCredentialsError, NoRegionError)),
        ("unreachable", (theirs.ModelConnectionError,)),
        ("refused", (theirs.ContentFilterError,)),
        ("malformed", (theirs.UnexpectedModelBehavior,)),
    )
    return next((kind for kind, classes in kinds if isinstance(error, classes)), "unavailable")


def _why(error: Exception, timeout_s: float) -> str:
    sentences: dict[Failure, str] = {
        "timeout": f"it gave no answer within {timeout_s:.3g} s",
        "missing_key": "its key is missing or was not accepted",
        "unreachable": "its server cannot be reached",
        "refused": "it refused to answer",
        "malformed": "its answers were not of the form that was asked for",
    }
    return sentences.get(_failure(error), f"its server could not answer ({type(error).__name__})")


def _error(kind: Failure, model: str, why: str) -> LanguageModelError:
    return LanguageModelError(f"The language model {model} was not used: {why}.", kind)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".")


def _prices() -> str:
    from importlib.metadata import version

    return f"genai-prices {version('genai-prices')}"
