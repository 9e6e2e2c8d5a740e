"""Fillers in real, prepared speech: none is invented. Those in spontaneous speech: `bench/delivery.py`, where its clips are."""

from bench.delivery import fluent, recogniser

from interview_simulator.steps.text_metrics.lexicon import lexicon
from interview_simulator.steps.text_metrics.wording import fillers


def test_no_filler_is_invented_in_prepared_speech() -> None:
    whisper = recogniser()
    heard = [whisper.recognise(clip.sound, "en", lambda _: None).words for clip in fluent()]
    assert [fillers(words, lexicon("en")) for words in heard] == [()] * 4
