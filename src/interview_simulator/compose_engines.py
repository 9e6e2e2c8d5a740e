"""What is put together for the steps on one machine: the engines, and where media is decoded."""

from functools import cache, partial
from typing import TYPE_CHECKING

from interview_simulator.decoding.decoder import Decoder
from interview_simulator.environment import settle
from interview_simulator.settings import Settings
from interview_simulator.workflow.job import Engines

if TYPE_CHECKING:
    from interview_simulator.embeddings.confined import ConfinedEmbedder
    from interview_simulator.interviews.reader import DocumentReader

PRELOADED = ("interview_simulator.steps.convert_video.step", "interview_simulator.media.check")
"""Modules that a process which decodes has loaded before it is needed."""

FACES_MODEL, OBJECTS_MODEL = "face-landmarker", "ssd-mobilenet-v2"


def models_used(settings: Settings) -> tuple[str, ...]:
    """Names of the models for faces and for speech, and for objects where they are looked for."""
    objects = (OBJECTS_MODEL,) if settings.objects == "local" else ()
    return (FACES_MODEL, settings.whisper_model, *objects)


def engines(settings: Settings) -> Engines:
    """The engines of the steps; each loads its model when it is first used."""
    settle()
    from interview_simulator.language_model.vendors import VendorLanguageModel
    from interview_simulator.model_files import digests, ensure
    from interview_simulator.steps.text_metrics.embedding import Embeddings
    from interview_simulator.steps.text_metrics.rubric import RubricEvaluator
    from interview_simulator.steps.text_metrics.voice import Voice
    from interview_simulator.steps.transcription.whisper import WhisperRecogniser
    from interview_simulator.steps.video_metrics.mediapipe import MediaPipeFaces
    from interview_simulator.steps.video_metrics.ssd_mobilenet import SsdMobileNetObjects

    whisper, folder = settings.whisper_model, settings.models_dir
    objects = SsdMobileNetObjects(partial(ensure, OBJECTS_MODEL, folder), digests(OBJECTS_MODEL))
    rubric = RubricEvaluator(Embeddings(embedder().embed))
    return Engines(
        faces=MediaPipeFaces(partial(ensure, FACES_MODEL, folder), digests(FACES_MODEL)),
        objects=objects if settings.objects == "local" else None,
        recogniser=WhisperRecogniser(
            partial(ensure, whisper, folder), digests(whisper), settings.whisper_threads, whisper
        ),
        evaluator=rubric,
        matcher=rubric,
        voice=Voice(),
        sampling_hz=settings.sampling_hz,
        max_duration_s=settings.max_duration_s,
        language_model=VendorLanguageModel(settings.language_model) if settings.language_model else None,
        decoder=sandbox(settings),
    )


@cache
def embedder() -> "ConfinedEmbedder":
    """The embedder of this process; its own processes begin with the first text and end with this one."""
    from interview_simulator.embeddings.confined import ConfinedEmbedder

    return ConfinedEmbedder()


@cache
def documents() -> "DocumentReader":
    """What reads documents for this process; its own processes begin with the first document and end with this one."""
    from interview_simulator.interviews.reader import DocumentReader

    return DocumentReader()


def sandbox(settings: Settings) -> Decoder:
    """Decodes in processes of its own, within the limits of the settings."""
    from interview_simulator.decoding.limits import Limits
    from interview_simulator.decoding.sandbox import Sandbox

    limits = Limits(settings.decoding_memory_bytes, settings.decoding_cpu_s, settings.decoding_quiet_s)
    return Sandbox(limits, PRELOADED)
