"""The report: every section is either measured or says why it was not. No default stands in for a measurement."""

from typing import Any, Literal

from pydantic import Field

from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.reasons import ReasonCode
from interview_simulator.domain.record import StepName, StepStatus
from interview_simulator.domain.timeline import Interval, Span
from interview_simulator.domain.transcript import Transcript
from interview_simulator.errors import LanguageModelFailure

SCHEMA_VERSION: Literal["1.0"] = "1.0"

Ratio = float
"""A share between 0 and 1."""


class NotAnalysed(Frozen):
    """Stands where a measurement would be, with the reason why there is none."""

    status: Literal["not_analysed"] = "not_analysed"
    reason: str = Field(min_length=1)
    code: ReasonCode = "other"


class Spread(Frozen):
    """Median and the 5th and 95th percentile of a figure over the samples."""

    median: float
    p05: float
    p95: float


class ObjectsFound(Frozen):
    """Labels of things seen that are not allowed in an interview."""

    status: Literal["analysed"] = "analysed"
    labels: tuple[str, ...]
    not_looked_for: tuple[str, ...] = ()
    """Labels that the engine does not know: that they are not among those seen says nothing."""


class Warning(Frozen):
    """Something that lowers the trust in other figures; the page turns the code into a sentence."""

    code: Literal[
        "too_dark",
        "too_bright",
        "backlit",
        "face_too_small",
        "face_too_close",
        "face_off_centre",
        "sideways",
        "several_people",
        "clipping",
        "too_quiet",
        "background_noise",
        "other_language",
        "language_not_known",
        "doubtful_words",
    ]
    ratio: Ratio | None = Field(default=None, ge=0, le=1)
    """Share of the time for which it held, where that is known."""


NoteCode = Literal[
    "gap",
    "sound_gap",
    "picture_gap",
    "jump_ahead",
    "joined",
    "tracks_apart",
    "broke_off",
    "sound_track",
    "channels_cancel",
]


class Note(Frozen):
    """Something about the recording itself that one should know; the page turns the code into a sentence.

    `gap`: neither picture nor sound from `start_s` to `end_s`, kept as silence; `sound_gap`, `picture_gap`: `seconds`
    without the one, the first and last of them at `start_s` and `end_s`; `jump_ahead`: its times jumped by `seconds`
    at `start_s`, which is left out; `joined`: its times went back at `start_s`, and what follows is put behind;
    `tracks_apart`: picture and sound began `seconds` apart by their times, and are taken to begin together;
    `broke_off`: what follows `start_s` could not be read; `sound_track`: which of several was heard; `channels_cancel`:
    two channels of sound cancel each other, and one of them was heard.
    """

    code: NoteCode
    start_s: float | None = Field(default=None, ge=0)
    end_s: float | None = Field(default=None, ge=0)
    seconds: float | None = Field(default=None, ge=0)
    track: str | None = None
    """Number of the track, how many there are, and its title, as in `2/3 Microphone`."""


class OtherLanguage(Interval):
    """A stretch in which another language was heard than the one of the answers; what was said there is not judged."""

    language: str
    """ISO 639-1 code of what was heard."""
    offered: bool
    """Whether the recording can be analysed in it."""


class VideoSection(Frozen):
    """How the candidate looked. Angles in degrees, ratios as shares of the samples.

    With the warning `several_people` it cannot be told who of those in the picture is the candidate: figures of a face
    are null, and `face_present_ratio` is the share of the samples with anybody's.
    """

    status: Literal["analysed"] = "analysed"
    sampling_hz: float = Field(gt=0)
    samples: int = Field(ge=0)
    face_present_ratio: Ratio = Field(ge=0, le=1)
    multiple_faces_ratio: Ratio = Field(ge=0, le=1)
    looking_at_camera_ratio: Ratio | None = Field(default=None, ge=0, le=1)
    attention: bool | None
    attentive_ratio: Ratio | None = Field(ge=0, le=1)
    yaw_deg: Spread | None
    pitch_deg: Spread | None
    roll_deg: Spread | None
    blinks_per_min: float | None = Field(ge=0)
    smile_ratio: Ratio | None = Field(ge=0, le=1)
    head_motion_deg_per_s: float | None = Field(ge=0)
    objects: ObjectsFound | NotAnalysed
    spans: tuple[Span, ...] = ()
    warnings: tuple[Warning, ...] = ()
    limits: dict[str, str] = Field(default_factory=dict)
    """For a figure that is None: why it was not measured."""


