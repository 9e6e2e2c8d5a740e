"""Prepared speech has no fillers, and none is invented; for those of spontaneous speech see `bench/delivery.py`."""

from bench.delivery import fluent, recogniser

from interview_simulator.steps.text_metrics.lexicon import lexicon
from interview_simulator.steps.text_metrics.wording import fillers


def test_no_filler_is_invented_in_prepared_speech() -> None:
    whisper = recogniser()
    heard = [whisper.recognise(clip.sound, "en", lambda _: None).words for clip in fluent()]
    assert [fillers(words, lexicon("en")) for words in heard] == [()] * 4
