"""How the server does, for Prometheus."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from interview_simulator.domain.keys import recordings_prefix
from interview_simulator.metrics import REQUEST_SECONDS, REQUESTS
from interview_simulator.web.health import free_bytes

if TYPE_CHECKING:
    from interview_simulator.compose import App


def routes(parts: "App") -> APIRouter:
    """GET /metrics."""
    router = APIRouter(tags=["health"])
    own = CollectorRegistry()
    own.register(_Queue(parts))

    @router.get("/metrics", include_in_schema=False)
    def metrics() -> Response:
        return Response(generate_latest(own) + generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)

    return router


def count(method: str, route: str, status: int, took_s: float) -> None:
    """Count a request."""
    REQUESTS.labels(method, route, status).inc()
    REQUEST_SECONDS.labels(route).observe(took_s)


class _Queue:
    """What is counted at the moment in which it is asked for."""

    def __init__(self, parts: "App") -> None:
        self._parts = parts

    def collect(self) -> Iterator[Metric]:
        """Analyses that wait or are under way in the whole installation, uploads under way, free disk."""
        queue = len(self._parts.records.list_by_status("analysing"))
        yield GaugeMetricFamily("interview_simulator_queue", "Analyses that wait or are under way.", value=queue)
        under_way = len(self._parts.uploads.under_way(recordings_prefix()))
        yield GaugeMetricFamily("interview_simulator_uploads_under_way", "Uploads in parts.", value=under_way)
        yield GaugeMetricFamily("interview_simulator_disk_free_bytes", "Room.", value=free_bytes(self._parts.settings))
