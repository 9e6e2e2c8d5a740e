"""Speech by Amazon Transcribe: the sound goes into the bucket, a job writes its result beside it, both are removed.

The API has no switch for filled pauses ("um", "uh"). What it offers is to leave away what could remove them: no
vocabulary filter and no redaction is asked for. So the count of fillers is at most what Transcribe chose to write.
"""

import json
import logging
import tempfile
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from interview_simulator.aws.clients import client, s3_client
from interview_simulator.aws.errors import errors_of_an_engine
from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.progress import Progress
from interview_simulator.domain.transcript import Word
from interview_simulator.errors import (
    BadInputError,
    BadRecordingError,
    InterviewSimulatorError,
    ServiceUnavailableError,
)
from interview_simulator.media.sound import SPEECH_RATE_HZ
from interview_simulator.media.speech_file import write_speech
from interview_simulator.steps.transcription.doubt import with_doubt
from interview_simulator.steps.transcription.engine import Recognition, Sound
from interview_simulator.steps.transcription.word_times import in_order

LOCALES = {"en": "en-US", "pt": "pt-BR"}
WORKING_PREFIX = "working/transcribe/"
"""Of nothing under it does anybody hold on; the bucket may let it expire after a day."""
FIRST_WAIT_S, LONGEST_WAIT_S, WAIT_GROWTH = 2.0, 15.0, 1.5
TIMEOUT_S = 1800.0
SOUND_CANNOT_BE_USED = (
    "Invalid file size",
    "Invalid number of channels",
    "Invalid sample rate",
    "The media format provided",
    "The sample rate provided",
    "Unsupported media format",
)
"""How Transcribe's reasons for a failure begin that another try would meet again."""
log = logging.getLogger(__name__)


class TranscribeJob(Frozen):
    """Names of one job and of what it reads and writes in the bucket."""

    name: str
    bucket: str
    sound_key: str
    result_key: str


