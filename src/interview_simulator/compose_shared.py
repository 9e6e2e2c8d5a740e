"""What is put together where many machines share the work: PostgreSQL, a bucket, DBOS on PostgreSQL, workers."""

import os
import secrets
from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from interview_simulator.audit.sql import SqlAuditLog
from interview_simulator.aws.clients import S3Clients
from interview_simulator.compose_engines import documents, engines
from interview_simulator.compose_privacy import KEY_NOTE, key_of
from interview_simulator.domain.interview import Interview
from interview_simulator.errors import BadInputError
from interview_simulator.interviews.catalogue import catalogue
from interview_simulator.parts import App
from interview_simulator.privacy.kept import Privacy
from interview_simulator.privacy.sql import SqlConsents
from interview_simulator.privacy.wiping import StartWiping
from interview_simulator.settings import Settings
from interview_simulator.sqlite_files import require_sound
from interview_simulator.stores.installation.sql import SqlInstallation, SqlInterviews
from interview_simulator.stores.media.receiving import Receiving
from interview_simulator.stores.media.s3_receiving import S3ReceivingStore
from interview_simulator.stores.media.sealing import key_id
from interview_simulator.stores.media.signing import SECRET_BYTES, UrlSigner, load_or_create_secret
from interview_simulator.stores.media.store import ReceivingStore
from interview_simulator.stores.media.stored_uploads import StoredUploads
from interview_simulator.stores.records.database import opened, vacuum
from interview_simulator.stores.records.sql import SqlRecordStore
from interview_simulator.stores.workers.sql import SqlWorkers, fence
from interview_simulator.stores.workers.store import Worker
from interview_simulator.workflow.attempts import Stores
from interview_simulator.workflow.job import Engines, job_of

if TYPE_CHECKING:
    from interview_simulator.coaching.coach import Coach
    from interview_simulator.migration import Moved
    from interview_simulator.workflow.queues import Shares
    from interview_simulator.workflow.worker import WorkerWorkflow

REGION = "us-east-1"
"""For a service that has no regions."""
MakeCoach = Callable[[Engines, Mapping[str, Interview], MutableMapping[str, Interview]], "Coach"]


def shared(settings: Settings, coach_with: MakeCoach) -> App:
    """An API process: it takes recordings in and queues their analyses for the workers."""
    from interview_simulator.workflow.queued import QueuedWorkflow

    url, signer = database_url(settings), _signer(settings)
    bank, made, parts = catalogue(settings.interviews_dir), SqlInterviews(url), engines(settings)
    held, media = (_store(settings, signer, folder) for folder in ("uploads", "media"))
    uploads, records = StoredUploads(held, media, signer), SqlRecordStore(url)
    workflow = QueuedWorkflow(url, Stores(media, records), _shares(settings))
    receiving, coach = Receiving(media, uploads, signer), coach_with(parts, bank, made)
    privacy = Privacy(SqlAuditLog(url), SqlConsents(url), StartWiping(partial(vacuum, opened(url))))
    interviews = ChainMap(made, bank)
    return App(
        settings,
        media,
        uploads,
        records,
        workflow,
        interviews,
        receiving,
        coach,
        parts.decoder,
        privacy=privacy,
        documents=documents().text_of,
    )


@dataclass(frozen=True)
class Working:
    """What a worker process needs."""

    me: Worker
    workers: SqlWorkers
    workflow: "WorkerWorkflow"
    engines: Engines

    def take_over(self) -> None:
        """Make what workers left that are no more available again."""
        self.workflow.take_over(self.workers)


def working(settings: Settings, abilities: Sequence[str], parts: Engines) -> Working:
    """A worker process, under a name that no other ever had."""
    from interview_simulator.workflow.durable import ORDER_VERSION
    from interview_simulator.workflow.worker import WorkerWorkflow

    url, me = database_url(settings), Worker(id=f"worker-{secrets.token_hex(8)}", version=ORDER_VERSION)
    stores = Stores(_store(settings, _signer(settings), "media"), SqlRecordStore(url, fence=fence(me.id)))
    interviews = ChainMap(SqlInterviews(url), catalogue(settings.interviews_dir))
    jobs = partial(job_of, interviews=interviews)
    workflow = WorkerWorkflow(me.id, url, stores, parts, jobs, _shares(settings), abilities)
    return Working(me, SqlWorkers(url, settings.worker_silent_s), workflow, parts)


def moving(settings: Settings, data_dir: Path) -> Iterator["Moved"]:
    """Move the embedded installation in `data_dir` into the one of the settings; both go by the same media key."""
    from interview_simulator.compose_privacy import encrypted
    from interview_simulator.interviews.made import MadeInterviews
    from interview_simulator.migration import Source, Target, migrate
    from interview_simulator.stores.media.files import FileMediaStore

    if not (data_dir / "records.sqlite").exists():
        raise BadInputError(f"There is no installation in {data_dir}; say --from DATA_DIR.")
    require_sound(data_dir / "records.sqlite")
    here = settings.model_copy(update={"data_dir": data_dir})
    secret, url = load_or_create_secret(data_dir / "secret"), database_url(settings)
    files = encrypted(here, FileMediaStore(data_dir / "media", UrlSigner(secret)))
    made = MadeInterviews(data_dir / "interviews")
    source = Source(f"sqlite:///{data_dir / 'records.sqlite'}", files, made, secret)
    return migrate(
        source, Target(url, SqlInstallation(url), _store(settings, UrlSigner(secret), "media"), SqlInterviews(url))
    )


def database_url(settings: Settings) -> str:
    """Of an installation on many machines; raises BadInputError when this is none."""
    url = None if settings.database_url is None else settings.database_url.get_secret_value()
    if url is None or not url.startswith("postgresql://") or settings.media_url is None:
        raise BadInputError(
            "Many machines need INTERVIEW_SIMULATOR_DATABASE_URL=postgresql://… and "
            "INTERVIEW_SIMULATOR_MEDIA_URL=s3://…; set both, or neither for one machine."
        )
    return url


def _shares(settings: Settings) -> "Shares":
    """How the work is shared out."""
    from interview_simulator.workflow.queues import Shares

    return Shares(settings.analyses_at_once, settings.analyses_per_account, settings.video_needs, settings.speech_needs)


def _signer(settings: Settings) -> UrlSigner:
    """By the installation's secret; made by the first process, in the database."""
    made = secrets.token_hex(SECRET_BYTES)
    return UrlSigner(bytes.fromhex(SqlInstallation(database_url(settings)).first("secret", made)))


def _store(settings: Settings, signer: UrlSigner, folder: str) -> ReceivingStore:
    """The files in one folder of the bucket, encrypted where there is a key."""
    bucket, _, prefix = (settings.media_url or "").removeprefix("s3://").partition("/")
    place = "".join(f"{part}/" for part in (*prefix.split("/"), folder) if part)
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    clients = S3Clients(endpoint, region=_region() if endpoint else None)
    files, key = S3ReceivingStore(bucket, clients, signer, place, settings.disk_reserve_bytes), _media_key(settings)
    if key is None:
        return files
    from interview_simulator.stores.media.encrypted import EncryptedMediaStore

    return EncryptedMediaStore(files, key)


def _region() -> str:
    return os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or REGION


def _media_key(settings: Settings) -> bytes | None:
    """The key; raises BadInputError for one that is none, or another one than at the first start with one."""
    from interview_simulator.stores.media.encrypted import require_noted

    key, installation = key_of(settings), SqlInstallation(database_url(settings))
    require_noted(installation.get(KEY_NOTE) if key is None else installation.first(KEY_NOTE, key_id(key).hex()), key)
    return key
