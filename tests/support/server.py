"""`interview-simulator serve` in its own process, for every test that goes through its door."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
from tests.support.waiting import LONG_PATIENCE_S, PATIENCE_S

Start = Callable[..., "Server"]


class Server:
    """`interview-simulator serve` on a free port, or another script that does the same."""

    def __init__(self, data_dir: Path, *command: str, **settings: str) -> None:
        self.data_dir = data_dir
        data_dir.mkdir(parents=True, exist_ok=True)
        self._command = command or (sys.executable, "-m", "interview_simulator.cli", "serve")
        self._settings = settings
        self.start()

    def start(self) -> None:
        port_file = self.data_dir / "log"
        environment = {
            **os.environ,
            "INTERVIEW_SIMULATOR_DATA_DIR": str(self.data_dir),
            "INTERVIEW_SIMULATOR_PORT": "0",
            **self._settings,
        }
        with port_file.open("wb") as log:
            self.process = subprocess.Popen(self._command, env=environment, stdout=log, stderr=log)
        self.client = httpx.Client(base_url=self._address(port_file), timeout=PATIENCE_S)
        self.client.get("/healthz", timeout=PATIENCE_S).raise_for_status()

    def _address(self, log: Path) -> str:
        """The server tells the port that the system gave it."""
        deadline_s = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline_s and self.process.poll() is None:
            line = next((line for line in log.read_text().splitlines() if " on http://" in line), None)
            if line:
                return line.split(" on ")[1].split(" ")[0]
            time.sleep(0.05)
        raise AssertionError(f"the server did not start: {log.read_text()[-2000:]}")

    @property
    def address(self) -> str:
        """http://127.0.0.1:<port>"""
        return str(self.client.base_url)

    def start_again(self) -> None:
        """On the same port, so that a page that is open finds it."""
        self._settings["INTERVIEW_SIMULATOR_PORT"] = str(self.client.base_url.port)
        self.start()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        self.client.close()
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=PATIENCE_S)

    def upload(self, record_id: str, recording: Path) -> httpx.Response:
        form = (
            self.client.get("/upload", params={"filename": f"{record_id}{recording.suffix}"}).raise_for_status().json()
        )
        with recording.open("rb") as file:
            return self.client.post(form["url"], data=form["fields"], files={"file": file})

    def until_finished(self, record_id: str, within_s: float = LONG_PATIENCE_S) -> dict[str, object]:
        deadline_s = time.monotonic() + within_s
        while time.monotonic() < deadline_s:
            record: dict[str, object] = self.client.get(f"/records/{record_id}").raise_for_status().json()
            if record["status"] not in ("waiting", "analysing"):
                return record
            time.sleep(0.1)
        raise AssertionError(f"{record_id} was not finished within {within_s} s: {record}")
