"""Whether the server lives, and whether it can do its work: for supervisors."""

import shutil
from typing import TYPE_CHECKING, Literal

from fastapi import APIRouter

from interview_simulator.domain.frozen import Frozen
from interview_simulator.errors import DiskFullError
from interview_simulator.settings import Settings

if TYPE_CHECKING:
    from interview_simulator.compose import App


class Health(Frozen):
    """The server lives."""

    status: Literal["ok"] = "ok"


class Readiness(Frozen):
    """The server can take recordings in."""

    status: Literal["ready"] = "ready"


def routes(parts: "App") -> APIRouter:
    """GET /healthz, /readyz."""
    router = APIRouter(tags=["health"])

    @router.get("/healthz", operation_id="health")
    async def healthz() -> Health:
        return Health()

    @router.get("/readyz", operation_id="ready")
    def readyz() -> Readiness:
        parts.records.get("none")  # raises StoreUnavailableError
        if parts.receiving is not None:  # a bucket does not fill
            _require_room(parts.settings)
        return Readiness()

    return router


def free_bytes(settings: Settings) -> int:
    """Room on the disk of the data folder."""
    return shutil.disk_usage(settings.data_dir if settings.data_dir.exists() else ".").free


def _require_room(settings: Settings) -> None:
    if free_bytes(settings) <= settings.disk_reserve_bytes:
        raise DiskFullError("The disk has no more room than is kept free; free some space.")
