"""The only place where parts are chosen and put together."""

from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from interview_simulator.compose_engines import documents, embedder, engines, sandbox
from interview_simulator.compose_privacy import encrypted, privacy_of
from interview_simulator.domain.grading import AnswerToGrade, Grade
from interview_simulator.domain.interview import Interview
from interview_simulator.domain.record import Record
from interview_simulator.interviews.catalogue import catalogue
from interview_simulator.interviews.made import MadeInterviews
from interview_simulator.parts import App
from interview_simulator.private_files import private_folder
from interview_simulator.settings import Settings
from interview_simulator.sqlite_files import require_sound
from interview_simulator.stores.media.file_uploads import FileUploads
from interview_simulator.stores.media.files import FileMediaStore
from interview_simulator.stores.media.receiving import Receiving
from interview_simulator.stores.media.signing import UrlSigner, load_or_create_secret
from interview_simulator.stores.records.store import RecordStore
from interview_simulator.workflow.attempts import Stores
from interview_simulator.workflow.early.early import Early
from interview_simulator.workflow.early.uploads import TellingUploads
from interview_simulator.workflow.job import Engines, Job, job_of

if TYPE_CHECKING:  # what the coach speaks of is NumPy's, and the doors open without it
    from interview_simulator.audit.log import AuditLog
    from interview_simulator.coaching.coach import Coach
    from interview_simulator.stores.accounts.store import AccountStore


__all__ = ["App", "account_store", "build", "coach_with", "documents", "engines", "grades", "record_store", "sandbox"]


def build(settings: Settings) -> App:
    """What this process needs, on one machine or as one of many."""
    if settings.database_url is None and settings.media_url is None:
        app = _embedded(settings)
    else:
        from interview_simulator.compose_shared import shared

        app = shared(settings, coach_with)
    return _with_accounts(app) if settings.accounts else app


def _embedded(settings: Settings) -> App:
    """The embedded installation: SQLite, files, local models, DBOS in this process."""
    from interview_simulator.workflow.durable import DurableWorkflow

    private_folder(settings.data_dir)
    bank, made = catalogue(settings.interviews_dir), MadeInterviews(settings.data_dir / "interviews")
    interviews, parts = ChainMap(made, bank), engines(settings)
    signer = UrlSigner(load_or_create_secret(settings.data_dir / "secret"))
    media = encrypted(settings, FileMediaStore(settings.data_dir / "media", signer, settings.disk_reserve_bytes))
    parts_held = FileUploads(settings.data_dir / "uploads", media, signer, settings.disk_reserve_bytes)
    records = record_store(settings)
    database, jobs = _database(settings, "workflow"), partial(job_of, interviews=interviews)
    working, reserve = settings.data_dir / "working", settings.disk_reserve_bytes
    early = Early(working / "early", parts_held, parts, _jobs_by_id(records, jobs), reserve)
    uploads = TellingUploads(parts_held, early)
    workflow = DurableWorkflow(database, Stores(media, records), parts, jobs, settings.analyses_at_once, early)
    coach = coach_with(parts, bank, made)
    receiving = Receiving(media, uploads, signer)
    decoder, privacy = parts.decoder, privacy_of(settings)
    return App(
        settings,
        media,
        uploads,
        records,
        workflow,
        interviews,
        receiving,
        coach,
        decoder,
        privacy=privacy,
        documents=documents().text_of,
        is_local=True,
    )


def _jobs_by_id(records: RecordStore, job_of_record: Callable[[Record], Job]) -> Callable[[str], Job]:
    """What is to be analysed, as far as it is known while the recording arrives."""
    return lambda record_id: job_of_record(records.get(record_id) or Record(record_id=record_id))


def record_store(settings: Settings) -> RecordStore:
    """The records of this installation."""
    from interview_simulator.stores.records.sql import SqlRecordStore

    return SqlRecordStore(_database(settings, "records"))


def account_store(settings: Settings) -> "AccountStore":
    """The accounts of this installation, in the records' database."""
    from interview_simulator.stores.accounts.sql import sql_account_store

    return sql_account_store(_database(settings, "records"))


def audit_log(settings: Settings) -> "AuditLog":
    """The audit log of this installation, in the records' database."""
    from interview_simulator.audit.sql import SqlAuditLog

    return SqlAuditLog(_database(settings, "records"))


def made_interviews(settings: Settings) -> MutableMapping[str, Interview]:
    """The interviews made to measure of this installation."""
    if settings.database_url is None:
        return MadeInterviews(settings.data_dir / "interviews")
    from interview_simulator.stores.installation.sql import SqlInterviews

    return SqlInterviews(_database(settings, "records"))


def _with_accounts(app: App) -> App:
    """The same, where people sign in."""
    from interview_simulator.accounts.mail import sender
    from interview_simulator.accounts.oidc import provider

    settings = app.settings
    return replace(app, accounts=account_store(settings), mail=sender(settings), provider=provider(settings))


def _database(settings: Settings, name: str) -> str:
    if settings.database_url is not None:
        return settings.database_url.get_secret_value()
    private_folder(settings.data_dir)
    file = settings.data_dir / f"{name}.sqlite"
    require_sound(file)
    return f"sqlite:///{file}"


def coach_with(parts: Engines, bank: Mapping[str, Interview], made: MutableMapping[str, Interview]) -> "Coach":
    """The coach, by the same evaluator and language model as the analyses."""
    from interview_simulator.coaching.coach import coach

    return coach(parts.evaluator, bank.values(), made, embedder().embed, parts.language_model)


def grades(answers: Sequence[AnswerToGrade]) -> Iterator[Grade]:
    """Grade single answers, in order, with the engine that judges recordings."""
    from interview_simulator.steps.text_metrics.grader import Grader

    return Grader().grades(answers)
