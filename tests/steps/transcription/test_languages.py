"""Which languages Whisper hears in real speech: of this repository, and of other people's bug reports in ../shared."""

from pathlib import Path

import numpy as np
import pytest

from interview_simulator.domain.results import Transcription
from interview_simulator.media.sound import SPEECH_RATE_HZ, Sound, speech
from interview_simulator.steps.transcription.step import transcribed
from interview_simulator.steps.transcription.whisper import WhisperRecogniser

ENGLISH = ("jfk.wav", "two_cities.wav", "talk_collins.mp4", "talk_obama.mp4")
LOUDER_NOISE_DB = -3.0


def noisy(sound: Sound, signal_to_noise_db: float) -> Sound:
    """White noise over it, the signal's level being that of the whole."""
    level = np.sqrt(np.mean(np.square(sound))) / 10 ** (signal_to_noise_db / 20)
    return (sound + np.random.default_rng(0).normal(0, level, len(sound))).astype(np.float32)


def hear(whisper: WhisperRecogniser, sound: Sound, language: str | None) -> Transcription:
    return transcribed([sound], recogniser=whisper, language=language)


def told(found: Transcription) -> list[tuple[str, bool]]:
    return [(other.language, other.offered) for other in found.other_languages]


@pytest.mark.parametrize("clip", ENGLISH)
@pytest.mark.parametrize("noise_db", [None, LOUDER_NOISE_DB])
def test_english_that_was_told_is_no_other_language(
    whisper: WhisperRecogniser, clips: Path, clip: str, noise_db: float | None
) -> None:
    sound = speech(clips / clip)
    found = hear(whisper, sound if noise_db is None else noisy(sound, noise_db), "en")
    assert found.other_languages == () and found.language == "en"


@pytest.mark.parametrize("clip", ENGLISH)
def test_english_that_was_called_portuguese_is_heard_as_english(
    whisper: WhisperRecogniser, clips: Path, clip: str
) -> None:
    (other,) = hear(whisper, speech(clips / clip), "pt").other_languages
    assert (other.language, other.offered, other.start_s) == ("en", True, 0.0)


def test_a_language_that_was_not_told_is_detected(whisper: WhisperRecogniser, clips: Path) -> None:
    found = hear(whisper, speech(clips / "two_cities.wav"), None)
    assert (found.language, told(found)) == ("en", [])
    assert found.language_probability is not None and found.language_probability > 0.9


class TestReports:
    """`pt_as_en.wav`, `multilingual.mp3` and `short_gb.wav`."""

    def test_portuguese_that_was_called_english_is_heard_as_portuguese(
        self, whisper: WhisperRecogniser, shared_cases: Path
    ) -> None:
        sound = speech(shared_cases / "pt_as_en.wav")
        found = hear(whisper, sound, "en")
        (other,) = found.other_languages
        assert (other.language, other.offered) == ("pt", True)
        assert (other.start_s, other.end_s) == (0.0, found.duration_s)
        assert told(hear(whisper, sound, "pt")) == []

    def test_portuguese_is_detected(self, whisper: WhisperRecogniser, shared_cases: Path) -> None:
        found = hear(whisper, speech(shared_cases / "pt_as_en.wav"), None)
        assert found.language == "pt" and "sistema" in found.transcript.text.lower()

    @pytest.mark.parametrize("language", ["en", None])
    def test_german_in_the_second_half_is_heard_from_its_beginning_on(
        self, whisper: WhisperRecogniser, shared_cases: Path, language: str | None
    ) -> None:
        found = hear(whisper, speech(shared_cases / "multilingual.mp3"), language)
        (other,) = found.other_languages
        assert (found.language, other.language, other.offered) == ("en", "de", False)
        assert other.start_s == pytest.approx(30, abs=2) and other.end_s == found.duration_s

    def test_german_alone_is_written_down_as_german_and_not_offered(
        self, whisper: WhisperRecogniser, shared_cases: Path
    ) -> None:
        german = speech(shared_cases / "multilingual.mp3")[31 * SPEECH_RATE_HZ :]
        found = hear(whisper, german, None)
        assert (found.language, told(found)) == ("de", [("de", False)])

    @pytest.mark.parametrize("language", ["en", None])
    def test_two_seconds_of_english_are_not_welsh(
        self, whisper: WhisperRecogniser, shared_cases: Path, language: str | None
    ) -> None:
        found = hear(whisper, speech(shared_cases / "short_gb.wav"), language)
        assert found.language in ("en", "und") and found.other_languages == ()

    def test_portuguese_behind_english_is_heard_from_its_beginning_on(
        self, whisper: WhisperRecogniser, shared_cases: Path, clips: Path
    ) -> None:
        english, portuguese = speech(clips / "two_cities.wav"), speech(shared_cases / "pt_as_en.wav")
        (other,) = hear(whisper, np.concatenate([english, portuguese]), "en").other_languages
        assert (other.language, other.offered) == ("pt", True)
        assert other.start_s == pytest.approx(len(english) / SPEECH_RATE_HZ, abs=3)
