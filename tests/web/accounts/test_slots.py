"""Uploads in parts are counted for each account, with their bytes, and a file's parts as each of them comes."""

import os
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.accounts.conftest import People

from interview_simulator.compose import App
from interview_simulator.settings import Settings
from interview_simulator.web.uploads import STALE_S, settle

AT_ONCE, MAX_BYTES = 3, 1000


@pytest.fixture
def settings() -> Settings:
    return Settings(
        accounts=True, max_upload_bytes=MAX_BYTES, uploads_at_once=AT_ONCE, upload_bytes_at_once=2 * MAX_BYTES
    )


def begin(browser: TestClient, record_id: str) -> Any:
    return browser.post("/uploads", json={"filename": f"{record_id}.wav"})


def signed_part(browser: TestClient, record_id: str, number: int, content: bytes) -> str:
    part = {"number": number, "size": len(content), "sha256": sha256(content).hexdigest()}
    return str(browser.post(f"/uploads/{record_id}/parts", json=part).raise_for_status().json()["url"])


def held_bytes(parts: App) -> int:
    return sum(part.size for upload in parts.uploads.under_way("") for part in parts.uploads.parts(upload.key))


def test_one_account_does_not_take_the_slots_of_another(people: People) -> None:
    ana, ben = people.signed_in("ana@example.org"), people.signed_in("ben@example.org")
    assert [begin(ana, f"a{number}").status_code for number in range(AT_ONCE + 2)] == [200] * AT_ONCE + [429] * 2
    assert begin(ana, "a0").status_code == 200  # going on with one is no new one
    assert [begin(ben, f"b{number}").status_code for number in range(AT_ONCE + 1)] == [200] * AT_ONCE + [429]
    ana.delete("/uploads/a1").raise_for_status()
    assert begin(ana, "a9").status_code == 200


def test_what_an_account_holds_is_limited_and_others_go_on(people: People, parts: App) -> None:
    ana, ben = people.signed_in("ana@example.org"), people.signed_in("ben@example.org")
    content = os.urandom(900)
    statuses = []
    for number in range(AT_ONCE):
        begin(ana, f"a{number}").raise_for_status()
    for number in range(AT_ONCE):
        statuses.append(ana.put(signed_part(ana, f"a{number}", 1, content), content=content).status_code)
    assert statuses == [204, 204, 429] and held_bytes(parts) == 1800
    begin(ben, "b0").raise_for_status()
    assert ben.put(signed_part(ben, "b0", 1, content), content=content).status_code == 204


def test_the_parts_of_a_file_are_summed_when_they_come_not_when_they_are_signed(people: People, parts: App) -> None:
    ana = people.signed_in("ana@example.org")
    begin(ana, "a0").raise_for_status()
    content = os.urandom(400)
    urls = [signed_part(ana, "a0", number, content) for number in range(1, 6)]
    assert [ana.put(url, content=content).status_code for url in urls] == [204, 204, 413, 413, 413]
    assert held_bytes(parts) == 800
    assert ana.put(urls[0], content=content).status_code == 204  # again, in place of the first


def test_parts_that_come_at_the_same_time_are_summed_too(people: People, parts: App) -> None:
    ana = people.signed_in("ana@example.org")
    begin(ana, "a0").raise_for_status()
    content = os.urandom(400)
    urls = [signed_part(ana, "a0", number, content) for number in range(1, 9)]
    with ThreadPoolExecutor(8) as threads:
        statuses = list(threads.map(lambda url: ana.put(url, content=content).status_code, urls))
    assert set(statuses) <= {204, 413} and held_bytes(parts) <= MAX_BYTES


def test_what_was_left_for_a_week_frees_its_slot(people: People, parts: App) -> None:
    ana = people.signed_in("ana@example.org")
    for number in range(AT_ONCE):
        begin(ana, f"a{number}").raise_for_status()
    last_s = max(upload.touched_s for upload in parts.uploads.under_way(""))
    settle(parts, last_s + STALE_S + 1)
    assert begin(ana, "a9").status_code == 200
    assert [record.record_id for record in parts.records.list_all()] == ["a9"]
