"""What every decoder must do: in this process, and in one of its own."""

from collections.abc import Iterator

import pytest
from tests.support import naughty

from interview_simulator.decoding.decoder import Decoder, InProcess
from interview_simulator.decoding.limits import Limits
from interview_simulator.decoding.sandbox import Sandbox
from interview_simulator.errors import BadRecordingError


@pytest.fixture(params=["in this process", "in a sandbox"], scope="module")
def decoder(request: pytest.FixtureRequest) -> Iterator[Decoder]:
    if request.param == "in this process":
        yield InProcess()
        return
    sandbox = Sandbox(Limits(500_000_000, 60, 60.0), [])
    yield sandbox
    sandbox.close()


def test_a_result_is_given_back(decoder: Decoder) -> None:
    assert decoder.call(naughty.answer, number=1) == 2


def test_progress_is_told_in_order(decoder: Decoder) -> None:
    told: list[float] = []
    assert decoder.call(naughty.steps, 20, progress=told.append) == 20
    assert told and told == sorted(told) and set(told) <= {number / 20 for number in range(20)}


def test_items_come_in_order(decoder: Decoder) -> None:
    assert list(decoder.each(naughty.count, 1000)) == list(range(1000))
    assert list(decoder.each(naughty.count, 0)) == []


def test_an_error_of_ours_is_raised_where_the_work_was_asked_for(decoder: Decoder) -> None:
    with pytest.raises(BadRecordingError, match="no recording"):
        decoder.call(naughty.refuse, "This is no recording.")


def test_an_error_behind_some_items_is_raised_behind_them(decoder: Decoder) -> None:
    found = []
    with pytest.raises(BadRecordingError, match="breaks off"):
        for item in decoder.each(naughty.refuse_behind, 3):
            found.append(item)
    assert found == [0, 1, 2]


def test_an_error_that_cannot_be_sent_is_still_an_error(decoder: Decoder) -> None:
    with pytest.raises(Exception, match=r"1 and 2"):
        decoder.call(naughty.raise_unsendable)
