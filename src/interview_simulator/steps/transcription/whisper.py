"""Speech by Whisper through faster-whisper (CTranslate2), with word times and Silero voice activity detection."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import Any

from interview_simulator.domain.interview import UNDETERMINED
from interview_simulator.domain.progress import Progress
from interview_simulator.domain.timeline import Interval
from interview_simulator.domain.transcript import Word
from interview_simulator.errors import BadInputError, ModelFileError
from interview_simulator.media.sound import SPEECH_RATE_HZ
from interview_simulator.steps.transcription.doubt import outside, unclear_windows, with_doubt
from interview_simulator.steps.transcription.engine import HeardWindow, Recognition, Sound
from interview_simulator.steps.transcription.filled_pauses import among, filled
from interview_simulator.steps.transcription.loudness import loudness_bel
from interview_simulator.steps.transcription.spoken_language import Choice, choice, spread
from interview_simulator.steps.transcription.voicing import voiced_share
from interview_simulator.steps.transcription.windows import groups, no_longer, windows
from interview_simulator.steps.transcription.word_times import in_order

MOST_LIKELY_SILENT = 0.6
"""Whisper's own no-speech probability from which a segment with doubtful words is dropped."""
DOUBTFUL_LOGPROB = -1.0
INVENTED_CONFIDENCE = 0.25
"""Mean confidence of a segment's words below which it is taken for invented. What Whisper invents in silence and in
knocks has 0.04 to 0.08; the test clips have 0.7 and more, and 0.44 under noise louder than the voice (-5 dB)."""
LOOP_COMPRESSION = 2.8
"""Length of a window's text over its length compressed, from which it is taken for a loop and tried again. A short
phrase that Whisper repeats without end has 10 and more. Whisper's own threshold, 2.4, is passed by half a minute in
which the same is said twice (2.43), and the tries in vain made recognition take twice as long."""
TEMPERATURES = (0.0, 0.2, 0.4)
"""A second and third try where the first ran into a loop; hotter ones say what the sound does not."""
NO_VOICE = 0.05
"""Share of voiced frames below which nobody speaks in a window: 0 in rustling and knocks, 0.3 to 0.75 in speech, under
noise as well."""
CLEARLY_HEARD = 0.8
"""Mean confidence of a window's words from which it is not asked whether there is a voice."""
MOST_WORDS_PER_S = 12.0
"""Twice as fast as the fastest speakers: a segment with more was not said."""
LONGEST_WINDOW_S = 15.0
MOST_TOKENS = round(MOST_WORDS_PER_S * LONGEST_WINDOW_S)
"""Written down of a window. Without a limit a loop goes on until the model's memory is full; with a lower one it would
be too short to be known by its compression."""
LONGEST_SILENCE_S = 2.0
"""In a window; Whisper invents words in longer ones."""
WINDOWS_AT_ONCE = 3
"""In a group: each weight is read once for all of them. A minute has two groups, for two threads."""
WINDOWS_FOR_LANGUAGE = 4
"""For telling the language, spread over the sound: together they cost what a window of 30 s does."""
UNHEARD_S = 1.5
"""Between the last word of a window and its end, where 0.4 s behind the voice are kept: more was not written down."""


