"""Sound cut in its silences, the same however it comes."""

from collections.abc import Iterator

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from interview_simulator.media.sound import SPEECH_RATE_HZ, Sound
from interview_simulator.steps.transcription.pieces import LEAST_SHARE, pieces

LONGEST_S = 3.0
LONGEST = round(LONGEST_S * SPEECH_RATE_HZ)


def noise(seconds: float, seed: int = 0) -> Sound:
    return np.random.default_rng(seed).uniform(-0.5, 0.5, int(seconds * SPEECH_RATE_HZ)).astype(np.float32)


def with_silence(sound: Sound, start_s: float, end_s: float) -> Sound:
    quiet = sound.copy()
    quiet[int(start_s * SPEECH_RATE_HZ) : int(end_s * SPEECH_RATE_HZ)] = 0
    return quiet


sounds = st.builds(noise, st.floats(0, 12), st.integers(0, 5))


@given(sounds, st.lists(st.integers(0, 12 * SPEECH_RATE_HZ), max_size=12))
def test_the_pieces_do_not_depend_on_the_blocks(sound: Sound, cuts: list[int]) -> None:
    whole, blocks = list(pieces([sound], LONGEST_S)), np.split(sound, sorted(cuts))
    came = list(pieces(blocks, LONGEST_S))
    assert [len(piece) for piece in came] == [len(piece) for piece in whole]
    assert all(np.array_equal(one, other) for one, other in zip(came, whole, strict=True))


@given(sounds)
def test_nothing_is_lost_and_no_piece_is_too_long_or_but_the_last_too_short(sound: Sound) -> None:
    cut = list(pieces([sound], LONGEST_S))
    np.testing.assert_array_equal(np.concatenate(cut), sound)
    assert all(len(piece) <= LONGEST for piece in cut)
    assert all(len(piece) >= LEAST_SHARE * LONGEST for piece in cut[:-1])


def test_it_is_cut_in_the_middle_of_a_silence() -> None:
    first, _ = pieces([with_silence(noise(4.0), 2.2, 2.7)], LONGEST_S)
    assert 2.35 <= len(first) / SPEECH_RATE_HZ <= 2.55


def test_a_sound_that_is_short_enough_stays_whole() -> None:
    (only,) = pieces([noise(LONGEST_S)], LONGEST_S)
    assert len(only) == LONGEST


def test_where_no_longest_is_named_all_is_one_piece() -> None:
    (only,) = pieces([noise(5.0), noise(4.0)], None)
    assert len(only) == 9 * SPEECH_RATE_HZ


def test_a_piece_comes_as_soon_as_its_end_is_known() -> None:
    came: list[int] = []

    def seconds() -> Iterator[Sound]:
        for number in range(10):
            came.append(number)
            yield noise(1.0, number)

    next(pieces(seconds(), LONGEST_S))
    assert len(came) == LONGEST_S + 1
