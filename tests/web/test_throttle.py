"""Uploads are limited in number for each address, and refused before the disk is full."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.answers import problem

from interview_simulator.compose import App
from interview_simulator.stores.media.file_uploads import FileUploads
from interview_simulator.stores.media.files import FileMediaStore
from interview_simulator.stores.media.receiving import Receiving
from interview_simulator.web.app import create_app


def limited(parts: App, **settings: object) -> App:
    """The same parts under other settings."""
    return replace(parts, settings=parts.settings.model_copy(update=settings))


def post(client: TestClient, filename: str, content: bytes) -> Any:
    form = client.get("/upload", params={"filename": filename}).raise_for_status().json()
    return client.post(form["url"], data=form["fields"], files={"file": content})


def begin(client: TestClient, filename: str) -> Any:
    return client.post("/uploads", json={"filename": filename})


def too_many(answer: Any, why: str) -> None:
    assert why in problem(answer, 429)
    assert 1 <= int(answer.headers["retry-after"]) <= 3600


def test_an_address_may_begin_so_many_uploads_in_an_hour(parts: App, recording: bytes) -> None:
    app = create_app(limited(parts, uploads_per_hour=2))
    with TestClient(app, client=("10.0.0.1", 1)) as one, TestClient(app, client=("10.0.0.2", 1)) as other:
        for name in ("r1.wav", "r2.wav"):
            assert post(one, name, recording).status_code == 204
        too_many(post(one, "r3.wav", recording), "2 uploads")
        assert post(other, "r3.wav", recording).status_code == 204
    assert parts.records.get("r3") is not None


def test_what_is_refused_counts_too(parts: App) -> None:
    with TestClient(create_app(limited(parts, uploads_per_hour=2))) as client:
        for _ in range(2):
            problem(post(client, "r1.wav", b"no sound"), 422)
        too_many(post(client, "r1.wav", b"no sound"), "2 uploads")


def test_going_on_with_an_upload_does_not_count(parts: App) -> None:
    with TestClient(create_app(limited(parts, uploads_per_hour=2))) as client:
        for _ in range(5):
            assert begin(client, "r1.wav").status_code == 200
        assert begin(client, "r2.wav").status_code == 200
        too_many(begin(client, "r3.wav"), "2 uploads")
        assert begin(client, "r1.wav").status_code == 200


def test_only_so_many_uploads_may_be_under_way(parts: App) -> None:
    with TestClient(create_app(limited(parts, uploads_at_once=2))) as client:
        for name in ("r1.wav", "r2.wav"):
            assert begin(client, name).status_code == 200
        too_many(begin(client, "r3.wav"), "under way")
        client.delete("/uploads/r1").raise_for_status()
        assert begin(client, "r3.wav").status_code == 200


@pytest.fixture
def nearly_full(parts: App, own: Receiving, tmp_path: Path) -> TestClient:
    """A server whose disk has less room than is to be kept free, whatever others free on it meanwhile."""
    from dataclasses import replace

    reserve = shutil.disk_usage(tmp_path).total
    media = FileMediaStore(tmp_path / "media", own.signer, reserve)
    uploads = FileUploads(tmp_path / "uploads", media, own.signer, reserve)
    receiving = Receiving(media, uploads, own.signer)
    return TestClient(create_app(replace(parts, media=media, uploads=uploads, receiving=receiving)))


def test_an_upload_that_would_fill_the_disk_is_refused_before_it_is_written(
    nearly_full: TestClient, tmp_path: Path
) -> None:
    with nearly_full as client:
        assert "are kept free" in problem(post(client, "r1.wav", bytes(500_000)), 507)
        begin(client, "r1.wav").raise_for_status()
        part = {"number": 1, "size": 500_000, "sha256": "0" * 64}
        url = client.post("/uploads/r1/parts", json=part).raise_for_status().json()["url"]
        assert "are kept free" in problem(client.put(url, content=bytes(500_000)), 507)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and path.parent.name != "interviews"]
