"""Feedback by a model of Amazon Bedrock: the real client, and a server on loopback that speaks Bedrock's protocol."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import botocore.session
import pytest
from botocore.validate import validate_parameters
from tests.aws_lambda.conftest import TABLE, Call, Cloud
from tests.aws_lambda.test_rights import allowed
from tests.support.json_handler import JsonHandler

from interview_simulator.domain.interview import Mark
from interview_simulator.stores.records.dynamodb import DynamoRecordStore

MODEL = "anthropic.claude-haiku-4-5-20251001-v1:0"
JUDGED = {
    "key_points": [{"id": "names-service", "coverage": "covered", "quote": "A compute service of AWS is AWS Lambda"}],
    "evaluation": "You named a service.",
    "correction": "Say what runs in it.",
}
WHOLE = {"general": "Short and right.", "presentation": ["Give an example."]}


class Bedrock(ThreadingHTTPServer):
    """Answers each Converse with the next of `said`, in the form of the tool that was offered."""

    daemon_threads = True

    def __init__(self, *said: dict[str, Any]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.said, self.models = list(said), list[str]()

    def answer(self, tool: str) -> dict[str, Any]:
        use = {"toolUse": {"toolUseId": "use-1", "name": tool, "input": self.said.pop(0)}}
        answer = {
            "output": {"message": {"role": "assistant", "content": [use]}},
            "stopReason": "tool_use",
            "usage": {"inputTokens": 100, "outputTokens": 20, "totalTokens": 120},
            "metrics": {"latencyMs": 1},
        }
        model = botocore.session.get_session().get_service_model("bedrock-runtime")
        validate_parameters(answer, model.operation_model("Converse").output_shape)
        return answer


class Handler(JsonHandler):
    server: Bedrock

    def respond(self, body: bytes) -> None:
        asked = json.loads(body)
        _, _, model, operation = self.path.split("/")
        self.server.models.append(unquote(model))
        known = operation == "converse" and bool(self.server.said)
        said = self.server.answer(asked["toolConfig"]["tools"][0]["toolSpec"]["name"]) if known else {"message": "no"}
        self.answer(json.dumps(said), 200 if known else 400)


@contextmanager
def bedrock(monkeypatch: pytest.MonkeyPatch, *said: dict[str, Any]) -> Iterator[Bedrock]:
    """The functions find Bedrock here."""
    with Bedrock(*said) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        monkeypatch.setenv("INTERVIEW_SIMULATOR_LANGUAGE_MODEL", f"bedrock:us.{MODEL}")
        monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", f"http://127.0.0.1:{server.server_port}")
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def analysed(cloud: Cloud, clip: Path) -> dict[str, Any]:
    cloud.heard = "A compute service of AWS is AWS Lambda."
    mark = Mark(question_id="compute-service", start_s=0.0)
    asked = {"interview_id": "aws-basics-en", "marks": [mark.model_dump()], "language": "en"}
    DynamoRecordStore(TABLE).merge("r1", asked)
    cloud.arrive("recordings/r1.webm", clip.read_bytes(), owner=None)
    assert cloud.await_end("r1") == "SUCCEEDED"
    return cloud.report("r1")


@pytest.mark.model
def test_feedback_is_the_models_and_the_function_may_call_it(
    cloud: Cloud, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with bedrock(monkeypatch, JUDGED, WHOLE) as server:
        report = analysed(cloud, clip)
    (answer,) = (found for found in report["answers"] if found["question_id"] == "compute-service")
    assert (answer["evaluation"], answer["correction"]) == ("You named a service.", "Say what runs in it.")
    assert report["evaluation"]["general"] == "Short and right."
    used = report["provenance"]["language_model"]
    assert used["requests"] == 2 and used["fallback"] is None
    assert set(server.models) == {f"us.{MODEL}"}
    profile = f"arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.{MODEL}"
    for resource in (profile, f"arn:aws:bedrock:us-west-2::foundation-model/{MODEL}"):
        call = Call("CalculateTextMetricsFunction", "bedrock", "InvokeModel", {"resource": resource})
        assert allowed(call)


def test_a_model_that_fails_leaves_the_rubrics_answers_and_says_so(
    cloud: Cloud, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with bedrock(monkeypatch):
        report = analysed(cloud, clip)
    assert report["answers"][0]["score"] is not None
    assert report["provenance"]["language_model"]["fallback"] is not None
    assert report["provenance"]["steps"]["text_metrics"]["status"] == "succeeded"