class WhisperRecogniser:
    """A speech recogniser that runs on this machine; the model is loaded at the first use and then kept."""

    longest_s: float | None = 60.0
    """Two groups of windows, which are recognised at the same time."""

    def __init__(self, folder: Callable[[], Path], digests: dict[str, str], threads: int, model: str) -> None:
        self._folder, self.models, self._threads = folder, digests, threads
        self.name = f"faster-whisper/{model}"
        self._loading = Lock()

    @cached_property
    def _model(self) -> Any:
        from interview_simulator.steps.transcription.batches import loaded

        try:
            return loaded(str(self._folder()), self._threads)
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelFileError(
                "The speech model cannot be loaded; run `interview-simulator models verify`."
            ) from error

    def recognise(self, sound: Sound, language: str | None, progress: Progress) -> Recognition:
        """Words of the sound; segments that are likely invented are left out.

        Raises ModelFileError when the model cannot be loaded, BadInputError for a language that it does not know.
        """
        with self._loading:
            model = self._model
        if language is not None and language not in model.supported_languages:
            raise BadInputError(f"The speech model does not know the language {language!r}; try en, pt or auto.")
        cut = windows_of(sound)
        if not cut:
            return Recognition(language=language or UNDETERMINED, language_probability=None, words=())
        chosen = Choice(language, 1.0, known=True) if language else _detected(model, sound, cut)
        heard = Heard()
        duration_s = len(sound) / SPEECH_RATE_HZ
        with ThreadPoolExecutor(self._threads) as threads:
            found = threads.map(
                lambda group: _segments(model, sound, group, chosen.language, heard), groups(cut, WINDOWS_AT_ONCE)
            )
            told = _told(chain.from_iterable(found), duration_s, progress)
            words = list(_words(told))
        unclear = unclear_windows(cut, words)
        said = among(with_doubt(words, unclear), outside(heard.pauses, unclear))
        written = tuple(map(_rounded, in_order(said, duration_s)))
        return Recognition(
            language=chosen.language if chosen.known else UNDETERMINED,
            language_probability=None if language else chosen.probability,
            words=written,
            windows=tuple(sorted(heard.windows, key=lambda window: window.start_s)),
        )


def windows_of(sound: Sound) -> tuple[Interval, ...]:
    """The windows in which the sound is recognised; none where nobody speaks."""
    from interview_simulator.steps.transcription.batches import spoken

    stretches = no_longer(spoken(sound), LONGEST_WINDOW_S, loudness_bel(sound))
    return windows(stretches, LONGEST_WINDOW_S, LONGEST_SILENCE_S)


@dataclass
class Heard:
    """What is heard beside the words, in no order."""

    windows: list[HeardWindow] = field(default_factory=list)
    pauses: list[Word] = field(default_factory=list)


def _detected(model: Any, sound: Sound, cut: Sequence[Interval]) -> Choice:
    """The language. It must be known before the text that each window begins with."""
    from interview_simulator.steps.transcription.batches import languages

    asked = spread(cut, WINDOWS_FOR_LANGUAGE)
    return choice(_heard(asked, languages(model, sound, asked)))


def _heard(windows: Sequence[Interval], languages: Sequence[dict[str, float]]) -> list[HeardWindow]:
    return [
        HeardWindow(start_s=window.start_s, end_s=window.end_s, languages=likely)
        for window, likely in zip(windows, languages, strict=True)
    ]


def _segments(model: Any, sound: Sound, group: Sequence[Interval], language: str, heard: Heard) -> list[Any]:
    """What was said, in order. A window that ran into a loop is tried again, one that ended early is gone on with.

    What languages the windows sound like, and the pauses that were filled, are added to `heard`.
    """
    from interview_simulator.steps.transcription.batches import UnpaddedBatches

    batches = UnpaddedBatches(model)
    found, _ = batches.transcribe(
        sound,
        language=language,
        word_timestamps=True,
        clip_timestamps=[{"start": window.start_s, "end": window.end_s} for window in group],
        batch_size=len(group),
        max_new_tokens=MOST_TOKENS,
    )
    segments = list(found)
    heard.windows += _heard(group, batches.languages)
    said = [list(_mended(model, sound, window, one, language)) for window, one in zip(group, segments, strict=True)]
    heard.pauses += [
        pause
        for window, states, mended in zip(group, batches.states, said, strict=True)
        if mended
        for pause in filled(states, window, language)
        if voiced_share(_cut(sound, pause)) >= NO_VOICE
    ]
    return list(chain.from_iterable(said))


