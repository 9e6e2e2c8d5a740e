"""How long a thing must be seen to count."""

import pytest

from interview_simulator.steps.video_metrics.labels import lasting

NONE, PHONE, BOTH = frozenset[str](), frozenset({"phone"}), frozenset({"phone", "hat"})


@pytest.mark.parametrize(
    ("pictures", "in_a_row", "counts"),
    [
        ([NONE, PHONE, NONE], 1, {"phone"}),
        ([NONE, PHONE, NONE, BOTH], 1, {"phone", "hat"}),
        ([NONE, PHONE, NONE, PHONE], 2, set()),
        ([BOTH, PHONE, NONE], 2, {"phone"}),
        ([NONE, BOTH, BOTH], 2, {"phone", "hat"}),
        ([PHONE], 2, set()),
        ([], 1, set()),
    ],
)
def test_a_label_counts_that_is_seen_in_so_many_pictures_in_a_row(
    pictures: list[frozenset[str]], in_a_row: int, counts: set[str]
) -> None:
    assert lasting(pictures, in_a_row) == counts
