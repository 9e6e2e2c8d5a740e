"""With the real model: a poster, a passer-by, a gallery of tiles, a face too small to be found."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from tests.support.moving_portrait import COLLINS, Person, Pose, speaking
from tests.support.scenes import Shown, gallery, listener, passer_by, poster, scene, somebody

from interview_simulator import model_files
from interview_simulator.domain.report import NotAnalysed, VideoSection
from interview_simulator.media.frames import sampled_frames
from interview_simulator.settings import Settings
from interview_simulator.steps.update_record.phrases import PHRASES
from interview_simulator.steps.update_record.summary import summarise
from interview_simulator.steps.video_metrics.engine import Picture
from interview_simulator.steps.video_metrics.mediapipe import MediaPipeFaces
from interview_simulator.steps.video_metrics.step import observed, summed_up

NOT_HEARD = NotAnalysed(reason="It was not listened to.")
HZ, SECONDS = 4.0, 8.0


@pytest.fixture(scope="module")
def faces() -> MediaPipeFaces:
    return MediaPipeFaces(lambda: model_files.ensure("face-landmarker", Settings().models_dir), {})


def section(faces: MediaPipeFaces, pictures: Iterator[tuple[float, Picture]], seconds: float = SECONDS) -> VideoSection:
    seen = list(observed(pictures, faces, None))
    made = summed_up(seen, faces=faces, objects=None, sampling_hz=HZ, duration_s=seconds).section
    assert isinstance(made, VideoSection)
    return made


def seen(faces: MediaPipeFaces, *shown: Shown) -> VideoSection:
    return section(faces, scene(shown, SECONDS, HZ))


def advice(video: VideoSection, language: str = "en") -> tuple[str, ...]:
    told = summarise(language, video, NOT_HEARD, NOT_HEARD)
    return (*told.strengths, *told.next_steps)


def codes(video: VideoSection) -> set[str]:
    return {warning.code for warning in video.warnings}


def test_a_poster_is_no_second_person(faces: MediaPipeFaces) -> None:
    alone, beside = seen(faces, somebody()), seen(faces, poster(), somebody())
    assert beside.multiple_faces_ratio == 0.0 and beside.face_present_ratio >= 0.95
    assert beside.yaw_deg and alone.yaw_deg
    assert beside.yaw_deg.median == pytest.approx(alone.yaw_deg.median, abs=2)
    assert advice(beside) == advice(alone)


def test_who_moves_where_the_poster_hung_is_a_second_person(faces: MediaPipeFaces) -> None:
    assert seen(faces, listener(), somebody()).multiple_faces_ratio >= 0.9


def test_a_poster_does_not_stand_in_for_somebody_who_has_left(faces: MediaPipeFaces) -> None:
    leaves = somebody(lambda time_s: speaking(time_s) if time_s < 5 else None)
    video = seen(faces, poster(), leaves)
    assert video.face_present_ratio == pytest.approx(5 / 8, abs=0.05)
    (away,) = (span for span in video.spans if span.kind == "no_face")
    assert away.start_s == pytest.approx(5, abs=0.3) and away.end_s == SECONDS


def test_who_walks_through_behind_changes_no_figure_of_the_candidate(faces: MediaPipeFaces) -> None:
    alone, behind = seen(faces, somebody()), seen(faces, passer_by(2, 5), somebody())
    assert 0.05 <= behind.multiple_faces_ratio <= 0.35 and "several_people" not in codes(behind)
    for mine, with_them in ((alone.yaw_deg, behind.yaw_deg), (alone.roll_deg, behind.roll_deg)):
        assert mine and with_them
        assert with_them.p05 == pytest.approx(mine.p05, abs=2) and with_them.p95 == pytest.approx(mine.p95, abs=2)
    assert behind.attention is True


@pytest.mark.parametrize(("rows", "columns"), [(1, 2), (2, 2), (3, 3)])
def test_of_a_gallery_no_figure_of_a_face_is_given(faces: MediaPipeFaces, rows: int, columns: int) -> None:
    video = seen(faces, *gallery(rows, columns))
    assert "several_people" in codes(video)
    of_a_face = {"looking_at_camera_ratio", "attention", "yaw_deg", "smile_ratio"}
    assert set(video.model_dump(include=of_a_face).values()) == {None}
    for language in ("en", "pt"):
        assert advice(video, language) == (PHRASES[language].several_people,)


def test_of_a_face_too_small_to_be_found_it_is_said_that_none_was_seen(faces: MediaPipeFaces) -> None:
    corner = Shown(Person(COLLINS, lambda _: Pose(height=0.45)), lambda _: (0.8, 0.02, 0.18, 0.18))
    slide = np.full((480, 640, 3), 245, np.uint8)

    def shared() -> Iterator[tuple[float, Picture]]:
        for time_s, picture in scene([corner], SECONDS, HZ):
            yield time_s, np.where(picture == picture[-1, 0], slide, picture)

    video = section(faces, shared())
    assert video.face_present_ratio == 0.0
    for language in ("en", "pt"):
        assert advice(video, language) == (PHRASES[language].no_face,)


def of_case(faces: MediaPipeFaces, case: Path) -> VideoSection:
    return section(faces, sampled_frames(case, HZ), seconds=8.0)


def test_of_nine_tiles_of_a_call_no_figure_is_one_persons(shared_cases: Path, faces: MediaPipeFaces) -> None:
    video = of_case(faces, shared_cases / "grid9.webm")
    assert "several_people" in codes(video) and video.looking_at_camera_ratio is None
    assert advice(video) == (PHRASES["en"].several_people,)


@pytest.mark.parametrize("case", ["share_thumb.webm", "camera_off.webm"])
def test_where_no_face_was_seen_that_alone_is_said(shared_cases: Path, faces: MediaPipeFaces, case: str) -> None:
    video = of_case(faces, shared_cases / case)
    assert video.face_present_ratio == 0.0 and video.warnings == ()
    assert advice(video) == (PHRASES["en"].no_face,)


def test_a_picture_on_its_side_is_warned_of(shared_cases: Path, faces: MediaPipeFaces) -> None:
    assert "sideways" in codes(of_case(faces, shared_cases / "sideways.webm"))


def test_real_people_who_speak_are_no_pictures_on_the_wall(shared_clips: Path, faces: MediaPipeFaces) -> None:
    """Beside a portrait that moves, each of them still counts."""
    for name in ("talk_hill.mp4", "talk_aoc.mp4"):
        real = (picture for _, picture in sampled_frames(shared_clips / name, HZ))
        moved = (picture for _, picture in scene([somebody()], SECONDS, HZ, size=(480, 480)))
        pairs = zip(real, moved, strict=False)
        video = section(faces, ((at / HZ, beside(pair)) for at, pair in enumerate(pairs)))
        assert video.multiple_faces_ratio >= 0.9


def beside(pair: Sequence[Picture]) -> Picture:
    """Two pictures of any size, at the height of the lower one."""
    height = min(picture.shape[0] for picture in pair)
    return np.concatenate([picture[:height] for picture in pair], axis=1)
