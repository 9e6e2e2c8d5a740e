"""Analyses as executions of a state machine of AWS Step Functions, one for each attempt: `<record_id>-<attempt>`.

The state machine's order of steps is `deploy/aws/analyze.asl.yaml`, held against `pipeline.py` by a test.
"""

import hashlib
import json
from contextlib import suppress
from datetime import UTC, datetime

from interview_simulator.aws.clients import client
from interview_simulator.aws.errors import errors_of_an_engine
from interview_simulator.domain.record import Record
from interview_simulator.errors import ConflictError, NotFoundError
from interview_simulator.stores.records.store import RecordStore
from interview_simulator.workflow.attempts import repeatable

LONGEST_NAME = 80
"""Step Functions takes no longer name of an execution."""


class StepFunctionsWorkflow:
    """The workflow on AWS. Step Functions keeps what is under way, so there is nothing to launch or to close."""

    def __init__(
        self,
        state_machine_arn: str,
        records: RecordStore,
        *,
        endpoint_url: str | None = None,
        region: str | None = None,
    ) -> None:
        self._machine, self._records = state_machine_arn, records
        self._states = client("stepfunctions", endpoint_url=endpoint_url, region=region)

    def launch(self) -> None:
        """Nothing: executions go on by themselves."""

    def start(self, record_id: str) -> None:
        """Analyse the recording of this record, unless that was asked for before.

        Repeated, it starts the execution of an attempt whose beginning was written down and then broke off.
        """
        self._records.begin_attempt(record_id, 0)
        record = self._records.get(record_id)
        if record is not None and record.attempt == 1 and record.status == "analysing":
            self._execute(record)

    def retry(self, record_id: str) -> None:
        """Analyse again from the beginning."""
        record = self._records.begin_attempt(record_id, repeatable(self._records, record_id).attempt)
        if record is not None:
            self._execute(record)

    def cancel(self, record_id: str) -> None:
        """Stop the execution of the record's attempt; what it was doing is refused by the records."""
        record = self._records.get(record_id)
        if record is None or record.attempt == 0:
            return
        execution = f"{self._machine.replace(':stateMachine:', ':execution:')}:{_name(record)}"
        with suppress(NotFoundError), errors_of_an_engine(f"analysis of {record_id}"):
            self._states.stop_execution(executionArn=execution, cause="The record was deleted.")

    def close(self) -> None:
        """Nothing: executions go on by themselves."""

    def _execute(self, record: Record) -> None:
        """Start; one of the same name is running or has ended already when AWS tells of a conflict."""
        began = datetime.now(UTC).isoformat()
        asked = json.dumps({"record_id": record.record_id, "attempt": record.attempt, "began": began})
        with suppress(ConflictError), errors_of_an_engine(f"analysis of {record.record_id}"):
            self._states.start_execution(stateMachineArn=self._machine, name=_name(record), input=asked)


class StepFunctionsTokens:
    """Ends states that wait for their task token."""

    def __init__(self, *, endpoint_url: str | None = None, region: str | None = None) -> None:
        self._states = client("stepfunctions", endpoint_url=endpoint_url, region=region)

    def succeed(self, token: str) -> None:
        """The state has succeeded."""
        with suppress(NotFoundError), errors_of_an_engine("end of a state"):
            self._states.send_task_success(taskToken=token, output="{}")

    def fail(self, token: str, error: BaseException) -> None:
        """The state has failed."""
        with suppress(NotFoundError), errors_of_an_engine("end of a state"):
            self._states.send_task_failure(taskToken=token, error=type(error).__name__, cause=str(error))


def _name(record: Record) -> str:
    """As on one machine; in place of an id that is too long stands its SHA-256."""
    name = f"{record.record_id}-{record.attempt}"
    if len(name) <= LONGEST_NAME:
        return name
    return f"{hashlib.sha256(record.record_id.encode()).hexdigest()}-{record.attempt}"
