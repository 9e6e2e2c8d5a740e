"""All engines, scripted: an analysis of real files by the real steps that takes no model and hardly any time."""

from dataclasses import replace

from interview_simulator.testing.faces import FACING_THE_CAMERA, ScriptedFaces
from interview_simulator.testing.speech import ScriptedRecogniser, spoken
from interview_simulator.testing.text import ScriptedEvaluator, ScriptedVoice
from interview_simulator.workflow.job import Engines


def scripted_engines(**others: object) -> Engines:
    """One face that looks at the camera, three words, a fixed score; `others` take the place of these."""
    engines = Engines(
        faces=ScriptedFaces(FACING_THE_CAMERA),
        recogniser=ScriptedRecogniser(spoken("I agree completely", word_s=0.2)),
        evaluator=ScriptedEvaluator(),
        voice=ScriptedVoice(),
        sampling_hz=2.0,
        max_duration_s=600.0,
    )
    return replace(engines, **others)  # type: ignore[arg-type]  # the caller's types are those of Engines
