"""How near the delivery figures come to the truth: words and their times, fillers, pauses, pitch.

    python -m bench.delivery

Clips are those of tests/fixtures, those of ../shared where it lies beside the repository, and those in the folder
INTERVIEW_SIMULATOR_CLIPS. What is not there is not measured, and the output says so.
"""

import os
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jiwer
import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d
from tests.support.clips import SHARED_CLIPS, fixture_clips, shared_is_there, truth_of

from bench.accepted import Figures
from interview_simulator import model_files
from interview_simulator.domain.transcript import Word
from interview_simulator.media.sound import SPEECH_RATE_HZ, Sound, speech
from interview_simulator.settings import Settings
from interview_simulator.steps.text_metrics.lexicon import lexicon
from interview_simulator.steps.text_metrics.silence import silences
from interview_simulator.steps.text_metrics.voice import HIGHEST_HZ, LOWEST_HZ, VOICED_CONFIDENCE, Voice
from interview_simulator.steps.text_metrics.wording import fillers
from interview_simulator.steps.text_metrics.words import normal
from interview_simulator.steps.transcription.whisper import WhisperRecogniser

ROOT = Path(__file__).resolve().parents[1]
CLIPS = [Path(os.environ[name]) for name in ("INTERVIEW_SIMULATOR_CLIPS",) if name in os.environ]
SPONTANEOUS = ROOT / "tests" / "data" / "spontaneous.yaml"
FILLED = frozenset(["um", "uh", "er", "erm", "hm", "hmm", "ah"])
PAUSE_S = 0.5


@dataclass(frozen=True)
class Clip:
    """A recording and what is known of it."""

    name: str
    sound: Sound
    said: str
    filled: tuple[tuple[float, float], ...] = ()
    starts: tuple[tuple[str, float], ...] = ()


def fluent() -> list[Clip]:
    """Read and prepared speech, without a filler."""
    folders = [fixture_clips(), *([SHARED_CLIPS] if shared_is_there() else [])]
    known = {name: (folder, about) for folder in reversed(folders) for name, about in truth_of(folder).items()}
    return [Clip(name, speech(folder / name), about["transcript"]) for name, (folder, about) in known.items()]


def spontaneous() -> list[Clip]:
    """Those of the clips with fillers that are there."""
    found = []
    for about in yaml.safe_load(SPONTANEOUS.read_text(encoding="utf-8")):
        path = next(
            (folder / about["file"] for folder in (*CLIPS, SHARED_CLIPS) if (folder / about["file"]).exists()), None
        )
        if path is None:
            print(f"  {about['file']} is not there: not measured")
            continue
        listed = about["words"].split()
        starts = tuple((word, float(start)) for word, start in zip(listed[::2], listed[1::2], strict=True))
        filled = tuple((start, end) for start, end in about["fillers"])
        found.append(Clip(about["file"], speech(path), about["transcript"], filled, starts))
    return found


def recogniser() -> WhisperRecogniser:
    name = "whisper-base"
    folder = Settings().models_dir
    return WhisperRecogniser(lambda: model_files.ensure(name, folder), {}, threads=1, model=name)


def plain_whisper(model: Any, sound: Sound) -> tuple[Word, ...]:
    """What Whisper base writes by itself, with voice activity detection and word times."""
    segments, _ = model.transcribe(sound, language="en", word_timestamps=True, vad_filter=True)
    return tuple(
        Word(text=word.word.strip(), start_s=word.start, end_s=max(word.start, word.end), confidence=word.probability)
        for segment in segments
        for word in segment.words
    )


def plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s']", " ", text.lower().replace("d.c.", "dc")).split())


def fluent_text(text: str) -> str:
    """Without fillers: what was meant to be said."""
    return " ".join(word for word in plain(text).split() if word not in FILLED)


def word_error_rate(clip: Clip, words: Sequence[Word]) -> float:
    return float(jiwer.wer(fluent_text(clip.said), fluent_text(" ".join(word.text for word in words))))


def hits(clip: Clip, words: Sequence[Word]) -> tuple[int, int]:
    """Fillers found that overlap a true one not taken yet, and all that were found."""
    items, free, right = fillers(words, lexicon("en")), list(clip.filled), 0
    for item in items:
        match = next((true for true in free if item.start_s < true[1] and item.end_s > true[0]), None)
        if match:
            free.remove(match)
            right += 1
    return right, len(items)


def start_errors_s(clip: Clip, words: Sequence[Word]) -> list[float]:
    """For each word with a known time: how far the nearest same word begins from it, within 1 s."""
    said = [(normal(word.text), word.start_s) for word in words]
    nearest = [min((abs(at - start) for text, at in said if text == word), default=9.0) for word, start in clip.starts]
    return [error for error in nearest if error < 1.0]


