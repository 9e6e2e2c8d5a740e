"""Learns to hear filled pauses in what Whisper's encoder makes of a sound, and measures that on other speakers.

    python -m bench.filled_pauses [--write]

`filled_pauses.yaml` names recordings with the times of their filled pauses, in two groups that share no speaker, and
recordings without any; they are looked for in the folder INTERVIEW_SIMULATOR_CLIPS. Beside them as they are, filled
pauses and words of each group's speakers are put into the fluent speech of others, at quiet places, so that it is not
the seam that is learned. Printed is what was learned from one group, held against the other. With `--write`, what is
learned from both becomes the file that is shipped.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

from interview_simulator import model_files
from interview_simulator.domain.timeline import Interval
from interview_simulator.media.sound import SPEECH_RATE_HZ, Sound, speech
from interview_simulator.settings import Settings
from interview_simulator.steps.transcription.batches import encoded, loaded
from interview_simulator.steps.transcription.filled_pauses import FRAMES_PER_S, WEIGHTS, stretches
from interview_simulator.steps.transcription.loudness import loudness_bel
from interview_simulator.steps.transcription.whisper import LONGEST_WINDOW_S, windows_of

KNOWN = Path(__file__).with_suffix(".yaml")
PENALTY = 3000.0
"""Of the squared weights, once every number of a frame has variance 1."""
EVERY_S = 2.0
"""Between what is put into fluent speech, half of it filled pauses and half words."""
VARIANTS = 3
OF_THE_REST = 0.6
"""Share of the frames without filled pauses that is learned from."""
BESIDE_S = 0.08
"""On either side of a mark that nothing is learned from."""
GAPS_S = (0.0, 0.02, 0.05, 0.1, 0.2)
FADE = round(0.01 * SPEECH_RATE_HZ)
NOISE_DB, DROWNING_DB = (10, 15, 20, 30), (-5, -3, 0, 5)

Random = np.random.Generator


@dataclass(frozen=True)
class Recording:
    """A sound, when its pauses are filled, and when words of somebody else were put into it."""

    sound: Sound
    marks: tuple[tuple[float, float], ...] = ()
    words: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Group:
    """Recordings of some speakers, and fluent ones that theirs are put into."""

    natural: tuple[Recording, ...]
    fluent: tuple[Recording, ...]
    pieces: tuple[tuple[Sound, bool], ...]
    """Single filled pauses (True) and words (False)."""


def groups(known: dict[str, Any], clips: Path) -> list[Group]:
    """The two groups; raises FileNotFoundError for a recording that is not in the folder."""
    found = []
    for about in known["groups"]:
        natural = [(speech(clips / each["file"]), each) for each in about["filled"]]
        pieces = [piece for sound, each in natural for piece in _pieces(sound, each)]
        found.append(
            Group(
                natural=tuple(Recording(sound, _pairs(each["pauses"])) for sound, each in natural),
                fluent=tuple(_joined(clips, names) for names in about["fluent"]),
                pieces=tuple(pieces),
            )
        )
    return found


def _joined(clips: Path, names: Sequence[str]) -> Recording:
    return Recording(np.concatenate([speech(clips / name) for name in names]))


def _pairs(times: Sequence[Sequence[float]]) -> tuple[tuple[float, float], ...]:
    return tuple((start_s, end_s) for start_s, end_s in times)


def _pieces(sound: Sound, about: dict[str, Any]) -> Iterator[tuple[Sound, bool]]:
    for is_filled, times in ((True, about["pauses"]), (False, about["words"])):
        for start_s, end_s in times:
            yield sound[round(start_s * SPEECH_RATE_HZ) : round(end_s * SPEECH_RATE_HZ)], is_filled


def spliced(fluent: Recording, pieces: Sequence[tuple[Sound, bool]], random: Random) -> Recording:
    """The fluent recording with pieces put into it at its quiet places."""
    sound = fluent.sound
    kept: list[Sound] = []
    marks: list[tuple[float, float]] = []
    words: list[tuple[float, float]] = []
    quiet = np.convolve(loudness_bel(sound), np.ones(5) / 5, "same")
    begun = lasted = 0
    at_s = random.uniform(0.8, EVERY_S)
    while at_s < len(sound) / SPEECH_RATE_HZ - 0.5:
        first = max(5, round(at_s * 100) - 30)
        cut = (first + int(quiet[first : first + 60].argmin())) * SPEECH_RATE_HZ // 100
        at_s = max(at_s, cut / SPEECH_RATE_HZ) + EVERY_S * random.uniform(0.7, 1.4)
        if cut - begun < SPEECH_RATE_HZ / 2:
            continue
        is_filled = bool(random.random() < 0.5)
        chosen = [piece for piece, filled in pieces if filled == is_filled]
        near = sound[max(0, cut - 2 * SPEECH_RATE_HZ) : cut + 2 * SPEECH_RATE_HZ]
        piece = _as_loud(chosen[random.integers(len(chosen))], near, random)
        gap = np.zeros(round(random.choice(GAPS_S) * SPEECH_RATE_HZ), np.float32)
        lasted += cut - begun + len(gap)
        (marks if is_filled else words).append((lasted / SPEECH_RATE_HZ, (lasted + len(piece)) / SPEECH_RATE_HZ))
        kept += [sound[begun:cut], gap, piece, gap]
        lasted, begun = lasted + len(piece) + len(gap), cut
    whole = np.concatenate([*kept, sound[begun:]])
    return Recording(_worse(whole, random), tuple(marks), tuple(words))


def _as_loud(piece: Sound, near: Sound, random: Random) -> Sound:
    """As loud as what it is put into, a little faster or slower, with soft edges."""
    pace = random.choice((1.0, 1.0, 0.92, 1.08))
    faster = np.interp(np.arange(0, len(piece) - 1, pace), np.arange(len(piece)), piece)
    gain = _level(near) / _level(piece) * random.uniform(0.7, 1.2)
    edge = np.clip(np.minimum(np.arange(len(faster)), np.arange(len(faster))[::-1]) / FADE, 0, 1)
    return np.asarray(faster * edge * min(gain, 0.95 / float(np.abs(piece).max())), np.float32)


def _worse(sound: Sound, random: Random) -> Sound:
    """As by a telephone, or with noise, or neither; louder or softer."""
    heard: NDArray[np.floating] = sound
    if random.random() < 0.15:
        heard = sosfilt(butter(4, [300, 3400], "band", fs=SPEECH_RATE_HZ, output="sos"), heard)
    if random.random() < 0.4:
        heard = _under_noise(heard, random.choice(NOISE_DB), random)
    return np.asarray(np.clip(heard * random.uniform(0.3, 1.2), -1, 1), np.float32)


def drowned(fluent: Recording, random: Random) -> Recording:
    """The fluent recording under noise about as loud: nothing in it is a filled pause."""
    noisy = _under_noise(fluent.sound, random.choice(DROWNING_DB), random)
    return Recording(np.asarray(np.clip(noisy, -1, 1), np.float32))


def _under_noise(sound: NDArray[np.floating], ratio_db: float, random: Random) -> NDArray[np.floating]:
    noise = np.convolve(random.standard_normal(len(sound)), np.ones(random.choice((1, 2, 6))), "same")
    return sound + noise * _level(sound) / _level(noise) * 10 ** (-ratio_db / 20)


def _level(sound: NDArray[np.floating]) -> float:
    return float(np.sqrt(np.mean(sound**2)) + 1e-9)


@dataclass(frozen=True)
class Encoded:
    """What the encoder made of a recording: the start of each window in seconds, and its states."""

    recording: Recording
    windows: tuple[tuple[float, NDArray[np.float16]], ...]


def encoded_by(model: Any, recording: Recording) -> Encoded:
    """By the windows in which it would be recognised."""
    found = []
    for window in windows_of(recording.sound):
        states = np.array(encoded(model, recording.sound, [window]))[0]
        frames = round((window.end_s - window.start_s) * FRAMES_PER_S)
        found.append((window.start_s, states[:frames].astype(np.float16)))
    return Encoded(replace(recording, sound=np.empty(0, np.float32)), tuple(found))


def frames(all_of_them: Sequence[Encoded], random: Random) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """States, shape (frames, width), and whether each is filled, 1 or 0."""
    states, filled = [], []
    for one in all_of_them:
        for start_s, window in one.windows:
            at_s = start_s + (np.arange(len(window)) + 0.5) / FRAMES_PER_S
            inside = _within(at_s, one.recording.marks, -0.02)
            rest = ~_within(at_s, one.recording.marks, BESIDE_S) & (random.random(len(window)) < OF_THE_REST)
            states.append(window[inside | rest].astype(np.float32))
            filled.append(inside[inside | rest].astype(np.float64))
    return np.concatenate(states), np.concatenate(filled)


def _within(at_s: NDArray[np.float64], marks: Sequence[tuple[float, float]], wider_s: float) -> NDArray[np.bool_]:
    inside = np.zeros(len(at_s), bool)
    for start_s, end_s in marks:
        inside |= (at_s >= start_s - wider_s) & (at_s <= end_s + wider_s)
    return inside


def learned(states: NDArray[np.float32], filled: NDArray[np.float64]) -> NDArray[np.float32]:
    """A logistic regression by Newton's method: a weight for each number of a frame, and the intercept behind them."""
    mean, spread = states.mean(axis=0), states.std(axis=0) + 1e-6
    design = np.column_stack([(states - mean) / spread, np.ones(len(states))])
    penalty = PENALTY * np.diag([*[1.0] * states.shape[1], 1e-9])
    weights = np.zeros(design.shape[1])
    for _ in range(12):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (chance - filled) + penalty @ weights
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + penalty
        weights -= np.linalg.solve(curve, slope)
    scaled = weights[:-1] / spread
    return np.asarray(np.append(scaled, weights[-1] - mean @ scaled), np.float32)