class Filler(Interval):
    """A filled pause or filler word, or another stretch of words that was looked for."""

    text: str


class Fillers(Frozen):
    """Fillers of the whole answer; `per_min` is per minute of the recording."""

    count: int = Field(ge=0)
    per_min: float = Field(ge=0)
    items: tuple[Filler, ...] = ()


class Pause(Interval):
    """A silence between words."""

    between_sentences: bool = False
    """Whether a sentence ended before it: such a pause structures what is said."""


class Pauses(Frozen):
    """Silences of at least 0.5 s between words; `ratio` is their share of the time from first to last word."""

    count: int = Field(ge=0)
    longest_s: float = Field(ge=0)
    ratio: Ratio = Field(ge=0, le=1)
    inside_sentences: int = Field(default=0, ge=0)
    """How many of them broke a sentence."""
    items: tuple[Pause, ...] = ()


class Pace(Frozen):
    """Words per minute in the 15 s around a moment."""

    time_s: float = Field(ge=0)
    wpm: float = Field(ge=0)


class AnswerLength(Frozen):
    """From the first word of an answer to its last, and how long the question lets one speak."""

    question_id: str
    start_s: float = Field(ge=0)
    spoken_s: float = Field(ge=0)
    limit_s: float = Field(gt=0)


class Pitch(Frozen):
    """Fundamental frequency of the voiced frames; the spread is one standard deviation in semitones."""

    median_hz: float = Field(gt=0)
    spread_semitones: float = Field(ge=0)


class Loudness(Frozen):
    """Integrated loudness (ITU-R BS.1770) and loudness range (EBU Tech 3342) where it could be measured."""

    integrated_lufs: float
    spread_lu: float | None = Field(default=None, ge=0)
    drop_at_ends_db: float | None = None
    """How much quieter the ends of sentences are than the whole; None without a sentence that is long enough."""


class Vocabulary(Frozen):
    """Words by kind. `different_ratio` is the type-token ratio, which falls with length; `mattr` does not."""

    different: int = Field(ge=0)
    different_ratio: Ratio = Field(ge=0, le=1)
    mattr: Ratio | None = Field(default=None, ge=0, le=1)
    """Share of different words in 50 words, on average; None for fewer."""
    sentence_words: float | None = Field(default=None, ge=0)
    """Words of a sentence, on average; None without one."""
    i: int = Field(default=0, ge=0)
    we: int = Field(default=0, ge=0)
    """Words for the speaker alone, and for the speaker with others."""
    hedges: tuple[Filler, ...] = ()
    repetitions: tuple[Filler, ...] = ()
    restarts: tuple[Filler, ...] = ()
    """Places where a phrase was begun again."""


class SpeechSection(Frozen):
    """How the candidate spoke. Rates in words per minute."""

    status: Literal["analysed"] = "analysed"
    words: int = Field(ge=0)
    speech_rate_wpm: float = Field(ge=0)
    articulation_rate_wpm: float | None = Field(ge=0)
    time_to_first_word_s: float | None = Field(ge=0)
    fillers: Fillers
    pauses: Pauses
    pitch: Pitch | NotAnalysed
    loudness: Loudness | NotAnalysed
    vocabulary: Vocabulary
    pace: tuple[Pace, ...] = ()
    lengths: tuple[AnswerLength, ...] = ()
    """Of the answers that were told apart and have words."""
    warnings: tuple[Warning, ...] = ()
    doubtful: tuple[str, ...] = ()
    """Figures of this section that a warning makes less certain."""


class KeyPointCoverage(Frozen):
    """Whether a key point was said, and the words of the transcript that show it."""

    id: str
    text: str = ""
    coverage: Literal["covered", "partly", "missing"]
    probability: Ratio | None = Field(default=None, ge=0, le=1)
    quote: str | None = None
    contradicted: bool = False
    """Whether the opposite of it was said."""


class StoryPart(Frozen):
    """One part of a behavioural answer, with the words that tell it, or a hint where it was not found."""

    part: Literal["situation", "task", "action", "result"]
    found: bool
    quote: str | None = None
    hint: str | None = None


