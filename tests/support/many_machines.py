"""An installation on many machines, played on one: PostgreSQL, an S3 server, API processes, workers."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
from tests.support import postgresql_server, s3_server
from tests.support.server import Server
from tests.support.waiting import PATIENCE_S, until

SCRIPTED = (sys.executable, str(Path(__file__).with_name("scripted_worker.py")))
COUNT_ENDS = """
CREATE TABLE ends (record_id text NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp());
CREATE FUNCTION note_end() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN INSERT INTO ends (record_id) VALUES (NEW.record_id); RETURN NULL; END $$;
CREATE TRIGGER ends AFTER UPDATE ON records FOR EACH ROW
WHEN (NEW.document->>'status' NOT IN ('waiting', 'analysing')) EXECUTE FUNCTION note_end();
"""
"""The database itself notes every write of an analysis' end."""


def empty_installation() -> dict[str, str]:
    """Settings of a new one, with an empty database and an empty place in the bucket."""
    return {
        "INTERVIEW_SIMULATOR_DATABASE_URL": postgresql_server.new_database(),
        "INTERVIEW_SIMULATOR_MEDIA_URL": s3_server.new_place(),
        "AWS_ENDPOINT_URL_S3": s3_server.address(),
        **s3_server.ENVIRON,
    }


class Machines:
    """One API process, and workers that come and go."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self._folder, self.settings = folder, {**empty_installation(), **settings}
        self.database = self.settings["INTERVIEW_SIMULATOR_DATABASE_URL"]
        self.told = folder / "told"
        self.told.mkdir()
        self.workers: list[WorkerProcess] = []
        self.apis: list[Server] = []
        self.api = self.another_api()
        with psycopg.connect(self.database) as connection:
            connection.execute(COUNT_ENDS)

    def another_api(self, *command: str, **environment: str) -> Server:
        """One more API process, or another script that does the same."""
        self.apis.append(Server(self._folder / f"api-{len(self.apis)}", *command, **self.settings, **environment))
        return self.apis[-1]

    def worker(self, abilities: str = "cpu", lasts_s: float = 0.0, **environment: str) -> "WorkerProcess":
        """A worker that starts; several start side by side."""
        told = {"STEPS_LAST_S": str(lasts_s), "STEPS_TOLD": str(self.told), **environment}
        started = WorkerProcess(Path(tempfile.mkdtemp(dir=self._folder)), abilities, {**self.settings, **told})
        self.workers.append(started)
        return started

    def begun(
        self, step: str, record_id: str, among: "list[WorkerProcess] | None" = None, within_s: float = PATIENCE_S
    ) -> "WorkerProcess":
        """The worker that began this step; waits for it."""

        def who() -> "list[WorkerProcess]":
            name = f"{step}-{record_id}"
            return [each for each in among or self.workers if (self.told / f"{name}-{each.process.pid}").exists()]

        until(lambda: bool(who()), within_s)
        return who()[0]

    def ends(self, record_id: str) -> int:
        """How often an end of this record's analysis was written."""
        with psycopg.connect(self.database) as connection:
            found = connection.execute("SELECT count(*) FROM ends WHERE record_id = %s", (record_id,)).fetchone()
        assert found is not None
        return int(found[0])

    def ended(self, *record_ids: str) -> list[str]:
        """These records in the order in which their analyses ended."""
        with psycopg.connect(self.database) as connection:
            found = connection.execute(
                "SELECT record_id FROM ends WHERE record_id = ANY(%s) ORDER BY at", (list(record_ids),)
            )
            return [str(record_id) for (record_id,) in found]

    def standing(self) -> str:
        """Where unfinished work stands, who lives, and the last that the workers told; for whom a trial has failed."""
        work = "SELECT workflow_uuid, name, status, queue_name, executor_id, application_version, started_at_epoch_ms"
        unfinished = f"{work} FROM dbos.workflow_status WHERE status IN ('ENQUEUED', 'PENDING', 'DELAYED')"
        with psycopg.connect(self.database) as connection:
            rows = [*connection.execute(unfinished), *connection.execute("SELECT id, beat, lost FROM workers")]
        logs = [f"{each.log}:\n{each.log.read_text()[-3000:]}" for each in self.workers]
        return "\n".join([*map(str, rows), *logs])

    def claim(self, workflow: str, worker_id: str) -> None:
        """As if the worker had claimed this, and the database's answer had been lost."""
        claimed = "UPDATE dbos.workflow_status SET status = 'PENDING', executor_id = %s, owner_xid = 'lost'"
        with psycopg.connect(self.database) as connection:
            changed = connection.execute(f"{claimed} WHERE workflow_uuid = %s", (worker_id, workflow))
            assert changed.rowcount == 1

    def give_up(self, worker_id: str) -> None:
        """As another worker does in the moment before it takes over."""
        with psycopg.connect(self.database) as connection:
            connection.execute("UPDATE workers SET lost = now() WHERE id = %s", (worker_id,))

    def given_up_s(self, worker_id: str, since_s: float) -> float:
        """How long after this moment (since 1970) the worker was given up; waits for it."""

        def given_up() -> list[float]:
            with psycopg.connect(self.database) as connection:
                query = "SELECT extract(epoch FROM lost) FROM workers WHERE id = %s AND lost IS NOT NULL"
                return [float(at_s) for (at_s,) in connection.execute(query, (worker_id,))]

        until(lambda: bool(given_up()))
        return given_up()[0] - since_s

    def files(self, record_id: str) -> list[str]:
        """Names below the record's artefacts, with the folder of the worker that made them."""
        below = f"media/artefacts/{record_id}/"
        return sorted(name.removeprefix(below) for name in self.held() if name.startswith(below))

    def held(self) -> dict[str, bytes]:
        """All that is in the bucket, as it is there, by name."""
        import boto3

        bucket, _, prefix = self.settings["INTERVIEW_SIMULATOR_MEDIA_URL"].removeprefix("s3://").partition("/")
        client = boto3.client("s3", endpoint_url=s3_server.address())
        names = [each["Key"] for each in client.list_objects_v2(Bucket=bucket, Prefix=prefix).get("Contents", ())]
        return {
            name.removeprefix(f"{prefix}/"): client.get_object(Bucket=bucket, Key=name)["Body"].read() for name in names
        }

    def end_workers(self) -> None:
        """End those that are there."""
        while self.workers:
            self.workers.pop().kill()

    def end(self) -> None:
        """End all processes."""
        self.end_workers()
        for api in self.apis:
            api.stop()


class WorkerProcess:
    """`interview-simulator worker` with scripted engines."""

    def __init__(self, folder: Path, abilities: str, environment: dict[str, str]) -> None:
        self.log = folder / "log"
        told = {"INTERVIEW_SIMULATOR_DATA_DIR": str(folder / "data"), **environment}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen([*SCRIPTED, abilities], env={**os.environ, **told}, stdout=log, stderr=log)

    def until_it_works(self, times: int = 1) -> None:
        """Until it has told so, for the second time after it began anew."""

        def works() -> bool:
            assert self.process.poll() is None, self.log.read_text()[-3000:]
            return self.log.read_text().count(" analyses: ") >= times

        until(works, PATIENCE_S)

    def name(self) -> str:
        """The last one that it gave itself; empty before it works."""
        told = [line for line in self.log.read_text().splitlines() if " analyses: " in line]
        return told[-1].partition(" ")[0] if told else ""

    def send(self, number: signal.Signals) -> None:
        """A signal."""
        self.process.send_signal(number)

    def kill(self) -> None:
        """SIGKILL, which ends a stopped process, too."""
        self.process.kill()
        self.process.wait()
