"""What every speech recogniser keeps, the scripted one too."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from tests.support import aws_server
from tests.support.transcribe_results import hearing

from interview_simulator import model_files
from interview_simulator.media.sound import SPEECH_RATE_HZ, speech
from interview_simulator.settings import Settings
from interview_simulator.steps.transcription.amazon_transcribe import AmazonTranscribe
from interview_simulator.steps.transcription.engine import SpeechRecogniser
from interview_simulator.steps.transcription.whisper import WhisperRecogniser
from interview_simulator.testing.speech import ScriptedRecogniser, spoken

SAID = "And so my fellow Americans, ask not"


@pytest.fixture(scope="module", params=["whisper", "scripted", "amazon transcribe"])
def recogniser(request: pytest.FixtureRequest) -> Iterator[SpeechRecogniser]:
    if request.param == "scripted":
        yield ScriptedRecogniser(spoken(SAID))
    elif request.param == "whisper":
        yield whisper()
    else:
        with aws_server.transcribing(hearing(SAID)):
            yield AmazonTranscribe(aws_server.new_bucket(), endpoint_url=aws_server.address(), wait=told)


def whisper() -> SpeechRecogniser:
    name = "whisper-base"
    return WhisperRecogniser(
        lambda: model_files.ensure(name, Settings().models_dir), model_files.digests(name), threads=2, model=name
    )


def told(_share: float) -> None:
    """Nobody watches."""


def test_words_are_in_order_and_inside_the_sound(recogniser: SpeechRecogniser, clips: Path) -> None:
    sound = speech(clips / "jfk.wav")
    words = recogniser.recognise(sound, "en", told).words
    assert len(words) > 5
    assert all(before.end_s <= after.start_s for before, after in pairwise(words))
    assert all(0 <= word.start_s <= word.end_s <= len(sound) / SPEECH_RATE_HZ for word in words)
    assert all(word.text == word.text.strip() != "" for word in words)


def test_a_given_language_is_kept_without_a_probability(recogniser: SpeechRecogniser, clips: Path) -> None:
    found = recogniser.recognise(speech(clips / "jfk.wav"), "en", told)
    assert (found.language, found.language_probability) == ("en", None)


def test_a_language_that_is_not_given_is_detected(recogniser: SpeechRecogniser, clips: Path) -> None:
    found = recogniser.recognise(speech(clips / "jfk.wav"), None, told)
    assert found.language == "en"
    assert found.language_probability is not None and 0 < found.language_probability <= 1


def test_nothing_is_heard_in_silence(recogniser: SpeechRecogniser) -> None:
    assert recogniser.recognise(np.zeros(5 * SPEECH_RATE_HZ, np.float32), "en", told).words == ()


def test_the_same_sound_gives_the_same_words(recogniser: SpeechRecogniser, clips: Path) -> None:
    sound = speech(clips / "jfk.wav")
    assert recogniser.recognise(sound, "en", told) == recogniser.recognise(sound, "en", told)


def test_progress_ends_at_one(recogniser: SpeechRecogniser, clips: Path) -> None:
    shares: list[float] = []
    recogniser.recognise(speech(clips / "jfk.wav"), "en", shares.append)
    assert shares == sorted(shares) and shares[-1] == 1.0
