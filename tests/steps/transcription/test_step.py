"""From a recording to a transcript."""

import wave
from pathlib import Path

import av
import numpy as np
import pytest

from interview_simulator.errors import BadRecordingError
from interview_simulator.media.sound import SPEECH_RATE_HZ, speech
from interview_simulator.media.speech_file import read_speech
from interview_simulator.steps.transcription.step import transcription
from interview_simulator.testing.speech import ScriptedRecogniser, spoken


@pytest.fixture
def recogniser() -> ScriptedRecogniser:
    return ScriptedRecogniser(spoken("Hello, good morning."))


def wav(path: Path, seconds: float, peak: float) -> Path:
    tone = np.sin(2 * np.pi * 200 * np.arange(int(seconds * SPEECH_RATE_HZ)) / SPEECH_RATE_HZ) * peak * 32767
    with av.open(path, "w") as container:
        stream = container.add_stream("pcm_s16le", rate=SPEECH_RATE_HZ, layout="mono")
        frame = av.AudioFrame.from_ndarray(tone.astype(np.int16).reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = SPEECH_RATE_HZ
        container.mux([*stream.encode(frame), *stream.encode(None)])
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def test_the_text_is_made_of_the_words(tmp_path: Path, out: Path, recogniser: ScriptedRecogniser) -> None:
    found = transcription(wav(tmp_path / "tone.wav", 2.0, 0.5), out, recogniser=recogniser, language=None)
    assert found.transcript.text == "Hello, good morning."
    assert [word.text for word in found.transcript.words] == ["Hello,", "good", "morning."]
    assert (found.language, found.language_probability) == ("en", 1.0)
    assert found.duration_s == pytest.approx(2.0, abs=0.01)
    assert found.engines == {"speech": "scripted recogniser"}


def test_a_silent_recording_has_no_words_and_is_not_even_recognised(
    tmp_path: Path, out: Path, recogniser: ScriptedRecogniser
) -> None:
    found = transcription(wav(tmp_path / "silent.wav", 2.0, 0.0), out, recogniser=recogniser, language=None)
    assert found.transcript.words == () and found.transcript.text == ""
    assert found.language == "und"
    assert recogniser.calls == 0


def test_a_recording_without_a_track_of_sound_has_no_words_and_no_length(
    clips: Path, tmp_path: Path, out: Path, recogniser: ScriptedRecogniser
) -> None:
    found = transcription(_without_sound(clips / "talk_obama.mp4", tmp_path), out, recogniser=recogniser, language="pt")
    assert found.transcript.words == ()
    assert (found.language, found.duration_s, recogniser.calls) == ("pt", 0.0, 0)
    assert found.speech is None and not list(out.iterdir())


def test_a_language_is_not_claimed_where_nothing_was_said(tmp_path: Path, out: Path) -> None:
    deaf = ScriptedRecogniser()
    found = transcription(wav(tmp_path / "tone.wav", 1.0, 0.5), out, recogniser=deaf, language=None)
    assert (found.language, found.language_probability) == ("und", None)


def test_what_is_no_recording_is_refused(tmp_path: Path, out: Path, recogniser: ScriptedRecogniser) -> None:
    text = tmp_path / "text.webm"
    text.write_text("not a recording")
    with pytest.raises(BadRecordingError):
        transcription(text, out, recogniser=recogniser, language=None)


@pytest.mark.parametrize("name", ["talk", "talk_obama.mp4", "jfk.wav", "two_cities.wav"])
def test_the_speech_file_is_the_recordings_speech(
    talk: Path, clips: Path, out: Path, recogniser: ScriptedRecogniser, name: str
) -> None:
    recording = talk if name == "talk" else clips / name
    found = transcription(recording, out, recogniser=recogniser, language="en")
    assert found.speech is not None and list(out.iterdir()) == [found.speech]
    with wave.open(str(found.speech)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, SPEECH_RATE_HZ)
    heard = speech(recording)
    assert heard.size == found.duration_s * SPEECH_RATE_HZ
    np.testing.assert_array_equal(read_speech(found.speech), heard)


def _without_sound(source: Path, folder: Path) -> Path:
    made = folder / "mute.mp4"
    with av.open(source) as given, av.open(made, "w") as container:
        stream = container.add_stream_from_template(given.streams.video[0])
        for packet in given.demux(given.streams.video[0]):
            if packet.dts is not None:
                packet.stream = stream
                container.mux(packet)
    return made
