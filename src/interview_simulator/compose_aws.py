"""What is put together on AWS: S3, DynamoDB, Step Functions, AWS's engines; each Lambda function builds its part."""

from collections.abc import Iterator, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from interview_simulator.aws.clients import S3Clients
from interview_simulator.domain.interview import Interview
from interview_simulator.errors import FFmpegMissingError
from interview_simulator.parts import App
from interview_simulator.settings import AwsSettings, Settings
from interview_simulator.stores.media.s3 import S3MediaStore
from interview_simulator.stores.media.s3_uploads import S3Uploads
from interview_simulator.stores.records.dynamodb import DynamoRecordStore
from interview_simulator.workflow.attempts import Stores
from interview_simulator.workflow.job import Engines, job_of
from interview_simulator.workflow.step_functions import StepFunctionsTokens, StepFunctionsWorkflow

if TYPE_CHECKING:
    from interview_simulator.language_model.engine import LanguageModel
    from interview_simulator.workflow.callback import Transcribing
    from interview_simulator.workflow.single_step import Analysis

LANGUAGE_MODEL_S = 20.0
"""For one answer: the function has 300 s for all of an interview, and the rubric answers where a model is late."""
NO_FFMPEG = "This installation was deployed without FFmpeg (EnableFFmpegLayer=false), so the video was not converted."


class Interviews(Mapping[str, Interview]):
    """The shipped interviews, read when they are first asked for: a cold start has no time for it."""

    @cached_property
    def _all(self) -> Mapping[str, Interview]:
        from interview_simulator.interviews.catalogue import catalogue

        return catalogue()

    def __getitem__(self, name: str) -> Interview:
        return self._all[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


def api(settings: Settings, aws: AwsSettings) -> App:
    """For the HTTP API; browsers send to the bucket themselves."""
    clients, records = S3Clients(accelerate=aws.accelerate), _records(aws)
    media, uploads = S3MediaStore(aws.bucket, clients), S3Uploads(aws.bucket, clients)
    workflow = StepFunctionsWorkflow(aws.state_machine_arn, records)
    return App(settings, media, uploads, records, workflow, Interviews(), receiving=None, coach=None)


class Arrivals(NamedTuple):
    """Where a recording that has arrived lies, where it is noted, and what is started."""

    media: S3MediaStore
    records: DynamoRecordStore
    workflow: StepFunctionsWorkflow


def arrivals(aws: AwsSettings) -> Arrivals:
    """For recordings that have arrived in the bucket."""
    records = _records(aws)
    return Arrivals(
        S3MediaStore(aws.bucket, S3Clients()), records, StepFunctionsWorkflow(aws.state_machine_arn, records)
    )


def analysis(settings: Settings, aws: AwsSettings) -> "Analysis":
    """For a step, and for the end of an analysis."""
    from interview_simulator.workflow.single_step import Analysis
    from interview_simulator.workflow.tasks import TASKS

    tasks = TASKS if aws.ffmpeg_enabled else {**TASKS, "convert_video": _refused, "video_metrics": _refused}
    interviews = Interviews()
    stores = Stores(S3MediaStore(aws.bucket, S3Clients()), _records(aws))
    return Analysis(stores, partial(_engines, settings, aws), lambda record: job_of(record, interviews), tasks)


def transcribing(settings: Settings, aws: AwsSettings) -> "Transcribing":
    """For the begin and the end of a transcription."""
    from interview_simulator.steps.transcription.transcribe_callback import TranscribeJobs
    from interview_simulator.workflow.callback import Transcribing

    return Transcribing(analysis(settings, aws), TranscribeJobs(aws.bucket), StepFunctionsTokens())


def _engines(settings: Settings, aws: AwsSettings) -> Engines:
    from interview_simulator.steps.text_metrics.rubric import RubricEvaluator
    from interview_simulator.steps.text_metrics.voice import Voice
    from interview_simulator.steps.transcription.amazon_transcribe import AmazonTranscribe
    from interview_simulator.steps.video_metrics.engine import Price
    from interview_simulator.steps.video_metrics.rekognition import (
        MOST_SAMPLING_HZ,
        RekognitionFaces,
        RekognitionObjects,
    )

    rubric = RubricEvaluator()
    price = Price(usd_per_picture=aws.rekognition_usd_per_picture, published=aws.rekognition_price_published)
    return Engines(
        faces=RekognitionFaces(price),
        objects=RekognitionObjects(price),
        recogniser=AmazonTranscribe(aws.bucket),
        evaluator=rubric,
        matcher=rubric,
        voice=Voice(),
        sampling_hz=MOST_SAMPLING_HZ,
        max_duration_s=settings.max_duration_s,
        language_model=_language_model(settings.language_model),
    )


def _language_model(setting: str | None) -> "LanguageModel | None":
    if setting is None:
        return None
    from interview_simulator.language_model.vendors import VendorLanguageModel

    return VendorLanguageModel(setting, LANGUAGE_MODEL_S)


def _records(aws: AwsSettings) -> DynamoRecordStore:
    return DynamoRecordStore(aws.table_name, aws.records_table_secondary_index)


def _refused(*_: object) -> Any:
    raise FFmpegMissingError(NO_FFMPEG)