def _mended(model: Any, sound: Sound, window: Interval, segment: Any, language: str) -> Iterator[Any]:
    """A window's segment, and what it lacks; nothing where nobody speaks."""
    if _is_unclear(segment) and voiced_share(_cut(sound, window)) < NO_VOICE:
        return
    if segment.compression_ratio > LOOP_COMPRESSION:
        yield from _again(model, sound, window, language)
        return
    if segment.no_speech_prob <= MOST_LIKELY_SILENT or segment.avg_logprob >= DOUBTFUL_LOGPROB:
        yield segment
    begun_s = segment.words[-1].end if segment.words else window.start_s
    if UNHEARD_S < window.end_s - begun_s < window.end_s - window.start_s:
        yield from _segments(model, sound, [Interval(start_s=begun_s, end_s=window.end_s)], language, Heard())


def _is_unclear(segment: Any) -> bool:
    words = segment.words or ()
    return not words or sum(word.probability for word in words) / len(words) < CLEARLY_HEARD


def _cut(sound: Sound, stretch: Interval | Word) -> Sound:
    return sound[round(stretch.start_s * SPEECH_RATE_HZ) : round(stretch.end_s * SPEECH_RATE_HZ)]


def _again(model: Any, sound: Sound, stretch: Interval, language: str) -> Iterator[Any]:
    """A stretch in Whisper's own way, padded to 30 s and hotter with each try."""
    segments, _ = model.transcribe(
        sound,
        language=language,
        word_timestamps=True,
        clip_timestamps=[stretch.start_s, stretch.end_s],
        condition_on_previous_text=False,
        temperature=TEMPERATURES,
        no_speech_threshold=MOST_LIKELY_SILENT,
        log_prob_threshold=DOUBTFUL_LOGPROB,
        compression_ratio_threshold=LOOP_COMPRESSION,
        hallucination_silence_threshold=LONGEST_SILENCE_S,
    )
    yield from segments


def _told(segments: Iterable[Any], duration_s: float, progress: Progress) -> Iterator[Any]:
    """Segments as they come; Whisper works while they are taken."""
    for segment in segments:
        yield segment
        progress(min(1.0, segment.end / duration_s))
    progress(1.0)


def _words(segments: Iterable[Any]) -> Iterator[Word]:
    for segment in segments:
        words = list(_whole_words(segment.words or ()))
        if words and not _invented(words, segment.end - segment.start):
            yield from words


def _invented(words: Sequence[Word], lasts_s: float) -> bool:
    too_many = len(words) > max(1.0, MOST_WORDS_PER_S * lasts_s)
    return too_many or sum(word.confidence for word in words) / len(words) < INVENTED_CONFIDENCE


def _whole_words(tokens: Iterable[Any]) -> Iterator[Word]:
    """Whisper's pieces put together: one without a leading space belongs to the word before it (" D", ".C.")."""
    waiting: Word | None = None
    for token in tokens:
        piece = _word(token.word.strip(), token)
        if waiting is not None and not token.word.startswith(" "):
            waiting = _joined(waiting, piece)
            continue
        if waiting is not None and waiting.text:
            yield waiting
        waiting = piece
    if waiting is not None and waiting.text:
        yield waiting


def _word(text: str, token: Any) -> Word:
    start_s = max(0.0, float(token.start))
    confidence = min(1.0, max(0.0, float(token.probability)))
    return Word(text=text, start_s=start_s, end_s=max(start_s, float(token.end)), confidence=confidence)


def _joined(word: Word, piece: Word) -> Word:
    return Word(
        text=word.text + piece.text,
        start_s=word.start_s,
        end_s=max(word.end_s, piece.end_s),
        confidence=min(word.confidence, piece.confidence),
    )


def _rounded(word: Word) -> Word:
    """To milliseconds, and thousandths of a probability."""
    update = {"start_s": round(word.start_s, 3), "end_s": round(word.end_s, 3), "confidence": round(word.confidence, 3)}
    return word.model_copy(update=update)