def pause_errors_s(sound: Sound) -> list[float]:
    """Distance of each pause's ends to the energy's: RMS over 40 ms at every sample, 25 dB under the loud speech."""
    found = [(gap.start_s, gap.end_s) for gap in silences(sound, PAUSE_S)]
    level = 10 * np.log10(
        np.maximum(uniform_filter1d(sound.astype(np.float64) ** 2, round(0.04 * SPEECH_RATE_HZ)), 1e-12)
    )
    quiet = np.concatenate([[False], level < np.percentile(level, 95) - 25, [False]]).astype(np.int8)
    edges = np.flatnonzero(np.diff(quiet)) / SPEECH_RATE_HZ
    return [float(np.abs(edges - end).min()) for gap in found for end in gap if edges.size]


def medians_hz(sound: Sound) -> tuple[float, float]:
    """Median pitch of the voiced frames by SwiftF0, as shipped, and by autocorrelation of the same frames."""
    found = Voice()._detector.detect(sound, SPEECH_RATE_HZ, fmin=LOWEST_HZ, fmax=HIGHEST_HZ)
    voiced = found.confidence >= VOICED_CONFIDENCE
    others = [_period_hz(sound, float(time_s)) for time_s in found.timestamps[voiced]]
    return float(np.median(found.pitch_hz[voiced])), float(np.median([hz for hz in others if hz]))


def _period_hz(sound: Sound, time_s: float) -> float | None:
    """Pitch of the 60 ms around a moment by normalised autocorrelation (Boersma 1993); None without a peak of 0.5."""
    size, middle = round(0.06 * SPEECH_RATE_HZ), round(time_s * SPEECH_RATE_HZ)
    frame = sound[max(0, middle - size // 2) : middle + size // 2]
    if len(frame) < size or not frame.any():
        return None
    window = np.hanning(size)
    strength, own = _correlated((frame - frame.mean()) * window), _correlated(window)
    ratio = strength / strength[0] * own[0] / np.maximum(own, 1e-9)
    lags = range(round(SPEECH_RATE_HZ / HIGHEST_HZ), round(SPEECH_RATE_HZ / LOWEST_HZ))
    peaks = [lag for lag in lags if ratio[lag] >= max(ratio[lag - 1], ratio[lag + 1], 0.5)]
    # twice the period correlates as well: Boersma's octave cost, 0.01 for each octave down
    best = max(peaks, key=lambda lag: ratio[lag] - 0.01 * np.log2(lag), default=None)
    return SPEECH_RATE_HZ / best if best else None


def _correlated(frame: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    spectrum = np.fft.rfft(frame, 2 * len(frame))
    correlated: NDArray[np.float64] = np.fft.irfft(np.abs(spectrum) ** 2)[: len(frame)]
    return correlated


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f} ({part} of {whole})" if whole else "none"


def _told_words(title: str, clips: Sequence[Clip], heard: dict[str, tuple[Word, ...]]) -> None:
    rates = ", ".join(f"{clip.name} {word_error_rate(clip, heard[clip.name]):.3f}" for clip in clips)
    print(f"  {title}: word error rate without fillers {rates}")
    errors = [error for clip in clips for error in start_errors_s(clip, heard[clip.name])]
    if errors:
        middle, most = np.percentile(errors, [50, 95])
        print(f"    begin of {len(errors)} words: median {middle:.2f} s off, 95 % at most {most:.2f} s")


def _told_fillers(title: str, clips: Sequence[Clip], heard: dict[str, tuple[Word, ...]]) -> None:
    pairs = [hits(clip, heard[clip.name]) for clip in clips]
    right, found = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
    true = sum(len(clip.filled) for clip in clips)
    print(f"  {title}: precision {_share(right, found)}, recall {_share(right, true)}")


def main() -> None:
    ours, natural, prepared, held = recogniser(), spontaneous(), fluent(), Figures("delivery")
    print("Words and fillers")
    for title, shipped in (("plain Whisper base", False), ("as shipped", True)):
        began_s = time.process_time()
        heard = {clip.name: _heard(ours, clip.sound, shipped) for clip in (*natural, *prepared)}
        print(f" {title}, {time.process_time() - began_s:.1f} CPU-s")
        _told_words("spontaneous speech", natural, heard)
        _told_words("prepared speech", prepared, heard)
        _told_fillers("fillers in spontaneous speech", natural, heard)
        _told_fillers("fillers in prepared speech (there are none)", prepared, heard)
        if shipped:
            held.tell("most_word_errors", max(word_error_rate(clip, heard[clip.name]) for clip in prepared))
            held.tell("invented_fillers", sum(hits(clip, heard[clip.name])[1] for clip in prepared))
    print("Pauses and pitch")
    for clip in (*natural, *prepared):
        errors, (pitch, second) = pause_errors_s(clip.sound), medians_hz(clip.sound)
        worst = f"{1000 * max(errors):.0f} ms" if errors else "no pause"
        ways = f"pitch {pitch:.1f} Hz, other way {second:.1f} Hz ({pitch / second - 1:+.1%})"
        print(f"  {clip.name}: worst pause boundary {worst} off; {ways}")
    held.hold()


def _heard(ours: WhisperRecogniser, sound: Sound, shipped: bool) -> tuple[Word, ...]:
    return ours.recognise(sound, "en", lambda _: None).words if shipped else plain_whisper(ours._model, sound)


if __name__ == "__main__":
    main()