class Evidence(Frozen):
    """What makes an answer concrete, in the words of the transcript: numbers, names, and sentences that tell a
    result."""

    numbers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    results: tuple[str, ...] = ()


class Answer(Frozen):
    """One question's answer. `score` is None when there was nothing to judge; `evaluation` then says why."""

    question_id: str
    question: str = ""
    start_s: float = Field(ge=0)
    end_s: float = Field(ge=0)
    transcript: str = ""
    score: Ratio | None = Field(ge=0, le=1)
    verdict: Literal["right", "partly", "wrong", "not_judged"] = "not_judged"
    evaluation: str
    correction: str
    key_points: tuple[KeyPointCoverage, ...] = ()
    model_answer: str = ""
    relevance: Ratio | None = Field(default=None, ge=0, le=1)
    """Share of the sentences that have to do with the question; None when there was nothing to judge."""
    structure: tuple[StoryPart, ...] = ()
    """The four parts of a story; empty for a question of knowledge."""
    evidence: Evidence | None = None
    found_by: Literal["marks", "matching"] = "marks"
    """How it was told which words answer this question."""


class Summary(Frozen):
    """What went well and what to do next, in the language of the interview."""

    strengths: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    """Ordered by effect; exactly three where there are words to speak of."""
    moments: tuple[Interval | None, ...] = ()
    """Where the recording shows each next step, in the same order; None where it is about the whole."""


class Evaluation(Frozen):
    """What a language model says of the interview as a whole, in the language of the interview."""

    status: Literal["analysed"] = "analysed"
    general: str
    presentation: tuple[str, ...] = ()
    """Advice on presenting, one thing each."""


NO_LANGUAGE_MODEL = NotAnalysed(
    reason="No language model was asked; answers are judged by their rubrics, and the summary is made of the figures."
)


class LanguageModelFallback(Frozen):
    """Why the engine without a language model took its place."""

    failure: LanguageModelFailure
    reason: str


class LanguageModelUse(Frozen):
    """What was asked of a language model. Tokens and cost are None where server or price table do not tell."""

    model: str
    prompts: dict[str, str] = Field(default_factory=dict)
    """Name and version of each prompt that was used -> SHA-256 of its file."""
    requests: int = Field(default=0, ge=0)
    input_tokens: int | None = Field(default=None, ge=0)
    output_tokens: int | None = Field(default=None, ge=0)
    cost_usd: float | None = Field(default=None, ge=0)
    prices: str | None = None
    """Which table of prices the cost comes from."""
    fallback: LanguageModelFallback | None = None
    """None: what the model answered is in the report."""


class StepOutcome(Frozen):
    """How one step went."""

    status: StepStatus
    seconds: float = Field(ge=0)
    reason: str | None = None
    code: ReasonCode | None = None


class Cost(Frozen):
    """An estimate: calls of a service times its published price, without free tiers, discounts and taxes."""

    service: str
    calls: int = Field(ge=0)
    usd: float = Field(ge=0)
    published: str
    """Where and when the price held."""


class Provenance(Frozen):
    """What made this report."""

    software: str
    engines: dict[str, str] = Field(default_factory=dict)
    models: dict[str, str] = Field(default_factory=dict)
    """File name -> SHA-256."""
    steps: dict[StepName, StepOutcome] = Field(default_factory=dict)
    language_model: LanguageModelUse | None = None
    """None: no language model was asked."""
    media: dict[str, Any] = Field(default_factory=dict)
    """Facts of the conversion: codecs, size, whether it was re-encoded."""
    estimated_costs: tuple[Cost, ...] = ()
    """Of the engines that are services; empty when every engine ran on this machine."""


class Report(Frozen):
    """The whole report of one recording."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    record_id: str
    interview_id: str | None = None
    language: str | None
    duration_s: float | None = Field(ge=0)
    video: VideoSection | NotAnalysed
    speech: SpeechSection | NotAnalysed
    transcript: Transcript | NotAnalysed
    answers: tuple[Answer, ...] | NotAnalysed
    evaluation: Evaluation | NotAnalysed = NO_LANGUAGE_MODEL
    summary: Summary
    notes: tuple[Note, ...] = ()
    """What one should know of the recording itself."""
    other_languages: tuple[OtherLanguage, ...] = ()
    """Where another language was heard; empty too where the speech engine does not listen for it."""
    provenance: Provenance
