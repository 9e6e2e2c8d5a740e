"""Whisper on real speech, and on sound in which nobody speaks."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import jiwer
import numpy as np
import pytest
from tests.support.vowels import held_vowel

from interview_simulator.domain.transcript import Word
from interview_simulator.errors import BadInputError, ModelFileError
from interview_simulator.media.sound import SPEECH_RATE_HZ, Sound, speech
from interview_simulator.steps.transcription.engine import Recognition
from interview_simulator.steps.transcription.whisper import WhisperRecogniser

SECONDS = 20
TIMES_S = np.arange(SECONDS * SPEECH_RATE_HZ) / SPEECH_RATE_HZ


def ignore(_share: float) -> None:
    """Nobody watches."""


def hear(recogniser: WhisperRecogniser, sound: Sound, language: str | None = "en") -> Recognition:
    return recogniser.recognise(sound, language, ignore)


def plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s']", " ", text.lower().replace("d.c.", "dc")).split())


def word_error_rate(recognised: Recognition, said: str) -> float:
    return float(jiwer.wer(plain(said), plain(" ".join(word.text for word in recognised.words))))


def knocks() -> Sound:
    """A hundred knocks, as of keys, in no rhythm."""
    chance = np.random.default_rng(0)
    knock = np.exp(-np.arange(800) / 80)
    sound = np.zeros(len(TIMES_S))
    for at in chance.integers(0, len(TIMES_S) - 800, 100):
        sound[at : at + 800] += chance.normal(0, 0.3, 800) * knock
    return sound.astype(np.float32)


def chords() -> Sound:
    tones = [np.sin(2 * np.pi * hz * TIMES_S) for hz in (220, 277, 330)]
    swell = 0.06 + 0.04 * np.sin(2 * np.pi * 2 * TIMES_S)
    return np.asarray(np.sum(tones, axis=0) * swell, np.float32)


def melody() -> Sound:
    chance, note_s = np.random.default_rng(0), np.arange(SPEECH_RATE_HZ // 4) / SPEECH_RATE_HZ
    notes = [np.sin(2 * np.pi * 440 * 2 ** (k / 12) * note_s) for k in chance.integers(-12, 12, 4 * SECONDS)]
    return np.asarray(np.concatenate(notes) * np.tile(np.exp(-6 * note_s), 4 * SECONDS) * 0.3, np.float32)


def hiss() -> Sound:
    return np.random.default_rng(0).normal(0, 0.05, len(TIMES_S)).astype(np.float32)


def silence() -> Sound:
    return np.zeros(len(TIMES_S), np.float32)


class TestSpeech:
    def test_two_people_talking_in_a_browsers_recording(
        self, whisper: WhisperRecogniser, talk: Path, truth: dict[str, Any]
    ) -> None:
        said = truth["talk_collins.mp4"]["transcript"] + " " + truth["talk_obama.mp4"]["transcript"]
        assert word_error_rate(hear(whisper, speech(talk)), said) <= 0.10

    def test_free_talk_is_heard_right(
        self, whisper: WhisperRecogniser, shared_talk: Path, shared_truth: dict[str, Any]
    ) -> None:
        said = shared_truth["talk_hill.mp4"]["transcript"] + " " + shared_truth["talk_aoc.mp4"]["transcript"]
        assert word_error_rate(hear(whisper, speech(shared_talk)), said) <= 0.10

    @pytest.mark.parametrize("clip", ["jfk.wav", "two_cities.wav"])
    def test_read_and_spoken_english(
        self, whisper: WhisperRecogniser, clips: Path, truth: dict[str, Any], clip: str
    ) -> None:
        assert word_error_rate(hear(whisper, speech(clips / clip)), truth[clip]["transcript"]) <= 0.05

    def test_the_language_is_detected(self, whisper: WhisperRecogniser, clips: Path) -> None:
        found = hear(whisper, speech(clips / "jfk.wav"), language=None)
        assert found.language == "en"
        assert found.language_probability is not None and found.language_probability > 0.8

    def test_pieces_of_a_word_are_one_word(self, whisper: WhisperRecogniser, clips: Path) -> None:
        words = [word.text for word in hear(whisper, speech(clips / "two_cities.wav")).words]
        assert words == [word.strip() for word in words]
        assert {"foolishness", "incredulity", "superlative"} <= {word.strip(".,").lower() for word in words}

    def test_pieces_of_a_word_with_stops_in_it_are_one_word(
        self, whisper: WhisperRecogniser, shared_talk: Path
    ) -> None:
        words = [word.text for word in hear(whisper, speech(shared_talk)).words]
        assert any(re.fullmatch(r"D\.?C\.?,?", word) for word in words)

    def test_words_stand_in_the_silence_before_and_after_where_they_were_said(
        self, whisper: WhisperRecogniser, clips: Path
    ) -> None:
        pad = np.zeros(10 * SPEECH_RATE_HZ, np.float32)
        words = hear(whisper, np.concatenate([pad, speech(clips / "jfk.wav"), pad])).words
        assert words[0].start_s == pytest.approx(10.0, abs=0.6)
        assert words[-1].end_s == pytest.approx(20.5, abs=0.6)

    def test_progress_grows_to_the_whole(self, whisper: WhisperRecogniser, clips: Path) -> None:
        told: list[float] = []
        whisper.recognise(speech(clips / "two_cities.wav"), "en", told.append)
        assert told == sorted(told) and len(told) > 2 and told[-1] == 1.0


class TestFilledPauses:
    @pytest.mark.parametrize("at_s", [2.35, 4.25, 7.5])
    @pytest.mark.parametrize("pitch_hz", [105, 160])
    def test_a_held_vowel_between_words_is_told_where_it_is(
        self, whisper: WhisperRecogniser, clips: Path, truth: dict[str, Any], at_s: float, pitch_hz: float
    ) -> None:
        address, at = speech(clips / "jfk.wav"), round(at_s * SPEECH_RATE_HZ)
        pause = np.random.default_rng(0).normal(0, 5e-4, SPEECH_RATE_HZ // 10).astype(np.float32)
        sound = np.concatenate([address[:at], pause, held_vowel(0.5, pitch_hz), pause, address[at:]])
        found = hear(whisper, sound)
        (held,) = (word for word in found.words if word.text in ("um", "uh"))
        assert held.start_s == pytest.approx(at_s + 0.1, abs=0.2)
        rest = found.model_copy(update={"words": tuple(word for word in found.words if word is not held)})
        assert word_error_rate(rest, truth["jfk.wav"]["transcript"]) <= 0.05

    def test_in_another_language_than_those_offered_none_is_looked_for(
        self, whisper: WhisperRecogniser, clips: Path
    ) -> None:
        words = hear(whisper, speech(clips / "jfk.wav"), "de").words
        assert words and not any(word.text in ("um", "uh") for word in words)


class TestNothingIsInvented:
    """Where it is unclear what was said, nothing is written down that nobody said."""

    def test_rustling_is_no_word(self, whisper: WhisperRecogniser, shared_cases: Path) -> None:
        for language in ("en", "pt", None):
            assert hear(whisper, speech(shared_cases / "firefox53_noise.wav"), language).words == ()

    def test_what_a_mouth_does_besides_is_at_most_a_few_doubtful_words(
        self, whisper: WhisperRecogniser, shared_cases: Path
    ) -> None:
        words = hear(whisper, speech(shared_cases / "mouth_sounds.wav")).words
        assert len(words) <= 4 and all(word.doubtful for word in words)

    @pytest.mark.parametrize("name", ["jfk.wav", "two_cities.wav"])
    @pytest.mark.parametrize("ratio_db", [10, 5, 0, -3])
    def test_under_noise_no_filled_pause_is_heard_in_read_speech(
        self, whisper: WhisperRecogniser, clips: Path, name: str, ratio_db: float
    ) -> None:
        clear = speech(clips / name)
        noise = np.random.default_rng(1).normal(0, np.std(clear) / 10 ** (ratio_db / 20), len(clear))
        words = plain(" ".join(word.text for word in hear(whisper, (clear + noise).astype(np.float32)).words)).split()
        assert not {"um", "uh"} & set(words)

    def test_clear_speech_is_not_doubtful(self, whisper: WhisperRecogniser, clips: Path) -> None:
        assert not any(word.doubtful for word in hear(whisper, speech(clips / "jfk.wav")).words)


class TestNobodySpeaks:
    @pytest.mark.parametrize("sound", [silence, hiss, knocks, chords, melody])
    @pytest.mark.parametrize("language", ["en", "pt", None])
    def test_no_words_are_invented(self, whisper: WhisperRecogniser, sound: Any, language: str | None) -> None:
        assert hear(whisper, sound(), language).words == ()

    @pytest.mark.parametrize("sound", [silence, knocks])
    def test_which_whisper_by_itself_does(self, whisper_folder: Path, sound: Any) -> None:
        from faster_whisper import WhisperModel

        model = WhisperModel(str(whisper_folder), device="cpu", compute_type="int8", cpu_threads=2)
        segments, _ = model.transcribe(sound(), language="en", temperature=0.0)
        assert "".join(segment.text for segment in segments).strip()


def _ordered(words: tuple[Word, ...]) -> Iterator[bool]:
    return (before.end_s <= after.start_s for before, after in pairwise(words))


def test_word_times_never_run_backwards_nor_out_of_the_sound(whisper: WhisperRecogniser, clips: Path) -> None:
    sound = speech(clips / "two_cities.wav")
    words = hear(whisper, sound).words
    assert all(_ordered(words))
    assert all(0 <= word.start_s <= word.end_s <= len(sound) / SPEECH_RATE_HZ for word in words)


def test_a_language_that_whisper_does_not_know_is_bad_input(whisper: WhisperRecogniser, clips: Path) -> None:
    with pytest.raises(BadInputError, match="xx"):
        hear(whisper, speech(clips / "jfk.wav"), language="xx")


def test_a_broken_model_file_says_what_to_do(tmp_path: Path, whisper_folder: Path, clips: Path) -> None:
    for file in whisper_folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes()[:1000])
    broken = WhisperRecogniser(lambda: tmp_path, {}, threads=1, model="whisper-base")
    with pytest.raises(ModelFileError, match="models"):
        hear(broken, speech(clips / "jfk.wav"))


def test_the_name_tells_library_and_model() -> None:
    recogniser = WhisperRecogniser(Path, {"model.bin": "abc"}, threads=1, model="whisper-small")
    assert recogniser.name == "faster-whisper/whisper-small"
    assert recogniser.models == {"model.bin": "abc"}
