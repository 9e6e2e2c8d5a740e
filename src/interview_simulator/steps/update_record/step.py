"""Results -> report.json and transcript.vtt. Running it twice writes the same bytes."""

import json
from functools import cache
from pathlib import Path

import jsonschema

from interview_simulator.domain.interview import Interview
from interview_simulator.domain.report import Report
from interview_simulator.domain.results import Results
from interview_simulator.steps.update_record.assemble import assemble
from interview_simulator.steps.update_record.captions import web_vtt


def write_report(record_id: str, interview: Interview | None, results: Results, folder: Path) -> list[Path]:
    """Write what the user reads into `folder` and return the files; captions only where there is a transcript.

    Raises jsonschema.ValidationError when the report breaks its own schema: that would be our fault, and is not hidden.
    """
    report = assemble(record_id, interview, results)
    files = [_write(folder / "report.json", report_json(report))]
    if results.transcription is not None:
        files.append(_write(folder / "transcript.vtt", web_vtt(results.transcription.transcript.words)))
    return files


def report_json(report: Report) -> str:
    """The report as JSON, checked against its JSON Schema."""
    document = report.model_dump(mode="json")
    _validator().validate(document)
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def report_schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of the report."""
    return Report.model_json_schema(mode="serialization")


@cache
def _validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(report_schema())


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path
