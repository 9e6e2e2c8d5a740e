"""Runs the steps in this process, once, without a database: what `interview-simulator analyze` does."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from interview_simulator.domain.record import StepName
from interview_simulator.domain.report import Report
from interview_simulator.domain.results import Results
from interview_simulator.workflow.job import Engines, Job
from interview_simulator.workflow.perform import Announce, announced, perform, timed
from interview_simulator.workflow.pipeline import Branch, analyse, run_branch
from interview_simulator.workflow.tasks import TASKS, report_files
from interview_simulator.workflow.workspace import FolderWorkspace, Workspace


def analyse_here(job: Job, engines: Engines, space: Workspace, announce: Announce) -> Results:
    """Run all steps, the branches in a thread each, and leave report and files in the workspace."""

    def perform_here(step: StepName, so_far: Results) -> Results:
        def work() -> Results:
            if step == "update_record":
                return timed(step, lambda: report_files(job, so_far, space))
            return timed(step, lambda: TASKS[step](job, engines, space, so_far, announced(step, announce)))

        return perform(step, so_far, work, announce)

    def side_by_side(branches: Sequence[Branch]) -> Sequence[Results]:
        with ThreadPoolExecutor(len(branches)) as threads:
            return list(threads.map(lambda branch: run_branch(branch, perform_here), branches))

    return analyse(side_by_side, perform_here)


def analyse_file(job: Job, engines: Engines, recording: Path, out: Path, announce: Announce) -> Report:
    """Analyse one file into the folder `out` and return the report."""
    analyse_here(job, engines, FolderWorkspace(recording, out), announce)
    return Report.model_validate_json((out / "report.json").read_text(encoding="utf-8"))
