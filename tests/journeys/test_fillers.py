"""Fillers in real speech: none is invented where there is none, and those that plain Whisper leaves out are found."""

import pytest
from bench.delivery import Clip, fluent, hits, plain_whisper, recogniser, spontaneous

from interview_simulator.domain.transcript import Word
from interview_simulator.steps.text_metrics.lexicon import lexicon
from interview_simulator.steps.text_metrics.wording import fillers
from interview_simulator.steps.transcription.whisper import WhisperRecogniser

LEAST = 0.8


@pytest.fixture(scope="module")
def whisper() -> WhisperRecogniser:
    return recogniser()


@pytest.fixture(scope="module")
def natural() -> list[Clip]:
    """Clips with fillers; they belong to others and are laid beside the repository, not into it."""
    clips = spontaneous()
    if not clips:
        pytest.skip("the clips of tests/data/spontaneous.yaml are not in shared/media")
    return clips


def heard(whisper: WhisperRecogniser, clip: Clip) -> tuple[Word, ...]:
    return whisper.recognise(clip.sound, "en", lambda _: None).words


def test_no_filler_is_invented_in_prepared_speech(whisper: WhisperRecogniser) -> None:
    assert [fillers(heard(whisper, clip), lexicon("en")) for clip in fluent()] == [()] * 4


def test_fillers_are_found_in_spontaneous_speech(whisper: WhisperRecogniser, natural: list[Clip]) -> None:
    pairs = [hits(clip, heard(whisper, clip)) for clip in natural]
    right, found = (sum(numbers) for numbers in zip(*pairs, strict=True))
    assert right / found >= LEAST
    assert right / sum(len(clip.filled) for clip in natural) >= LEAST


def test_which_whisper_by_itself_leaves_out(whisper: WhisperRecogniser, natural: list[Clip]) -> None:
    assert sum(hits(clip, plain_whisper(whisper._model, clip.sound))[0] for clip in natural) == 0
