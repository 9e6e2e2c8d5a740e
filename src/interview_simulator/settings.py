"""Every setting, typed, from the environment. README.md holds the same table; a test compares them."""

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
"""Hosts that nobody else reaches."""


TEN_YEARS_S = 10 * 365 * 86_400
"""What is valid for longer would end after the calendar does."""
ABILITY = r"^[a-z0-9][a-z0-9-]{0,31}$"


def _cache_dir() -> Path:
    return Path.home() / ".cache" / "interview-simulator"


def _cores() -> int:
    return os.cpu_count() or 1


class Settings(BaseSettings):
    """Settings of one installation; every name is an environment variable with the prefix INTERVIEW_SIMULATOR_."""

    model_config = SettingsConfigDict(env_prefix="INTERVIEW_SIMULATOR_", frozen=True)

    data_dir: Path = Field(
        default=Path("data"), description="Database, recordings and reports of the embedded installation."
    )
    models_dir: Path = Field(default_factory=_cache_dir, description="Where model files are kept.")
    database_url: SecretStr | None = Field(
        default=None, description="`postgresql://…`: several machines share the work (docs/operating.md)."
    )
    media_url: str | None = Field(
        default=None,
        pattern=r"^s3://[^/]+(/.*)?$",
        description="Then `s3://BUCKET/PREFIX`, where they keep recordings and reports.",
    )
    interviews_dir: Path | None = Field(default=None, description="A folder with further interviews (YAML).")
    language_model: str | None = Field(
        default=None,
        pattern=r"^(bedrock|anthropic|openai):.+$",
        description="Writes feedback: `bedrock:…`, `anthropic:…`, `openai:…`, `openai:MODEL@URL`.",
    )
    host: str = Field(default="127.0.0.1", description="Address that the server listens on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port that the server listens on.")
    published_on_loopback: bool = Field(
        default=False,
        description="The port of this container is published on the host's loopback alone (docs/container.md).",
    )
    sampling_hz: float = Field(default=2.0, gt=0, le=30, description="Pictures analysed per second of video.")
    objects: Literal["none", "local"] = Field(
        default="none", description="`local` looks for phones in the picture, on this machine (docs/metrics.md)."
    )
    whisper_model: str = Field(default="whisper-base", description="Speech model, by its name in `models list`.")
    whisper_threads: int = Field(
        default_factory=_cores, ge=1, description="Groups of windows of speech that are recognised at the same time."
    )
    analyses_at_once: int = Field(default=1, ge=1, description="Recordings analysed at the same time.")
    analyses_per_account: int = Field(
        default=2, ge=1, description="Of one account, with all workers together, where several machines share the work."
    )
    video_needs: str = Field(
        default="cpu", pattern=ABILITY, description="What a worker must be able to do (`worker --can`) for pictures."
    )
    speech_needs: str = Field(
        default="cpu", pattern=ABILITY, description="What a worker must be able to do for speech and answers."
    )
    worker_silent_s: float = Field(
        default=12.0, ge=1, le=25, description="A worker without a sign of life for this long is given up."
    )
    max_upload_bytes: int = Field(default=2_147_483_648, gt=0, description="Largest upload that is accepted.")
    disk_reserve_bytes: int = Field(default=536_870_912, ge=0, description="Room on the disk that uploads leave free.")
    uploads_per_hour: int = Field(default=300, gt=0, description="Uploads that one address may begin in an hour.")
    uploads_at_once: int = Field(default=50, gt=0, description="Uploads in parts that an account may have under way.")
    upload_bytes_at_once: int = Field(
        default=8_589_934_592, gt=0, description="Bytes that these uploads of an account may hold."
    )
    requests_at_once: int = Field(default=200, gt=0, description="Requests that one address may have under way.")
    max_duration_s: float = Field(default=1800.0 + 60, gt=0, description="Longest recording that is analysed.")
    decoding_memory_bytes: int = Field(
        default=2_147_483_648, gt=0, description="Memory for reading a recording, in a process of its own."
    )
    decoding_cpu_s: int = Field(default=7200, gt=0, description="Computing time for each reading of a recording.")
    decoding_quiet_s: float = Field(
        default=120.0, gt=0, description="Reading a recording counts as hung after this long without progress."
    )
    upload_url_s: int = Field(default=600, gt=0, le=TEN_YEARS_S, description="How long an upload URL is valid.")
    download_url_s: int = Field(default=300, gt=0, le=TEN_YEARS_S, description="How long a download URL is valid.")
    events_s: float = Field(
        default=900.0, ge=0, description="How long one answer tells of an analysis; the page then asks again."
    )
    accounts: bool = Field(default=False, description="Whether people sign in; needed for any address but loopback.")
    public_url: str | None = Field(
        default=None,
        pattern=r"^https?://[^/]+$",
        description="How people reach the server, for links in messages; it then answers to no other name.",
    )
    sign_up: Literal["invitation", "open"] = Field(
        default="invitation", description="Who may make an account: whoever is invited, or everyone (`open`)."
    )
    session_s: int = Field(default=1_209_600, gt=0, le=TEN_YEARS_S, description="How long one stays signed in.")
    records_per_account: int | None = Field(default=None, ge=0, description="Records that an account may have.")
    smtp_url: SecretStr | None = Field(
        default=None, description="Sends messages: `smtp://USER:PASSWORD@HOST:587` (STARTTLS) or `smtps://…:465`."
    )
    mail_from: str = Field(default="interview-simulator@localhost", description="Sender of messages.")
    oidc_issuer: str | None = Field(default=None, description="OpenID Connect provider that people may sign in at.")
    oidc_client_id: str | None = Field(default=None, description="This installation's name at that provider.")
    oidc_client_secret: SecretStr | None = Field(default=None, description="Its secret there, if it has one.")
    consent_required: bool = Field(
        default=False, description="Whether nothing is taken from a person who has not consented to it."
    )
    retention_days: float | None = Field(
        default=None, gt=0, le=36_525, description="Records, with media and reports, are removed after so many days."
    )
    media_key: SecretStr | None = Field(
        default=None, description="Encrypts media at rest: 32 bytes in Base64 (`openssl rand -base64 32`)."
    )
    media_key_file: Path | None = Field(default=None, description="A file that holds `MEDIA_KEY` instead.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="Least level that is logged."
    )


class AwsSettings(BaseSettings):
    """What `deploy/aws/template.yaml` tells its functions. The names are the guide's, without a prefix."""

    model_config = SettingsConfigDict(frozen=True)

    bucket: str = Field(description="The media bucket.")
    table_name: str = Field(default="", description="The records table.")
    records_table_secondary_index: str = Field(default="user_index", description="Its index by e-mail.")
    ffmpeg_enabled: bool = Field(default=True, description="Whether the FFmpeg layer was deployed.")
    state_machine_arn: str = Field(default="", description="The state machine that analyses.")
    page_origin: str = Field(default="", description="Origin of the page, which may call the API.")
    rekognition_usd_per_picture: float = Field(
        default=0.001, gt=0, description="What Rekognition asks for one picture, for the estimate in the report."
    )
    rekognition_price_published: str = Field(
        default="list price in us-east-1 for the first million pictures of a month, not checked since 2025",
        description="Where and when that price held.",
    )
    accelerate: bool = Field(default=False, description="Whether browsers reach the bucket by transfer acceleration.")
