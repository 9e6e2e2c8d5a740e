"""A server of OpenAI's chat completions on loopback that answers as a test wants.

What it sends is built with the published types of the `openai` package, so it cannot drift from the protocol.
"""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from typing import Any, Literal

from openai.types import CompletionUsage
from openai.types.chat import ChatCompletion, ChatCompletionMessage
from openai.types.chat.chat_completion import Choice
from tests.support.json_handler import JsonHandler

Asked = dict[str, Any]
Manner = Callable[["Handler", Asked], None]
INPUT_TOKENS, OUTPUT_TOKENS = 120, 30


class ScriptedServer(ThreadingHTTPServer):
    """`manner` answers a request; `asked` holds the body of every one."""

    daemon_threads = True

    def __init__(self, manner: Manner) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.manner, self.closing = manner, threading.Event()
        self.asked: list[Asked] = []

    @property
    def setting(self) -> str:
        return f"openai:scripted@http://127.0.0.1:{self.server_port}/v1"

    @property
    def sent(self) -> list[str]:
        """The words of each request, instructions and data."""
        return ["\n".join(str(message["content"]) for message in body["messages"]) for body in self.asked]


class Handler(JsonHandler):
    server: ScriptedServer

    def respond(self, body: bytes) -> None:
        asked = json.loads(body)
        self.server.asked.append(asked)
        self.server.manner(self, asked)


def completion(
    text: str | None, refusal: str | None = None, reason: Literal["stop", "content_filter", "length"] = "stop"
) -> str:
    """A chat completion as OpenAI's types write it."""
    message = ChatCompletionMessage(role="assistant", content=text, refusal=refusal)
    usage = CompletionUsage(
        prompt_tokens=INPUT_TOKENS, completion_tokens=OUTPUT_TOKENS, total_tokens=INPUT_TOKENS + OUTPUT_TOKENS
    )
    return ChatCompletion(
        id="c1",
        object="chat.completion",
        created=1_750_000_000,
        model="scripted",
        choices=[Choice(index=0, finish_reason=reason, message=message)],
        usage=usage,
    ).model_dump_json()


def saying(*texts: str) -> Manner:
    """These texts one after the other, the last again and again."""
    left = list(texts)

    def manner(request: Handler, _asked: Asked) -> None:
        request.answer(completion(left.pop(0) if len(left) > 1 else left[0]))

    return manner


def refusing(request: Handler, _asked: Asked) -> None:
    request.answer(completion(None, refusal="I cannot help with that."))


def filtering(request: Handler, _asked: Asked) -> None:
    request.answer(completion(None, reason="content_filter"))


def without_end(request: Handler, _asked: Asked) -> None:
    request.server.closing.wait()


def failing(status: int) -> Manner:
    def manner(request: Handler, _asked: Asked) -> None:
        request.answer(json.dumps({"error": {"message": "no", "type": "error", "code": None}}), status)

    return manner


@contextmanager
def serving(manner: Manner) -> Iterator[ScriptedServer]:
    with ScriptedServer(manner) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            server.shutdown()
            thread.join()
