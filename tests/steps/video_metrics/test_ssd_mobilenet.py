"""Phones, with the real model: in a picture, and in a recording."""

from collections.abc import Sequence
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from interview_simulator.compose_engines import engines, models_used
from interview_simulator.domain.report import ObjectsFound, VideoSection
from interview_simulator.domain.results import Results, VideoMetrics
from interview_simulator.errors import ModelFileError
from interview_simulator.media.frames import sampled_frames
from interview_simulator.model_files import digests, ensure
from interview_simulator.report_text import report_text
from interview_simulator.settings import Settings
from interview_simulator.steps.update_record.assemble import assemble
from interview_simulator.steps.video_metrics.mediapipe import MediaPipeFaces
from interview_simulator.steps.video_metrics.ssd_mobilenet import MODEL_FILE, SsdMobileNetObjects, views
from interview_simulator.steps.video_metrics.step import video_metrics

Picture = NDArray[np.uint8]
FACES, OBJECTS = "face-landmarker", "ssd-mobilenet-v2"
PHONE = Path(__file__).parents[2] / "data" / "pictures" / "phone_in_hands.jpg"
UNKNOWN = ("cap", "hat", "sunglasses")


@pytest.fixture(scope="module")
def objects() -> SsdMobileNetObjects:
    return SsdMobileNetObjects(lambda: ensure(OBJECTS, Settings().models_dir), digests(OBJECTS))


@pytest.fixture(scope="module")
def phone() -> Picture:
    return np.ascontiguousarray(np.asarray(Image.open(PHONE).convert("RGB"))[:512, :320])


def film(out: Path, pictures: Sequence[Picture]) -> Path:
    """A picture a second."""
    with av.open(out, "w") as target:
        stream = target.add_stream("libvpx", rate=1, options={"deadline": "realtime", "crf": "4", "b": "4M"})
        assert isinstance(stream, av.VideoStream)
        stream.height, stream.width = pictures[0].shape[:2]
        for picture in pictures:
            target.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        target.mux(stream.encode())
    return out


def measured(video: Path, objects: SsdMobileNetObjects) -> VideoMetrics:
    faces = MediaPipeFaces(lambda: ensure(FACES, Settings().models_dir), digests(FACES))
    return video_metrics(video, faces=faces, objects=objects, sampling_hz=1.0, duration_s=12.0)


def found(metrics: VideoMetrics) -> ObjectsFound:
    assert isinstance(metrics.section, VideoSection) and isinstance(metrics.section.objects, ObjectsFound)
    return metrics.section.objects


def test_a_phone_in_somebodys_hands_is_seen_also_mirrored(objects: SsdMobileNetObjects, phone: Picture) -> None:
    with objects.session() as session:
        assert session.labels(phone, 0.0) == session.labels(phone[:, ::-1], 0.0) == {"phone"}


def test_nobody_who_only_speaks_has_a_phone(objects: SsdMobileNetObjects, clips: Path) -> None:
    pictures = [picture for _, picture in sampled_frames(clips / "talk_collins.mp4", hz=1.0)]
    with objects.session() as session:
        assert pictures and not any(session.labels(picture, 0.0) for picture in pictures)


def test_a_recording_with_a_phone_says_so_and_what_was_not_looked_for(
    objects: SsdMobileNetObjects, phone: Picture, tmp_path: Path
) -> None:
    metrics = measured(film(tmp_path / "phone.webm", [phone] * 12), objects)
    assert found(metrics) == ObjectsFound(labels=("phone",), not_looked_for=UNKNOWN)
    assert metrics.engines["objects"] == "ssd-mobilenet-v2-coco"
    assert set(digests(OBJECTS)) <= set(metrics.models)
    report = assemble("r1", None, Results(video_metrics=metrics, outcomes={}))
    assert "Objects: seen: phone; not looked for: cap, hat, sunglasses" in report_text(report).splitlines()


def test_a_phone_that_is_seen_in_one_picture_only_does_not_count(
    objects: SsdMobileNetObjects, phone: Picture, tmp_path: Path
) -> None:
    shown = [phone if second < 3 else np.full_like(phone, 128) for second in range(12)]
    assert found(measured(film(tmp_path / "shown.webm", shown), objects)).labels == ()


def test_a_model_that_is_no_detector_is_told(tmp_path: Path) -> None:
    (tmp_path / MODEL_FILE).write_bytes(bytes(64))
    with pytest.raises(ModelFileError, match="models verify"), SsdMobileNetObjects(lambda: tmp_path, {}).session():
        pass


@pytest.mark.parametrize(
    ("shape", "sizes"),
    [
        ((90, 160), [(90, 160), (90, 90), (90, 90)]),
        ((160, 90), [(160, 90), (90, 90), (90, 90)]),
        ((90, 90), [(90, 90)]),
    ],
)
def test_a_picture_is_looked_at_whole_and_in_squares(shape: tuple[int, int], sizes: list[tuple[int, int]]) -> None:
    picture = np.arange(np.prod(shape) * 3, dtype=np.uint64).astype(np.uint8).reshape(*shape, 3)
    seen = list(views(picture))
    assert [view.shape[:2] for view in seen] == sizes
    assert np.array_equal(seen[-1][-1, -1], picture[-1, -1]) and np.array_equal(seen[0], picture)


def test_the_setting_chooses_whether_phones_are_looked_for() -> None:
    local = Settings(objects="local")
    assert isinstance(engines(local).objects, SsdMobileNetObjects) and OBJECTS in models_used(local)
    assert engines(Settings()).objects is None and OBJECTS not in models_used(Settings())
