"""Whether the server lives, whether it can do its work, and how it does: for supervisors and Prometheus."""

import shutil
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.keys import recordings_prefix
from interview_simulator.errors import DiskFullError

if TYPE_CHECKING:
    from interview_simulator.compose import App


class Health(Frozen):
    """The server lives."""

    status: Literal["ok"] = "ok"


class Readiness(Frozen):
    """The server can take recordings in."""

    status: Literal["ready"] = "ready"


def routes(parts: "App") -> APIRouter:
    """GET /healthz, /readyz, /metrics."""
    router = APIRouter(tags=["health"])
    own = CollectorRegistry()
    own.register(_Queue(parts))

    @router.get("/healthz", operation_id="health")
    def healthz() -> Health:
        return Health()

    @router.get("/readyz", operation_id="ready")
    def readyz() -> Readiness:
        parts.records.get("none")  # raises StoreUnavailableError
        if _free_bytes(parts) <= parts.settings.disk_reserve_bytes:
            raise DiskFullError("The disk has no more room than is kept free; free some space.")
        return Readiness()

    @router.get("/metrics", include_in_schema=False)
    def metrics() -> Response:
        return Response(generate_latest(own) + generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)

    return router


def _free_bytes(parts: "App") -> int:
    return shutil.disk_usage(parts.settings.data_dir if parts.settings.data_dir.exists() else ".").free


class _Queue:
    """What is counted at the moment in which it is asked for."""

    def __init__(self, parts: "App") -> None:
        self._parts = parts

    def collect(self) -> Iterator[Metric]:
        """Records by status (those that wait or are being analysed are the queue), uploads under way, free disk."""
        records = GaugeMetricFamily("interview_simulator_records", "Records by status.", labels=["status"])
        for status, count in Counter(record.status for record in self._parts.records.list_all()).items():
            records.add_metric([status], count)
        yield records
        under_way = len(self._parts.uploads.under_way(recordings_prefix()))
        yield GaugeMetricFamily("interview_simulator_uploads_under_way", "Uploads in parts.", value=under_way)
        yield GaugeMetricFamily("interview_simulator_disk_free_bytes", "Room.", value=_free_bytes(self._parts))
