"""One Whisper for all tests of this folder: loading it takes longer than most of them."""

from pathlib import Path

import pytest

from interview_simulator import model_files
from interview_simulator.settings import Settings
from interview_simulator.steps.transcription.whisper import WhisperRecogniser


@pytest.fixture(scope="session")
def whisper_folder() -> Path:
    return model_files.ensure("whisper-base", Settings().models_dir)


@pytest.fixture(scope="session")
def whisper(whisper_folder: Path) -> WhisperRecogniser:
    return WhisperRecogniser(
        lambda: whisper_folder, model_files.digests("whisper-base"), threads=2, model="whisper-base"
    )