def told(name: str, all_of_them: Sequence[Encoded], weights: NDArray[np.float32]) -> None:
    """Print how many filled pauses are found, how many of those found are, and how late."""
    found = marked = hit = words = taken = 0
    late_s: list[float] = []
    lasts_s = sum(len(window) for one in all_of_them for _, window in one.windows) / FRAMES_PER_S
    for one in all_of_them:
        heard = [
            stretch
            for start_s, states in one.windows
            for stretch, _ in stretches(states, Interval(start_s=start_s, end_s=start_s + LONGEST_WINDOW_S), weights)
        ]
        by_mark = [_over(heard, mark) for mark in one.recording.marks]
        found, marked, hit = found + len(heard), marked + len(by_mark), hit + sum(map(bool, by_mark))
        words, taken = words + len(one.recording.words), taken + sum(bool(_over(heard, w)) for w in one.recording.words)
        late_s += [over[0].start_s - mark[0] for over, mark in zip(by_mark, one.recording.marks, strict=True) if over]
        found -= sum(len(over) - 1 for over in by_mark if over)
    right = f"{hit / marked:.2f} ({hit} of {marked})" if marked else "-"
    exact = f"{hit / found:.2f} ({hit} of {found})" if found else "-"
    median_s = f"{np.median(np.abs(late_s)):.2f}" if late_s else "-"
    wrong = (found - hit) * 60 / lasts_s
    print(f"  {name:<28} recall {right}, precision {exact}, {wrong:.2f} wrong a minute; {taken} of {words} words")
    print(f"  {'':<28} start off by {median_s} s in the median")


