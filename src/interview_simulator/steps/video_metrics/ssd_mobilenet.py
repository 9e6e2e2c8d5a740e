"""Phones by an SSD on MobileNetV2 that has learned the kinds of things of COCO, run by MediaPipe on this machine."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from interview_simulator.libraries import missing_library_told
from interview_simulator.steps.video_metrics.engine import Picture, Price
from interview_simulator.steps.video_metrics.labels import PHONE
from interview_simulator.steps.video_metrics.model_loading import model_loading
from interview_simulator.steps.video_metrics.tflite_metadata import described
from interview_simulator.steps.video_metrics.without_matplotlib import without_matplotlib

MODEL_FILE = "mobilenet_ssd_v2_coco_quant_postprocess.tflite"
CELL_PHONE = 76
"""COCO's number; for hats and sunglasses it has none, and what else it knows (laptop, book, cup) is allowed."""
SURE = 0.3
"""Score from which a phone counts; docs/metrics.md has what is found at it."""


class SsdMobileNetObjects:
    """An object engine that looks at the whole picture and at the squares at both of its ends."""

    name = "ssd-mobilenet-v2-coco"
    looks_for = frozenset({PHONE})
    every_s = 2.5
    in_a_row = 2
    price: Price | None = None

    def __init__(self, folder: Callable[[], Path], digests: dict[str, str]) -> None:
        self._folder, self.models = folder, digests

    @contextmanager
    def session(self) -> Iterator["SsdMobileNetSession"]:
        """Begin a video; each picture stands for itself. Raises ModelFileError when the model cannot be had."""
        with missing_library_told(), without_matplotlib():
            from mediapipe.tasks import python as tasks
            from mediapipe.tasks.python import vision

        model = described((self._folder() / MODEL_FILE).read_bytes())
        options = vision.ObjectDetectorOptions(
            base_options=tasks.BaseOptions(model_asset_buffer=model), score_threshold=SURE, max_results=-1
        )
        with model_loading(MODEL_FILE):
            detector = vision.ObjectDetector.create_from_options(options)
        with detector:
            yield SsdMobileNetSession(detector)


class SsdMobileNetSession:
    """One video."""

    def __init__(self, detector: Any) -> None:
        self._detector = detector

    def labels(self, picture: Picture, time_s: float) -> frozenset[str]:  # noqa: ARG002 - each stands for itself
        """`phone` where one is seen."""
        return frozenset({PHONE}) if any(map(self._shows_a_phone, views(picture))) else frozenset()

    def _shows_a_phone(self, picture: Picture) -> bool:
        import mediapipe

        image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=np.ascontiguousarray(picture))
        found = self._detector.detect(image).detections
        return any(category.index == CELL_PHONE for thing in found for category in thing.categories)


def views(picture: Picture) -> Iterator[Picture]:
    """The picture, and the largest squares at both ends of its longer side, in which things are larger to the model."""
    yield picture
    height, width = picture.shape[:2]
    side = min(height, width)
    if height != width:
        yield picture[:side, :side]
        yield picture[height - side :, width - side :]
