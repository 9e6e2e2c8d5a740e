"""What the servers of an installation share, on real PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.support import postgresql_server

from interview_simulator.interviews.catalogue import catalogue
from interview_simulator.stores.installation.sql import SqlInstallation, SqlInterviews


def test_of_many_that_start_at_once_all_have_the_same_secret() -> None:
    url = postgresql_server.new_database()
    with ThreadPoolExecutor(8) as threads:
        told = set(threads.map(lambda number: SqlInstallation(url).first("secret", str(number)), range(16)))
    assert len(told) == 1 and SqlInstallation(url).get("secret") in told
    assert SqlInstallation(url).get("media-key-id") is None


def test_an_interview_that_was_made_is_there_for_every_server_until_it_is_deleted() -> None:
    url, interview = postgresql_server.new_database(), catalogue()["behavioural-en"]
    here, there = SqlInterviews(url), SqlInterviews(url)
    here["made-b"] = here["made-a"] = interview
    here["made-a"] = interview
    assert there["made-a"] == interview and list(there) == ["made-a", "made-b"] and len(there) == 2
    del there["made-a"]
    assert "made-a" not in here
    with pytest.raises(KeyError):
        del here["made-a"]