class AmazonTranscribe:
    """A speech recogniser that sends the sound to Amazon Transcribe, by way of the installation's own bucket."""

    name = "amazon-transcribe"
    longest_s: float | None = None

    def __init__(
        self,
        bucket: str,
        *,
        endpoint_url: str | None = None,
        region: str | None = None,
        timeout_s: float = TIMEOUT_S,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self.models: dict[str, str] = {}
        self._bucket, self._timeout_s, self._wait = bucket, timeout_s, wait
        self._transcribe = client("transcribe", endpoint_url=endpoint_url, region=region)
        self._s3 = s3_client(endpoint_url=endpoint_url, region=region)

    def recognise(self, sound: Sound, language: str | None, progress: Progress) -> Recognition:
        """Words of the sound; `language` None: English or Portuguese, whichever it is.

        Raises BadInputError for another language, BadRecordingError for sound that Transcribe cannot use,
        ServiceUnavailableError when it fails or takes too long.
        """
        _locale(language)
        job = job_named(f"interview-{uuid.uuid4().hex}", self._bucket)
        with errors_of_an_engine("transcription"), self._removed_afterwards(job):
            send_sound(self._s3, sound, job)
            start_job(self._transcribe, job, language)
            self._await(job)
            result = json.loads(self._s3.get_object(Bucket=job.bucket, Key=job.result_key)["Body"].read())
        progress(1.0)
        return recognition_of(result, language, len(sound) / SPEECH_RATE_HZ)

    def _await(self, job: TranscribeJob) -> None:
        """Ask until the job has ended, ever less often; raises what its failure means."""
        waited_s = 0.0
        for wait_s in waits_s():
            state = self._transcribe.get_transcription_job(TranscriptionJobName=job.name)["TranscriptionJob"]
            if state["TranscriptionJobStatus"] == "COMPLETED":
                return
            if state["TranscriptionJobStatus"] == "FAILED":
                raise failure(state.get("FailureReason", ""))
            if waited_s >= self._timeout_s:
                raise ServiceUnavailableError(
                    f"Amazon Transcribe did not end within {self._timeout_s:,.0f} s; try again later."
                )
            self._wait(wait_s)
            waited_s += wait_s

    @contextmanager
    def _removed_afterwards(self, job: TranscribeJob) -> Iterator[None]:
        try:
            yield
        finally:
            remove_job(self._transcribe, self._s3, job)


def job_named(name: str, bucket: str) -> TranscribeJob:
    """A job with its files under the working prefix."""
    return TranscribeJob(
        name=name, bucket=bucket, sound_key=f"{WORKING_PREFIX}{name}.wav", result_key=f"{WORKING_PREFIX}{name}.json"
    )


def start_job(transcribe: Any, job: TranscribeJob, language: str | None) -> None:
    """Start the job; `transcribe` is a client of the service. Raises BadInputError for a language that is not offered.

    The sound may be WAV, FLAC, MP3, MP4, Ogg or WebM: Transcribe looks for itself.
    """
    locale = _locale(language)
    spoken = {"LanguageCode": locale} if locale else {"IdentifyLanguage": True, "LanguageOptions": [*LOCALES.values()]}
    with errors_of_an_engine(f"transcription {job.name}"):
        transcribe.start_transcription_job(
            TranscriptionJobName=job.name,
            Media={"MediaFileUri": f"s3://{job.bucket}/{job.sound_key}"},
            OutputBucketName=job.bucket,
            OutputKey=job.result_key,
            **spoken,
        )


def send_sound(s3: Any, sound: Sound, job: TranscribeJob) -> None:
    """Put the sound into the bucket, where the job looks for it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        write_speech(sound, path)
        with path.open("rb") as file:
            s3.upload_fileobj(file, job.bucket, job.sound_key, ExtraArgs={"ContentType": "audio/wav"})


def remove_job(transcribe: Any, s3: Any, job: TranscribeJob, *more_keys: str) -> None:
    """Remove the job and its files; what cannot be removed is logged, not raised."""
    removals: list[Callable[[], object]] = [
        lambda: transcribe.delete_transcription_job(TranscriptionJobName=job.name),
        *(partial(s3.delete_object, Bucket=job.bucket, Key=key) for key in (job.sound_key, job.result_key, *more_keys)),
    ]
    for remove in removals:
        try:
            with errors_of_an_engine("removal of a transcription"):
                remove()
        except InterviewSimulatorError as error:
            log.warning("%s is left over: %s", job.name, error)


def failure(reason: str) -> InterviewSimulatorError:
    """What Transcribe's reason for a failed job means: the sound cannot be used, or the service was not able to."""
    if reason.startswith(SOUND_CANNOT_BE_USED):
        return BadRecordingError(f"Amazon Transcribe cannot use the sound: {reason}")
    return ServiceUnavailableError(f"Amazon Transcribe failed; try again later. It said: {reason or 'nothing'}")


def recognition_of(result: dict[str, Any], language: str | None, duration_s: float = float("inf")) -> Recognition:
    """The result of a job as a recognition; `language` is the one that was asked for, `duration_s` the sound's."""
    results = result["results"]
    found = language or str(results["language_code"]).partition("-")[0]
    scores = {score["code"]: float(score["score"]) for score in results.get("language_identification", ())}
    return Recognition(
        language=found,
        language_probability=None if language else scores.get(results["language_code"]),
        words=words_of(result, duration_s),
    )


def words_of(result: dict[str, Any], duration_s: float = float("inf")) -> tuple[Word, ...]:
    """The words of a job's result with times and confidences; punctuation belongs to the word before it.

    Times are inside the sound, and no word begins before the one before it has ended.
    """
    return tuple(in_order(with_doubt(_words(result["results"]["items"])), duration_s))


def waits_s() -> Iterator[float]:
    """How long to wait before asking again, without end."""
    return (min(LONGEST_WAIT_S, FIRST_WAIT_S * WAIT_GROWTH**asked) for asked in count())


def _words(items: Iterable[dict[str, Any]]) -> Iterator[Word]:
    waiting: Word | None = None
    for item in items:
        best = item["alternatives"][0]
        if item["type"] == "pronunciation":
            if waiting is not None:
                yield waiting
            waiting = Word(
                text=best["content"].strip(),
                start_s=float(item["start_time"]),
                end_s=max(float(item["start_time"]), float(item["end_time"])),
                confidence=float(best["confidence"]),
            )
        elif waiting is not None:
            waiting = waiting.model_copy(update={"text": waiting.text + best["content"]})
    if waiting is not None:
        yield waiting


def _locale(language: str | None) -> str | None:
    if language is not None and language not in LOCALES:
        raise BadInputError(f"Amazon Transcribe is set up for {', '.join(LOCALES)}, not for the language {language!r}.")
    return LOCALES[language] if language else None
