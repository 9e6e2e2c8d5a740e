"""Amazon Transcribe without waiting for it: the job is begun here, and its end is told by an event.

Beside the job's sound lies who waits for it; both are found again by the job's name.
"""

import json
import uuid
from typing import Any

from interview_simulator.aws.clients import client, s3_client
from interview_simulator.aws.errors import code_of, errors_of_an_engine
from interview_simulator.domain.progress import Progress
from interview_simulator.media.sound import SPEECH_RATE_HZ
from interview_simulator.steps.transcription.amazon_transcribe import (
    AmazonTranscribe,
    TranscribeJob,
    failure,
    job_named,
    recognition_of,
    remove_job,
    send_sound,
    start_job,
)
from interview_simulator.steps.transcription.engine import Recognition, Sound
from interview_simulator.steps.transcription.jobs import Waiting

JOB_PREFIX = "interview-"


class TranscribeJobs:
    """Jobs of one installation."""

    def __init__(self, bucket: str, *, endpoint_url: str | None = None, region: str | None = None) -> None:
        self._bucket = bucket
        self._transcribe = client("transcribe", endpoint_url=endpoint_url, region=region)
        self._s3 = s3_client(endpoint_url=endpoint_url, region=region)

    def begin(self, sound: Sound, language: str | None, waiting: Waiting) -> None:
        """Begin a job; who waits is written down before, so that no end of a job comes too early."""
        job = job_named(f"{JOB_PREFIX}{uuid.uuid4().hex}", self._bucket)
        with errors_of_an_engine("transcription"):
            self._s3.put_object(Bucket=job.bucket, Key=_waiting_key(job), Body=waiting.model_dump_json().encode())
            send_sound(self._s3, sound, job)
        start_job(self._transcribe, job, language)

    def waiting(self, job_name: str) -> Waiting | None:
        """Who waits for this job; None when nobody does (any more)."""
        from botocore.exceptions import ClientError

        job = job_named(job_name, self._bucket)
        with errors_of_an_engine("transcription"):
            try:
                found = self._s3.get_object(Bucket=job.bucket, Key=_waiting_key(job))
            except ClientError as error:
                if code_of(error) == "NoSuchKey":
                    return None
                raise
            return Waiting.model_validate_json(found["Body"].read())

    def recogniser(self, job_name: str) -> "EndedJob":
        """A recogniser that gives what the job heard."""
        return EndedJob(job_named(job_name, self._bucket), self._transcribe, self._s3)

    def remove(self, job_name: str) -> None:
        """Remove the job and all of its files."""
        job = job_named(job_name, self._bucket)
        remove_job(self._transcribe, self._s3, job, _waiting_key(job))


class EndedJob:
    """A speech recogniser that asks a job that has ended."""

    name = AmazonTranscribe.name
    longest_s = AmazonTranscribe.longest_s

    def __init__(self, job: TranscribeJob, transcribe: Any, s3: Any) -> None:
        self.models: dict[str, str] = {}
        self._job, self._transcribe, self._s3 = job, transcribe, s3

    def recognise(self, sound: Sound, language: str | None, progress: Progress) -> Recognition:
        """Words of the job's result; raises what the failure of a job means."""
        with errors_of_an_engine("transcription"):
            state = self._transcribe.get_transcription_job(TranscriptionJobName=self._job.name)["TranscriptionJob"]
            if state["TranscriptionJobStatus"] == "FAILED":
                raise failure(state.get("FailureReason", ""))
            found = self._s3.get_object(Bucket=self._job.bucket, Key=self._job.result_key)
            result = json.loads(found["Body"].read())
        progress(1.0)
        return recognition_of(result, language, len(sound) / SPEECH_RATE_HZ)


def _waiting_key(job: TranscribeJob) -> str:
    return job.sound_key.removesuffix(".wav") + ".waiting.json"
