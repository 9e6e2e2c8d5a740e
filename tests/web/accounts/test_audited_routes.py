"""Which routes leave a line in the audit log, and that none which changes something was forgotten."""

from dataclasses import replace
from typing import Any

import pytest
from tests.web.accounts.conftest import People
from tests.web.accounts.test_matrix import MATRIX, Case, ask_for, make_interview
from tests.web.accounts.test_matrix import settings as open_sign_up
from tests.web.answers import problem

from interview_simulator.audit.log import AuditEntry
from interview_simulator.compose import App
from interview_simulator.errors import StoreUnavailableError
from interview_simulator.testing.audit import MemoryAuditLog

settings = open_sign_up
NOTED: dict[str, tuple[str, ...]] = {
    "DELETE /uploads/{record_id}": ("upload_deleted",),
    "DELETE /records/{record_id}": ("record_deleted",),
    "POST /records/{record_id}/follow-ups": ("report_viewed",),
    "POST /records/{record_id}/questions": ("report_viewed",),
    "PUT /consent": ("consent_given",),
    "DELETE /consent": ("consent_withdrawn",),
    "DELETE /everything": ("erased",),
    "POST /sign-in": ("signed_in",),
    "POST /sign-out": ("signed_out",),
    "POST /sign-up": ("account_made", "signed_in"),
    "POST /password-resets/complete": ("password_reset", "signed_in"),
    "POST /me/password": ("password_changed",),
    "DELETE /me/sessions": ("signed_out_everywhere",),
    "POST /me/tokens": ("token_made",),
    "POST /records/{record_id}/shares": ("shared",),
    "POST /records/{record_id}/links": ("shared",),
    "DELETE /records/{record_id}/shares/{share_id}": ("share_revoked",),
    "POST /records/{record_id}/comments": ("commented",),
    "DELETE /records/{record_id}/comments/{comment_id}": ("comment_deleted",),
    "PUT /records/{record_id}/grades/{question_id}": ("graded",),
    "DELETE /records/{record_id}/grades/{question_id}": ("grade_deleted",),
    "DELETE /groups/{group_id}": ("group_deleted",),
    "PATCH /accounts/{account_id}": ("quota_changed",),
    "POST /accounts/{account_id}/resets": ("reset_made",),
    "POST /invitations": ("invited",),
    "DELETE /invitations/{invitation_id}": ("invitation_revoked",),
}
NOTED_ELSEWHERE = {
    "DELETE /interviews/{interview_id}",  # below, for it needs one that was made
    "DELETE /me/tokens/{token_id}",  # test_audit.py, for it needs a token
    "POST /password-resets",  # test_messages.py: it is the message that is noted, where one is sent
}
SENT = {
    "POST /media",
    "PUT /media/{key}",
    "POST /uploads",
    "POST /uploads/{record_id}/parts",
    "POST /uploads/{record_id}/complete",
    "POST /record",
    "POST /records/{record_id}/retry",
}
MADE = {"POST /interviews/made-to-measure", "POST /groups", "PUT /groups/{group_id}"}
NOTHING_KEPT = {"POST /follow-up", "POST /documents/text", "DELETE /me/notices"}
OF_MENTORS = {operation for operation, row in MATRIX.items() if row.meets.startswith("SSS NFN FNN")}
DELETIONS = {operation for operation in NOTED if operation.startswith("DELETE") and "deleted" in NOTED[operation][0]}


class UnwritableAuditLog(MemoryAuditLog):
    """The database does not answer."""

    def append(self, entry: AuditEntry) -> None:
        raise StoreUnavailableError("busy")


def case_of(operation: str, parts: App, people: People) -> Case:
    """An administrator who may."""
    return Case(parts, people, "administrator", "shared" if operation in OF_MENTORS else "own", 0)


def test_every_route_that_changes_something_is_noted_or_it_is_said_why_not() -> None:
    changing = {operation for operation in MATRIX if not operation.startswith("GET")}
    assert changing == set(NOTED) | NOTED_ELSEWHERE | SENT | MADE | NOTHING_KEPT


@pytest.mark.parametrize("operation", NOTED)
def test_what_is_done_is_noted_once(operation: str, parts: App, people: People) -> None:
    case, row = case_of(operation, parts, people), MATRIX[operation]
    assert parts.privacy is not None
    before = len(parts.privacy.audit.entries())
    assert case.answer(operation, row).status_code == row.status
    entries = parts.privacy.audit.entries()
    added = entries if operation == "DELETE /everything" else entries[: len(entries) - before]
    assert tuple(entry.action for entry in reversed(added)) == NOTED[operation]
    of_record = [entry.about for entry in added if entry.record_id is not None]
    assert set(of_record) <= {"olga@b.c" if operation in OF_MENTORS else "caller0@b.c"}


def test_the_deletion_of_an_interview_is_noted(parts: App, people: People) -> None:
    case = Case(parts, people, "candidate", "own", 0)
    interview_id = make_interview(case, "own")
    assert ask_for(case, "DELETE /interviews/{}", interview_id).status_code == 204
    assert parts.privacy is not None
    (entry,) = parts.privacy.audit.entries("caller0@b.c")
    assert (entry.action, entry.who, entry.detail) == ("interview_deleted", "caller0@b.c", interview_id)


class TestUnwritable:
    @pytest.fixture
    def parts(self, parts: App) -> App:
        assert parts.privacy is not None
        return replace(parts, privacy=replace(parts.privacy, audit=UnwritableAuditLog()))

    @pytest.mark.parametrize("operation", sorted(DELETIONS))
    def test_what_cannot_be_noted_is_not_deleted(self, operation: str, parts: App, people: People) -> None:
        case = case_of(operation, parts, people)
        problem(case.answer(operation, MATRIX[operation]), 503)
        assert self.kept(case) == ["comment-r0", "g1" if "groups" in operation else None, "r0", 1, 1]

    def test_an_interview_that_cannot_be_noted_stays(self, parts: App, people: People) -> None:
        case = Case(parts, people, "candidate", "own", 0)
        interview_id = make_interview(case, "own")
        problem(ask_for(case, "DELETE /interviews/{}", interview_id), 503)
        assert interview_id in parts.interviews and case.store.made.get(interview_id) is not None

    @staticmethod
    def kept(case: Case) -> list[Any]:
        comment, group = case.store.comments.get("comment-r0"), case.store.groups.get("g1")
        record, uploads = case.parts.records.get("r0"), case.parts.uploads.under_way("recordings/")
        ids = [comment and comment.id, group and group.id, record and record.record_id]
        return [*ids, len(case.store.grades.find(record_id="r0")), len(uploads)]
