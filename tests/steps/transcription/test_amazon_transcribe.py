"""What is sent to Amazon Transcribe, what becomes of its answer, and that nothing stays behind."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import aws_server
from tests.support.aws_server import Answer
from tests.support.transcribe_results import hearing, pronunciation, punctuation, result

from interview_simulator.errors import BadInputError, BadRecordingError, ServiceRefusedError, ServiceUnavailableError
from interview_simulator.media.sound import SPEECH_RATE_HZ, speech
from interview_simulator.steps.transcription.amazon_transcribe import (
    LONGEST_WAIT_S,
    SOUND_CANNOT_BE_USED,
    AmazonTranscribe,
    failure,
    recognition_of,
    waits_s,
    words_of,
)

SOUND = np.full(SPEECH_RATE_HZ, 0.5, np.float32)
Script = list[dict[str, Any]]


def job(status: str, **more: str) -> Answer:
    """Transcribe's answer to how far the job is, always the same."""
    return lambda asked: {
        "TranscriptionJob": {
            "TranscriptionJobName": asked["TranscriptionJobName"],
            "TranscriptionJobStatus": status,
            **more,
        }
    }


@pytest.fixture
def bucket() -> str:
    return aws_server.new_bucket()


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def engine(bucket: str, waits: list[float]) -> AmazonTranscribe:
    return AmazonTranscribe(bucket, endpoint_url=aws_server.address(), timeout_s=60, wait=waits.append)


def told(_share: float) -> None:
    """Nobody watches."""


def left_over(bucket: str) -> list[str]:
    found = aws_server.aws("s3").list_objects_v2(Bucket=bucket).get("Contents", [])
    jobs = aws_server.aws("transcribe").list_transcription_jobs()["TranscriptionJobSummaries"]
    return [entry["Key"] for entry in found] + [job["TranscriptionJobName"] for job in jobs]


@pytest.fixture
def jobs() -> Iterator[list[dict[str, Any]]]:
    with aws_server.transcribing(hearing("Um, hello.")) as asked:
        yield asked


class TestJob:
    def test_the_language_of_the_interview_is_asked_for(self, engine: AmazonTranscribe, jobs: Script) -> None:
        assert engine.recognise(SOUND, "pt", told).language == "pt"
        assert jobs[0]["LanguageCode"] == "pt-BR" and "IdentifyLanguage" not in jobs[0]

    def test_without_a_language_it_is_identified_among_ours(self, engine: AmazonTranscribe, jobs: Script) -> None:
        found = engine.recognise(SOUND, None, told)
        assert (jobs[0]["IdentifyLanguage"], jobs[0]["LanguageOptions"]) == (True, ["en-US", "pt-BR"])
        assert (found.language, found.language_probability) == ("en", 0.97)

    def test_nothing_is_asked_for_that_could_take_words_away(self, engine: AmazonTranscribe, jobs: Script) -> None:
        assert [word.text for word in engine.recognise(SOUND, "en", told).words] == ["Um,", "hello."]
        assert set(jobs[0]) == {"TranscriptionJobName", "Media", "OutputBucketName", "OutputKey", "LanguageCode"}

    def test_another_language_is_bad_input_and_nothing_is_sent(
        self, engine: AmazonTranscribe, jobs: Script, bucket: str
    ) -> None:
        with pytest.raises(BadInputError, match="'fr'"):
            engine.recognise(SOUND, "fr", told)
        assert jobs == [] and left_over(bucket) == []

    def test_the_sound_arrives_as_it_was(self, engine: AmazonTranscribe, clips: Path) -> None:
        sent: list[bytes] = []

        def hear(_job: dict[str, Any], sound: bytes) -> dict[str, Any]:
            sent.append(sound)
            return result()

        sound = speech(clips / "jfk.wav")
        with aws_server.transcribing(hear):
            engine.recognise(sound, "en", told)
        samples = np.frombuffer(sent[0][44:], "<i2").astype(np.float32) / 32768
        assert np.abs(samples - sound).max() <= 0.5 / 32768


