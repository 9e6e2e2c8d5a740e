"""An evaluator and a voice analyser that say what they were told to, for tests of everything around them."""

import numpy as np

from interview_simulator.domain.report import Answer, Loudness, Pitch
from interview_simulator.errors import InterviewSimulatorError
from interview_simulator.media.sound import SPEECH_RATE_HZ
from interview_simulator.steps.text_metrics.answers import unjudged
from interview_simulator.steps.text_metrics.engine import Sound, SpokenAnswer

BLOCK_S = 0.4
"""Length of a measuring block of BS.1770."""


class ScriptedEvaluator:
    """Gives every answer the same score, or fails with the given error."""

    name = "scripted evaluator"

    def __init__(self, score: float = 0.5, error: InterviewSimulatorError | None = None) -> None:
        self.models: dict[str, str] = {}
        self._score, self._error = score, error

    def evaluate(self, answers: tuple[SpokenAnswer, ...]) -> tuple[Answer, ...]:
        if self._error is not None:
            raise self._error
        return tuple(self._judged(spoken) for spoken in answers)

    def _judged(self, spoken: SpokenAnswer) -> Answer:
        if not spoken.words:
            return unjudged(spoken).model_copy(update={"evaluation": "Nothing was said."})
        return unjudged(spoken).model_copy(
            update={"score": self._score, "verdict": "partly", "evaluation": "As scripted."}
        )


class ScriptedVoice:
    """Hears the same pitch and loudness in every sound that is not silent and lasts a measuring block."""

    name = "scripted voice"

    def __init__(self, median_hz: float = 150.0, integrated_lufs: float = -20.0) -> None:
        self._median_hz, self._integrated_lufs = median_hz, integrated_lufs

    def pitch(self, sound: Sound) -> Pitch | None:
        return Pitch(median_hz=self._median_hz, spread_semitones=2.0) if _is_heard(sound) else None

    def listener(self) -> "ScriptedListener":
        return ScriptedListener(self)

    def loudness(self, sound: Sound) -> Loudness | None:
        return Loudness(integrated_lufs=self._integrated_lufs) if _is_heard(sound) else None


class ScriptedListener:
    """Says at the end what the voice says of all that came."""

    def __init__(self, voice: ScriptedVoice) -> None:
        self._voice, self._came = voice, [np.zeros(0, np.float32)]

    def hear(self, sound: Sound) -> None:
        """The next stretch of sound."""
        self._came.append(sound)

    def pitch(self) -> Pitch | None:
        """The scripted pitch, if anything was heard."""
        return self._voice.pitch(np.concatenate(self._came))


def _is_heard(sound: Sound) -> bool:
    return sound.size >= BLOCK_S * SPEECH_RATE_HZ and bool(sound.any())
