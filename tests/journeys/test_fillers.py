"""Prepared speech has no fillers, and none is invented; for those of spontaneous speech see `bench/delivery.py`."""

from pathlib import Path

import pytest

from interview_simulator import model_files
from interview_simulator.media.sound import speech
from interview_simulator.settings import Settings
from interview_simulator.steps.text_metrics.lexicon import lexicon
from interview_simulator.steps.text_metrics.wording import fillers
from interview_simulator.steps.transcription.whisper import WhisperRecogniser

NAME = "whisper-base"


@pytest.fixture(scope="module")
def whisper() -> WhisperRecogniser:
    return WhisperRecogniser(lambda: model_files.ensure(NAME, Settings().models_dir), {}, threads=1, model=NAME)


@pytest.mark.parametrize("name", ["talk_collins.mp4", "talk_obama.mp4", "jfk.wav", "two_cities.wav"])
def test_no_filler_is_invented_in_prepared_speech(whisper: WhisperRecogniser, clips: Path, name: str) -> None:
    assert fillers(whisper.recognise(speech(clips / name), "en", lambda _: None).words, lexicon("en")) == ()


@pytest.mark.parametrize("name", ["talk_hill.mp4", "talk_aoc.mp4"])
def test_none_is_invented_in_an_address_by_video(whisper: WhisperRecogniser, shared_clips: Path, name: str) -> None:
    assert fillers(whisper.recognise(speech(shared_clips / name), "en", lambda _: None).words, lexicon("en")) == ()
