"""The only place where parts are chosen and put together."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from interview_simulator.domain.interview import Interview
from interview_simulator.domain.report import Report
from interview_simulator.interviews.catalogue import catalogue
from interview_simulator.settings import Settings
from interview_simulator.stores.media.file_uploads import FileUploads
from interview_simulator.stores.media.files import FileMediaStore
from interview_simulator.stores.media.receiving import Receiving
from interview_simulator.stores.media.signing import UrlSigner, load_or_create_secret
from interview_simulator.stores.media.store import MediaStore, MultipartUploads
from interview_simulator.stores.records.store import RecordStore
from interview_simulator.workflow.attempts import Stores
from interview_simulator.workflow.engine import Workflow
from interview_simulator.workflow.job import Engines, Job, job_of
from interview_simulator.workflow.perform import Announce


@dataclass(frozen=True)
class App:
    """Everything that a door needs."""

    settings: Settings
    media: MediaStore
    uploads: MultipartUploads
    records: RecordStore
    workflow: Workflow
    interviews: Mapping[str, Interview]
    receiving: Receiving | None
    """None where browsers send to a bucket."""


def build(settings: Settings) -> App:
    """The embedded installation: SQLite, files, local models, DBOS in this process."""
    from interview_simulator.stores.records.sql import SqlRecordStore
    from interview_simulator.workflow.durable import DurableWorkflow

    settings.data_dir.mkdir(parents=True, exist_ok=True)
    interviews = catalogue(settings.interviews_dir)
    signer = UrlSigner(load_or_create_secret(settings.data_dir / "secret"))
    media = FileMediaStore(settings.data_dir / "media", signer)
    uploads = FileUploads(settings.data_dir / "uploads", media, signer)
    records = SqlRecordStore(f"sqlite:///{settings.data_dir / 'records.sqlite'}")
    workflow = DurableWorkflow(
        f"sqlite:///{settings.data_dir / 'workflow.sqlite'}",
        Stores(media, records),
        engines(settings),
        lambda record: job_of(record, interviews),
        settings.analyses_at_once,
    )
    return App(settings, media, uploads, records, workflow, interviews, Receiving(media, uploads, signer))


def engines(settings: Settings) -> Engines:
    """The engines of the steps; each loads its model when it is first used."""
    from interview_simulator.model_files import digests, ensure
    from interview_simulator.steps.text_metrics.rubric import RubricEvaluator
    from interview_simulator.steps.text_metrics.voice import Voice
    from interview_simulator.steps.transcription.whisper import WhisperRecogniser
    from interview_simulator.steps.video_metrics.mediapipe import MediaPipeFaces

    faces, whisper = "face-landmarker", settings.whisper_model
    return Engines(
        faces=MediaPipeFaces(lambda: ensure(faces, settings.models_dir), digests(faces)),
        recogniser=WhisperRecogniser(
            lambda: ensure(whisper, settings.models_dir),
            digests(whisper),
            settings.whisper_threads,
            whisper,
        ),
        evaluator=RubricEvaluator(),
        voice=Voice(),
        sampling_hz=settings.sampling_hz,
        max_duration_s=settings.max_duration_s,
    )


def analyse_file(
    settings: Settings,
    recording: Path,
    out: Path,
    interview: Interview | None,
    language: str | None,
    announce: Announce,
) -> Report:
    """Analyse one file into the folder `out` and return the report; `language` None: detect it."""
    from interview_simulator.workflow.inline import analyse_here
    from interview_simulator.workflow.workspace import FolderWorkspace

    job = Job(record_id=recording.stem, interview=interview, language=language)
    analyse_here(job, engines(settings), FolderWorkspace(recording, out), announce)
    return Report.model_validate_json((out / "report.json").read_text(encoding="utf-8"))
