import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_simulator.domain.keys import artefact_key, content_type, record_id_of, recording_key
from interview_simulator.errors import BadInputError


@pytest.mark.parametrize(
    "filename",
    [
        "../secret.webm",
        "a/b.webm",
        "a\\b.webm",
        "/a.webm",
        "",
        ".webm",
        "a.exe",
        "a.webm\n",
        "a\0.webm",
        "a" * 129 + ".webm",
        "a.WEBM",
    ],
)
def test_a_name_that_is_not_a_recordings_is_refused_with_what_is_allowed(filename: str) -> None:
    with pytest.raises(BadInputError, match=r"\.webm"):
        recording_key(filename)


@given(st.text(max_size=20))
def test_no_name_leads_out_of_the_recordings(filename: str) -> None:
    try:
        key = recording_key(filename)
    except BadInputError:
        return
    assert key.count("/") == 1 and ".." not in key


@given(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,20}", fullmatch=True))
def test_both_kinds_of_keys_name_their_record(record_id: str) -> None:
    assert record_id_of(recording_key(f"{record_id}.webm")) == record_id
    assert record_id_of(artefact_key(record_id, "report.json")) == record_id


def test_the_ending_tells_the_content_type() -> None:
    assert content_type("artefacts/a/playable.mp4") == "video/mp4"
