from hypothesis import given
from hypothesis import strategies as st

from interview_simulator.domain.transcript import Word
from interview_simulator.steps.update_record.captions import LINE_CHARACTERS, cues_of, web_vtt


def spoken(*texts: str, gap_s: float = 0.0) -> list[Word]:
    step = 0.4 + gap_s
    return [Word(text=t, start_s=i * step, end_s=i * step + 0.4, confidence=1) for i, t in enumerate(texts)]


def test_nothing_said_is_a_document_without_cues() -> None:
    assert web_vtt([]).strip() == "WEBVTT"


def test_a_caption_has_its_times_and_its_words_with_markup_made_harmless() -> None:
    assert "00:00:00.000 --> 00:00:00.800\na &lt;b&gt;" in web_vtt(spoken("a", "<b>"))


def test_an_hour_is_written_as_an_hour() -> None:
    late = Word(text="late", start_s=3661.5, end_s=3662.0, confidence=1)
    assert "01:01:01.500 --> 01:01:02.000" in web_vtt([late])


def test_a_sentence_and_a_pause_each_end_a_caption() -> None:
    assert [len(cue) for cue in cues_of(spoken("One.", "Two", "three"))] == [1, 2]
    assert [len(cue) for cue in cues_of(spoken("One", "two", gap_s=1.0))] == [1, 1]


@given(st.lists(st.text("abc.", min_size=1, max_size=12), max_size=60))
def test_every_word_stands_in_one_caption_in_order_and_no_line_is_too_long(texts: list[str]) -> None:
    cues = cues_of(spoken(*texts))
    assert [word.text for cue in cues for word in cue] == texts
    assert all(len(" ".join(word.text for word in cue)) <= LINE_CHARACTERS for cue in cues)
