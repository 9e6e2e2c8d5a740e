"""Results as Amazon Transcribe writes them into the bucket."""

import io
import wave
from typing import Any

import numpy as np
from tests.support.aws_server import Hear

from interview_simulator.testing.speech import spoken


def pronunciation(content: str, start_s: float, end_s: float, confidence: float = 0.99) -> dict[str, Any]:
    return {
        "type": "pronunciation",
        "alternatives": [{"confidence": str(confidence), "content": content}],
        "start_time": str(start_s),
        "end_time": str(end_s),
    }


def punctuation(content: str) -> dict[str, Any]:
    return {"type": "punctuation", "alternatives": [{"confidence": "0.0", "content": content}]}


def result(*items: dict[str, Any], locale: str = "en-US", score: float | None = None) -> dict[str, Any]:
    found: dict[str, Any] = {"language_code": locale, "items": list(items), "transcripts": [{"transcript": ""}]}
    if score is not None:
        found["language_identification"] = [{"score": str(score), "code": locale}, {"score": "0.01", "code": "pt-BR"}]
    return {"jobName": "job", "accountId": "123456789012", "status": "COMPLETED", "results": found}


def hearing(text: str, locale: str = "en-US") -> Hear:
    """Hears the text in every sound that is not silent, each word 0.4 s long, a comma or full stop as its own item."""

    def hear(job: dict[str, Any], sound: bytes) -> dict[str, Any]:
        with wave.open(io.BytesIO(sound)) as wav:
            assert (wav.getnchannels(), wav.getsampwidth(), wav.getframerate()) == (1, 2, 16_000)
            loud = np.frombuffer(wav.readframes(wav.getnframes()), "<i2").any()
        items = []
        for word in spoken(text if loud else ""):
            bare = word.text.rstrip(",.")
            items.append(pronunciation(bare, word.start_s, word.end_s))
            items += [punctuation(mark) for mark in word.text[len(bare) :]]
        return result(*items, locale=locale, score=0.97 if job.get("IdentifyLanguage") else None)

    return hear