class TestNothingStays:
    def test_after_success(self, engine: AmazonTranscribe, jobs: Script, bucket: str) -> None:
        engine.recognise(SOUND, "en", told)
        assert left_over(bucket) == []

    @pytest.mark.parametrize(
        ("reason", "error"),
        [("Unsupported media format.", BadRecordingError), ("Internal failure", ServiceUnavailableError)],
    )
    def test_after_a_failure_of_the_job(
        self, engine: AmazonTranscribe, bucket: str, reason: str, error: type[Exception]
    ) -> None:
        failed = job("FAILED", FailureReason=reason)
        with aws_server.answering("transcribe", GetTranscriptionJob=failed), pytest.raises(error, match=reason):
            engine.recognise(SOUND, "en", told)
        assert left_over(bucket) == []

    def test_after_too_long_a_wait(self, engine: AmazonTranscribe, bucket: str, waits: list[float]) -> None:
        going_on = job("IN_PROGRESS")
        with (
            aws_server.answering("transcribe", GetTranscriptionJob=going_on),
            pytest.raises(ServiceUnavailableError, match="within 60 s"),
        ):
            engine.recognise(SOUND, "en", told)
        assert 60 <= sum(waits) < 60 + LONGEST_WAIT_S
        assert left_over(bucket) == []

    def test_after_an_answer_that_cannot_be_read(self, engine: AmazonTranscribe, bucket: str) -> None:
        with aws_server.transcribing(lambda _job, _sound: {}), pytest.raises(KeyError):
            engine.recognise(SOUND, "en", told)
        assert left_over(bucket) == []


class TestWaiting:
    def test_it_asks_ever_less_often(self) -> None:
        waits = list(islice(waits_s(), 30))
        assert waits == sorted(waits) and waits[0] < 3 and waits[-1] == LONGEST_WAIT_S

    @given(st.text(max_size=40))
    def test_only_sound_that_cannot_be_used_is_a_permanent_failure(self, reason: str) -> None:
        known = reason.startswith(SOUND_CANNOT_BE_USED)
        assert failure(reason).permanent is known
        assert all(failure(begin + reason).permanent for begin in SOUND_CANNOT_BE_USED)

    def test_a_script_with_a_field_that_transcribe_does_not_have_is_caught(self, engine: AmazonTranscribe) -> None:
        wrong = job("COMPLETED", Status="COMPLETED")
        with (
            aws_server.answering("transcribe", GetTranscriptionJob=wrong),
            pytest.raises(ServiceRefusedError, match="WrongScript"),
        ):
            engine.recognise(SOUND, "en", told)


class TestWords:
    def test_punctuation_belongs_to_the_word_before_it(self) -> None:
        words = words_of(
            result(pronunciation("Well", 0.1, 0.4), punctuation(","), pronunciation("yes", 0.5, 0.8), punctuation("?!"))
        )
        assert [(word.text, word.start_s, word.end_s) for word in words] == [("Well,", 0.1, 0.4), ("yes?!", 0.5, 0.8)]

    def test_punctuation_before_the_first_word_belongs_to_none(self) -> None:
        assert [w.text for w in words_of(result(punctuation("."), pronunciation("Yes", 0.0, 0.3)))] == ["Yes"]

    def test_the_most_likely_alternative_counts_with_its_confidence(self) -> None:
        item = pronunciation("right", 0.0, 0.3, confidence=0.6)
        item["alternatives"].append({"confidence": "0.3", "content": "write"})
        (word,) = words_of(result(item))
        assert (word.text, word.confidence) == ("right", 0.6)

    @given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 5)), max_size=20), st.floats(1, 100))
    def test_words_are_in_order_and_inside_the_sound(self, spans: list[tuple[float, float]], duration_s: float) -> None:
        items = [pronunciation("word", start_s, start_s + length_s) for start_s, length_s in spans]
        words = words_of(result(*items), duration_s)
        times = [time_s for word in words for time_s in (word.start_s, word.end_s)]
        assert len(words) == len(spans)
        assert times == sorted(times) and all(0 <= time_s <= duration_s for time_s in times)

    def test_a_language_that_was_given_stays(self) -> None:
        found = recognition_of(result(locale="pt-BR", score=0.9), "pt")
        assert (found.language, found.language_probability, found.words) == ("pt", None, ())
