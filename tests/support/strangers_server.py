"""`interview-simulator serve` with limits that a test soon reaches, and an evaluator that takes seconds for "slow"."""

import os
import time
from pathlib import Path

from interview_simulator import compose
from interview_simulator.cli import main
from interview_simulator.domain.report import Answer
from interview_simulator.settings import Settings
from interview_simulator.steps.text_metrics.engine import SpokenAnswer
from interview_simulator.testing.engines import scripted_engines
from interview_simulator.testing.text import ScriptedEvaluator
from interview_simulator.web import connections, serving
from interview_simulator.workflow.job import Engines

SLOW_S = 12.0
BEGUN = Path(os.environ.get("INTERVIEW_SIMULATOR_DATA_DIR", ".")) / "begun"


class SlowEvaluator(ScriptedEvaluator):
    """Writes down what it begins."""

    def evaluate(self, answers: tuple[SpokenAnswer, ...]) -> tuple[Answer, ...]:
        said = answers[0].words[0].text if answers and answers[0].words else ""
        with BEGUN.open("a") as begun:
            begun.write(f"{said}\n")
        time.sleep(SLOW_S if said == "slow" else 0)
        return super().evaluate(answers)


def engines(settings: Settings) -> Engines:
    return scripted_engines(decoder=compose.sandbox(settings), evaluator=SlowEvaluator())


if __name__ == "__main__":
    compose.engines = engines
    connections.HEAD_WITHIN_S = connections.BODY_WINDOW_S = 1.0
    serving.MOST_CONNECTIONS = 80
    main(["serve"])
