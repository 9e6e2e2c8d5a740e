"""Vectors by the real model, each computed once for all tests."""

import pytest

from interview_simulator.steps.text_metrics.embedding import Embeddings


@pytest.fixture(scope="session")
def vectors() -> Embeddings:
    return Embeddings()
