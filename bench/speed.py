"""How fast and how large the analysis is beside its rivals, on the same recordings, in one run.

    python -m bench.speed                                     # 1, 10 and 30 minutes, two codecs, three runs: hours
    python -m bench.speed --minutes 1 --codecs vp8 --runs 1   # a first look

Each run is a process of its own, whose models are loaded and were used on a short recording before the clock starts.
Figures are medians over the runs; between two contenders only the ratio tells something on a busy machine.
"""

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil
from tests.support.cost import Cost, cost_of
from tests.support.recordings import ENDINGS, recording, talk

from bench.contenders import CONTENDERS

MINUTES = (1, 10, 30)


def measured(name: str, path: Path, warm_up: Path) -> Cost | str:
    """One run; a sentence why it could not be."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "result.json"
        whole = cost_of([sys.executable, "-m", "bench.contenders", name, str(path), str(warm_up), str(result)])
        told = json.loads(result.read_text())
    return str(told["missing"]) if "missing" in told else Cost(told["seconds"], told["cpu_s"], whole.peak_bytes)


def median(costs: Sequence[Cost]) -> Cost:
    return Cost(
        statistics.median(cost.seconds for cost in costs),
        statistics.median(cost.cpu_s for cost in costs),
        int(statistics.median(cost.peak_bytes for cost in costs)),
    )


def machine() -> str:
    """What the figures were measured on, and how busy it was."""
    info = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    model = next(
        (line.partition(": ")[2] for line in info.splitlines() if line.startswith("model name")), "unknown CPU"
    )
    memory = psutil.virtual_memory().total / 1e9
    busy = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    return f"{os.cpu_count()} x {model}, {memory:.0f} GB, Python {platform.python_version()}, load before: {busy}"


def rows(names: Sequence[str], path: Path, warm_up: Path, runs: int, length_s: float) -> Iterator[str]:
    """A line for each contender; they take turns, so that a busy moment meets all of them."""
    costs: dict[str, list[Cost]] = {name: [] for name in names}
    missing: dict[str, str] = {}
    for _ in range(runs):
        for name in (name for name in names if name not in missing):
            cost = measured(name, path, warm_up)
            if isinstance(cost, str):
                missing[name] = cost
            else:
                costs[name].append(cost)
                print(f"    {name}: {cost}", file=sys.stderr, flush=True)
    first = median(costs[names[0]]).seconds if costs[names[0]] else None
    for name in names:
        if name in missing:
            yield f"  {name:15} did not run: {missing[name]}"
        else:
            cost = median(costs[name])
            times = f", {cost.seconds / first:.1f} x {names[0]}" if first and name != names[0] else ""
            yield f"  {name:15} {cost}; {cost.seconds / length_s:.4f} of the length{times}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=int, nargs="+", default=MINUTES)
    parser.add_argument("--codecs", nargs="+", choices=ENDINGS, default=list(ENDINGS))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--contenders", nargs="+", choices=CONTENDERS, default=list(CONTENDERS))
    parser.add_argument("--recordings", type=Path, help="A folder in which the recordings stay for the next time.")
    args = parser.parse_args()
    print(machine(), flush=True)
    with tempfile.TemporaryDirectory() as made:
        folder = args.recordings or Path(made)
        warm_up = talk(folder, 8)
        for minutes in args.minutes:
            for codec in args.codecs:
                path = recording(folder, minutes, codec)
                size_mb = path.stat().st_size / 1e6
                print(f"{minutes} min of 720p {codec}, {size_mb:.0f} MB, {args.runs} runs", flush=True)
                for row in rows(args.contenders, path, warm_up, args.runs, 60.0 * minutes):
                    print(row, flush=True)


if __name__ == "__main__":
    main()
