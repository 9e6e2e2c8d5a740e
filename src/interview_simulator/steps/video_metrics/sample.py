"""What was seen at one moment, before it is known whose face is whose."""

from interview_simulator.domain.frozen import Frozen
from interview_simulator.steps.video_metrics.engine import Face
from interview_simulator.steps.video_metrics.light import Light


class Sample(Frozen):
    """Faces of one picture, the largest first, and the light on each of them."""

    time_s: float
    faces: tuple[Face, ...]
    lights: tuple[Light, ...]
    lies: bool | None = None
    """Whether a face was found once the picture was turned; None where that was not tried."""
