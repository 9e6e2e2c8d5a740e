"""A recogniser that hears what it was told to hear, for tests of everything around speech."""

from interview_simulator.domain.progress import Progress
from interview_simulator.domain.transcript import Word
from interview_simulator.media.sound import SPEECH_RATE_HZ
from interview_simulator.steps.transcription.engine import Recognition, Sound


def spoken(text: str, start_s: float = 0.0, word_s: float = 0.4) -> tuple[Word, ...]:
    """The words of the text, one after the other, each `word_s` long."""
    return tuple(
        Word(
            text=word,
            start_s=round(start_s + i * word_s, 3),
            end_s=round(start_s + (i + 1) * word_s, 3),
            confidence=1.0,
        )
        for i, word in enumerate(text.split())
    )


class ScriptedRecogniser:
    """Hears the same words in every sound that is not silent, as far as the sound is long enough for them."""

    name = "scripted recogniser"
    longest_s: float | None = None

    def __init__(self, words: tuple[Word, ...] = (), language: str = "en") -> None:
        self.models: dict[str, str] = {}
        self._words, self._language = words, language
        self.calls = 0

    def recognise(self, sound: Sound, language: str | None, progress: Progress) -> Recognition:
        self.calls += 1
        duration_s = len(sound) / SPEECH_RATE_HZ
        heard = tuple(word for word in self._words if word.end_s <= duration_s) if sound.any() else ()
        progress(1.0)
        return Recognition(
            language=language or self._language, language_probability=None if language else 1.0, words=heard
        )