def _over(heard: Sequence[Interval], mark: tuple[float, float]) -> list[Interval]:
    return [one for one in heard if one.start_s < mark[1] and one.end_s > mark[0]]


def main() -> None:
    """Learn from each group, measure on the other; with `--write`, learn from both."""
    clips, random = Path(os.environ["INTERVIEW_SIMULATOR_CLIPS"]), np.random.default_rng(11)
    model = loaded(str(model_files.ensure("whisper-base", Settings().models_dir)), 1)
    known = yaml.safe_load(KNOWN.read_text(encoding="utf-8"))
    natural, put_in, rest = [], [], []
    for group in groups(known, clips):
        natural.append([encoded_by(model, one) for one in group.natural])
        variants = [spliced(one, group.pieces, random) for _ in range(VARIANTS) for one in group.fluent]
        put_in.append([encoded_by(model, one) for one in variants])
        noisy = [drowned(one, random) for _ in range(VARIANTS) for one in group.fluent]
        rest.append([encoded_by(model, one) for one in (*group.fluent, *noisy)])
    for name, own, other in (("first", 0, 1), ("second", 1, 0)):
        weights = learned(*frames([*natural[own], *put_in[own], *rest[own]], random))
        print(f"learned from the {name} group, on the other:")
        told("as they were recorded", natural[other], weights)
        told("put into fluent speech", put_in[other], weights)
        told("fluent, most under noise", rest[other], weights)
    if "--write" in sys.argv:
        weights = learned(*frames([one for each in (*natural, *put_in, *rest) for one in each], random))
        np.save(WEIGHTS, weights.astype(np.float32))


if __name__ == "__main__":
    main()
