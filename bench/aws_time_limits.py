"""Half an hour of 720p through ConvertVideo's and CalculateVideoMetrics' steps, at the CPU share of their functions.

    python -m bench.aws_time_limits          # as root, where Linux has the cpu controller of cgroups

Lambda gives 2240 MB a share of 1.27 of a CPU. Each step runs in a process of its own under that quota; DetectFaces and
DetectLabels are answered by another process after LATENCY_S. Where other work wants the CPUs as well, the seconds of
CPU, divided by the share, tell more than the clock.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path

from tests.support.json_handler import JsonHandler
from tests.support.recordings import recording
from tests.support.rekognition_answers import FACE

SHARE = 2240 / 1769
"""Lambda gives one CPU at 1769 MB."""
CGROUPS = Path("/sys/fs/cgroup/cpu")
MINUTES = 30
LATENCY_S = 0.4
LIMITS_S = {"convert_video": 120, "video_metrics": 300}


class Rekognition(JsonHandler):
    """Answers after a while, as the service does."""

    protocol_version = "HTTP/1.1"

    def respond(self, body: bytes) -> None:  # noqa: ARG002  # every picture gets the same answer
        time.sleep(LATENCY_S)
        faces = self.headers["X-Amz-Target"].endswith("DetectFaces")
        self.answer(json.dumps({"FaceDetails": [FACE]} if faces else {"Labels": []}), kind="application/x-amz-json-1.1")


@contextmanager
def service() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Rekognition) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def limited() -> bool:
    """Put this process under the share; False where that cannot be done."""
    group = CGROUPS / f"step-{os.getpid()}"
    try:
        group.mkdir()
        (group / "cpu.cfs_period_us").write_text("100000")
        (group / "cpu.cfs_quota_us").write_text(str(round(SHARE * 100_000)))
        (group / "cgroup.procs").write_text(str(os.getpid()))
    except OSError:
        return False
    return True


def converted(folder: Path, _service: str) -> None:
    from interview_simulator.steps.convert_video.step import convert_video

    convert_video(folder / "recording.webm", folder, max_duration_s=1860.0)


def measured(folder: Path, service: str) -> None:
    from interview_simulator.steps.video_metrics.rekognition import (
        MOST_SAMPLING_HZ,
        RekognitionFaces,
        RekognitionObjects,
    )
    from interview_simulator.steps.video_metrics.step import video_metrics

    video_metrics(
        folder / "playable.webm",
        faces=RekognitionFaces(endpoint_url=service, region="us-east-1"),
        objects=RekognitionObjects(endpoint_url=service, region="us-east-1"),
        sampling_hz=MOST_SAMPLING_HZ,
        duration_s=60.0 * MINUTES,
    )


STEPS: dict[str, Callable[[Path, str], None]] = {"convert_video": converted, "video_metrics": measured}


def run_one(step: str, folder: Path, service: str) -> None:
    """In a process of its own."""
    os.environ.update(AWS_ACCESS_KEY_ID="bench", AWS_SECRET_ACCESS_KEY="bench")
    is_limited, began_s = limited(), time.monotonic()
    STEPS[step](folder, service)
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu_s = used.ru_utime + used.ru_stime
    quota = "under the quota" if is_limited else "without a quota"
    print(
        f"{step}: {time.monotonic() - began_s:.0f} s {quota}, {cpu_s:.0f} s of CPU = {cpu_s / SHARE:.0f} s at "
        f"{SHARE:.2f} CPU, {used.ru_maxrss / 1024:.0f} MB; the limit is {LIMITS_S[step]} s, 2240 MB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", nargs="*", help="(for the processes that this one starts)")
    args = parser.parse_args()
    if args.step:
        return run_one(args.step[0], Path(args.step[1]), args.step[2])
    with tempfile.TemporaryDirectory() as folder, service() as address:
        made = recording(Path(folder), MINUTES).rename(Path(folder) / "recording.webm")
        print(f"{MINUTES} minutes of 720p, {made.stat().st_size / 1e6:.0f} MB")
        for step in STEPS:
            subprocess.run([sys.executable, "-m", "bench.aws_time_limits", step, folder, address], check=True)
    return None


if __name__ == "__main__":
    main()
