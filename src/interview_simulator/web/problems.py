"""Errors as application/problem+json (RFC 9457); one table from our errors to HTTP."""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from interview_simulator import errors
from interview_simulator.domain.frozen import Frozen
from interview_simulator.web.observed import SECURITY_HEADERS

STATUS: dict[type[errors.InterviewSimulatorError], HTTPStatus] = {
    errors.BadInputError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.BadSignatureError: HTTPStatus.FORBIDDEN,
    errors.ConflictError: HTTPStatus.CONFLICT,
    errors.CrossSiteError: HTTPStatus.FORBIDDEN,
    errors.ConsentMissingError: HTTPStatus.FORBIDDEN,
    errors.DamagedDatabaseError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.DecoderUnavailableError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.DecryptionError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.DiskFullError: HTTPStatus.INSUFFICIENT_STORAGE,
    errors.BusyError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.GoneError: HTTPStatus.GONE,
    errors.FFmpegMissingError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.LanguageModelError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.LibraryMissingError: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.ModelFileError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.NotFoundError: HTTPStatus.NOT_FOUND,
    errors.NotSignedInError: HTTPStatus.UNAUTHORIZED,
    errors.NotYoursError: HTTPStatus.FORBIDDEN,
    errors.QuotaReachedError: HTTPStatus.FORBIDDEN,
    errors.ServiceRefusedError: HTTPStatus.BAD_GATEWAY,
    errors.ServiceUnavailableError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.StoreUnavailableError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.TooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.TooManyRequestsError: HTTPStatus.TOO_MANY_REQUESTS,
    errors.WorkerGivenUpError: HTTPStatus.INTERNAL_SERVER_ERROR,
}
CODES: dict[type[errors.InterviewSimulatorError], str] = {
    errors.BadDocumentError: "document_broken",
    errors.ConsentMissingError: "consent_missing",
    errors.DocumentKindError: "document_kind",
    errors.DocumentLockedError: "document_locked",
    errors.NoTextError: "document_without_text",
    errors.TooLittleTextError: "too_little_text",
    errors.WeakPasswordError: "weak_password",
}
"""For problems after which the page does something of its own, or says what is wrong in the reader's language."""


class Problem(Frozen):
    """What went wrong; `detail` is one sentence that says what to do, `code` what a program may go by."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str | None = None


MEDIA_TYPE = "application/problem+json"
_DOCUMENTED = {"content": {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{Problem.__name__}"}}}}
RESPONSES: dict[int | str, dict[str, Any]] = {
    "4XX": {"description": "What was asked for cannot be done; the problem says why.", **_DOCUMENTED},
    "5XX": {"description": "The server could not do it; the problem says whether to try again.", **_DOCUMENTED},
}
"""What every route may answer besides its own responses."""


def status_of(error: errors.InterviewSimulatorError) -> HTTPStatus:
    """The HTTP status of our error, or of the nearest class above it."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def install(app: FastAPI) -> None:
    """Answer every error as a problem, and say so in the API's description."""
    _document(app)

    @app.exception_handler(errors.InterviewSimulatorError)
    def ours(_request: Request, error: errors.InterviewSimulatorError) -> JSONResponse:
        wait = {"Retry-After": str(error.retry_after_s)} if isinstance(error, errors.TooManyRequestsError) else None
        return problem(status_of(error), str(error), wait, CODES.get(type(error)))

    @app.exception_handler(RequestValidationError)
    def invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"][1:]) or "the request"
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, f"{place}: {first['msg']}.")

    @app.exception_handler(HTTPException)
    def http(_request: Request, error: HTTPException) -> JSONResponse:
        return problem(HTTPStatus(error.status_code), str(error.detail), error.headers)

    @app.exception_handler(Exception)
    def unexpected(_request: Request, _error: Exception) -> JSONResponse:
        return problem(
            HTTPStatus.INTERNAL_SERVER_ERROR, "An unexpected error happened; the server's log has the details."
        )


def problem(status: HTTPStatus, detail: str, headers: object = None, code: str | None = None) -> JSONResponse:
    """The problem as a response."""
    body = Problem(title=status.phrase, status=status, detail=detail, code=code).model_dump(exclude_none=True)
    further = headers if isinstance(headers, dict) else {}
    return JSONResponse(body, status, headers={**SECURITY_HEADERS, **further}, media_type=MEDIA_TYPE)


def _document(app: FastAPI) -> None:
    """Add the schema that RESPONSES refer to; FastAPI documents models as application/json only."""
    describe = app.openapi

    def described() -> dict[str, Any]:
        description = describe()
        description.setdefault("components", {}).setdefault("schemas", {})[Problem.__name__] = (
            Problem.model_json_schema()
        )
        return description

    app.openapi = described  # type: ignore[method-assign]  # the way that FastAPI's documentation gives
