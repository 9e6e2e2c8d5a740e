"""Faces and forbidden things by Amazon Rekognition: one call for one picture, so pictures are few."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from interview_simulator.aws.clients import client
from interview_simulator.aws.errors import errors_of_an_engine
from interview_simulator.media.jpeg import jpeg
from interview_simulator.steps.video_metrics.engine import Face, Picture, Price
from interview_simulator.steps.video_metrics.labels import THINGS, Seen, forbidden_in

MOST_SAMPLING_HZ = 0.2
"""The guide's: a picture every 5 s. Rekognition charges each; the composition samples no more often than this."""
WIDEST = 1280
"""Pixels. A picture may have 5 MB; one of this width has about a tenth of a megabyte."""
AT_ONCE = 4
"""Pictures at the same time. Where Rekognition allows few calls a second, the client slows itself down."""
ATTRIBUTES = ("DEFAULT", "EYE_DIRECTION", "EYES_OPEN", "SMILE", "SUNGLASSES")
"""What is measured, and not what must not be inferred: emotions, age, gender."""
SURE = 80.0
"""Confidence, in per cent, from which a face, a label or the direction of the eyes counts."""


class RekognitionFaces:
    """A face engine that sends each picture to DetectFaces."""

    name = "amazon-rekognition/DetectFaces"
    at_once = AT_ONCE

    def __init__(
        self, price: Price | None = None, *, endpoint_url: str | None = None, region: str | None = None
    ) -> None:
        self.price, self.models = price, dict[str, str]()
        self._rekognition = client("rekognition", endpoint_url=endpoint_url, region=region)

    @contextmanager
    def session(self) -> Iterator["RekognitionSession"]:
        """Begin a video; each picture stands for itself, no face is tracked."""
        yield RekognitionSession(self._rekognition)


class RekognitionSession:
    """One video."""

    def __init__(self, rekognition: Any) -> None:
        self._rekognition = rekognition

    def faces(self, picture: Picture, time_s: float) -> list[Face]:
        """Faces in the picture, the largest first; raises ServiceUnavailableError, ServiceRefusedError."""
        with errors_of_an_engine(f"picture at {time_s:.1f} s"):
            found = self._rekognition.detect_faces(Image={"Bytes": jpeg(picture, WIDEST)}, Attributes=list(ATTRIBUTES))
        faces = [face_of(detail) for detail in found["FaceDetails"] if detail["Confidence"] >= SURE]
        return sorted(faces, key=lambda face: (face.right - face.left) * (face.bottom - face.top), reverse=True)


class RekognitionObjects:
    """An object engine that sends each picture to DetectLabels."""

    name = "amazon-rekognition/DetectLabels"
    looks_for = THINGS
    every_s = 5.0
    in_a_row = 1

    def __init__(
        self, price: Price | None = None, *, endpoint_url: str | None = None, region: str | None = None
    ) -> None:
        self.price, self.models = price, dict[str, str]()
        self._rekognition = client("rekognition", endpoint_url=endpoint_url, region=region)

    def session(self) -> AbstractContextManager["RekognitionObjects"]:
        """Begin a video; each picture stands for itself."""
        return nullcontext(self)

    def labels(self, picture: Picture, time_s: float) -> frozenset[str]:
        """What is not allowed in the picture; raises ServiceUnavailableError, ServiceRefusedError."""
        with errors_of_an_engine(f"picture at {time_s:.1f} s"):
            found = self._rekognition.detect_labels(Image={"Bytes": jpeg(picture, WIDEST)}, MinConfidence=SURE)
        return forbidden_in(seen(label) for label in found["Labels"])


def face_of(detail: dict[str, Any]) -> Face:
    """A FaceDetail as a face.

    The signs of Rekognition's pose are ours: in published answers, landmarks of faces with a yaw above 0 lie nearer
    to the right edge of the picture, with a roll above 0 the right eye is lower, with a pitch above 0 the nose is
    nearer to the eyes. The direction of the eyes is documented as independent of the head's pose, and taken with the
    same signs; where it is missing or unsure (dark glasses), the head alone tells.
    """
    box, pose = detail["BoundingBox"], detail["Pose"]
    eyes = detail.get("EyeDirection", {})
    eyes = eyes if eyes.get("Confidence", 0.0) >= SURE else {"Yaw": 0.0, "Pitch": 0.0}
    return Face(
        yaw_deg=pose["Yaw"],
        pitch_deg=pose["Pitch"],
        roll_deg=pose["Roll"],
        gaze_yaw_deg=eyes["Yaw"],
        gaze_pitch_deg=eyes["Pitch"],
        eyes_closed=1.0 - probability(detail["EyesOpen"]),
        smile=probability(detail["Smile"]),
        left=box["Left"],
        top=box["Top"],
        right=box["Left"] + box["Width"],
        bottom=box["Top"] + box["Height"],
        sunglasses=probability(detail["Sunglasses"]) >= SURE / 100,
    )


def probability(attribute: dict[str, Any]) -> float:
    """How likely the attribute holds, 0 to 1; Rekognition gives yes or no, and how sure it is of that."""
    sure = float(attribute["Confidence"]) / 100
    return sure if attribute["Value"] else 1.0 - sure


def seen(label: dict[str, Any]) -> Seen:
    """A label of DetectLabels; counted are the instances that are sure."""
    sure = [instance for instance in label.get("Instances", ()) if instance["Confidence"] >= SURE]
    parents = tuple(parent["Name"] for parent in label.get("Parents", ()))
    return Seen(name=label["Name"], parents=parents, count=len(sure))
