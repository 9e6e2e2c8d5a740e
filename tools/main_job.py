"""What the program is for, with an installed package: `python -m tools.main_job RECORDING "WORDS IT HOLDS"`.

The recording becomes a report by the command line and by the API of a running server. Both must be right and the same.
Prints the seconds of each as JSON; exit code 1, with what is wrong, otherwise. It needs the installed package and
nothing else, so that any environment can be tried with it.
"""

import json
import re
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.support.server import Server

COMMAND = Path(sys.executable).with_name("interview-simulator")
REPORT_WITHIN_S = 600.0


class WrongReportError(Exception):
    """The report does not say what is known of the recording."""


def main() -> None:
    """Analyse the recording both ways and compare."""
    recording, words = Path(sys.argv[1]), sys.argv[2]
    with TemporaryDirectory() as folder:
        started_s = time.monotonic()
        by_command = analysed(recording, Path(folder) / "report")
        command_s = time.monotonic() - started_s
        by_api, upload_s = uploaded(recording, Path(folder) / "data")
    for report in (by_command, by_api):
        hold_against(report, words)
    if comparable(by_command) != comparable(by_api):
        raise WrongReportError("The command line and the API made different reports of one recording.")
    print(json.dumps({"analyze_s": round(command_s, 1), "upload_to_report_s": round(upload_s, 1)}))


def analysed(recording: Path, out: Path) -> dict[str, Any]:
    """Return the report that `interview-simulator analyze` made."""
    subprocess.run([COMMAND, "analyze", recording, "--language", "en", "--out", out], check=True, stdout=sys.stderr)
    for name in ("transcript.vtt", "poster.jpg"):
        if not (out / name).stat().st_size:
            raise WrongReportError(f"{name} is empty.")
    report: dict[str, Any] = json.loads((out / "report.json").read_text())
    return report


def uploaded(recording: Path, data_dir: Path) -> tuple[dict[str, Any], float]:
    """Return the report of an upload to `interview-simulator serve`, and the seconds from the upload to it."""
    server = Server(data_dir, str(COMMAND), "serve")
    try:
        about = {"record_id": "try", "email": "try@example.org", "language": "en", "video": f"try{recording.suffix}"}
        server.client.post("/record", json={**about, "duration": "00:00:11"}).raise_for_status()
        started_s = time.monotonic()
        server.upload("try", recording).raise_for_status()
        record = server.until_finished("try", REPORT_WITHIN_S)
        passed_s = time.monotonic() - started_s
        if record["status"] != "succeeded":
            raise WrongReportError(f"The analysis of the upload ended as {record['status']}: {record}")
        return server.client.get("/records/try/report").raise_for_status().json(), passed_s
    finally:
        server.stop()


def hold_against(report: dict[str, Any], words: str) -> None:
    """Raise WrongReportError where the report contradicts what is known: the words, and one face all the time."""
    heard = plain(report["transcript"]["text"])
    if plain(words) not in heard:
        raise WrongReportError(f"“{words}” was said, and the transcript is “{report['transcript']['text']}”.")
    video, speech = report["video"], report["speech"]
    if video["status"] != "analysed" or video["face_present_ratio"] < 0.95 or video["multiple_faces_ratio"] > 0:
        raise WrongReportError(f"One face is seen all the time, and the report says {video}.")
    if speech["status"] != "analysed" or speech["words"] != len(heard.split()) or speech["fillers"]["count"]:
        raise WrongReportError(f"The speech is fluent, and the report says {speech}.")


def plain(text: str) -> str:
    """Return the words alone, in lower case."""
    return " ".join(re.findall(r"[a-z']+", text.lower()))


def comparable(report: dict[str, Any]) -> dict[str, Any]:
    """Return the report without what differs between two analyses of one recording: ids and times of work."""
    return {name: part for name, part in report.items() if name not in ("record_id", "provenance")}


if __name__ == "__main__":
    try:
        main()
    except WrongReportError as error:
        sys.exit(str(error))
