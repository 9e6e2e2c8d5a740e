"""What a mentor says about a record, and which interviews a group is asked to practise."""

import time
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Request, Response
from pydantic import AfterValidator, Field

from interview_simulator.accounts.making import groups_of, is_own
from interview_simulator.accounts.tokens import digest
from interview_simulator.domain.access import Caller
from interview_simulator.domain.account import (
    Assignment,
    Comment,
    Email,
    Group,
    MentorGrade,
    Name,
    Note,
)
from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.pages import LIMIT
from interview_simulator.domain.timestamps import written
from interview_simulator.errors import BadInputError, NotFoundError, NotYoursError
from interview_simulator.stores.accounts.store import AccountStore
from interview_simulator.web import audit
from interview_simulator.web.interviews import seen_by
from interview_simulator.web.listing import Cursor, Limit
from interview_simulator.web.owners import caller_of
from interview_simulator.web.records import RecordId, found

if TYPE_CHECKING:
    from interview_simulator.compose import App


class NewComment(Frozen):
    """What is said about the moment `at_s` of the video."""

    at_s: float = Field(ge=0, le=86400)
    text: Note


class ShownComment(Comment):
    """A comment; to the holder of a link it tells no address."""

    author: str


class ShownGrade(MentorGrade):
    """A grade; to the holder of a link it tells no address."""

    author: str


class Comments(Frozen):
    """By the moment."""

    results: tuple[ShownComment, ...]


class NewGrade(Frozen):
    """A grade from 0 to 1, as the report's score of the same answer."""

    score: float = Field(ge=0, le=1)
    note: str = Field(default="", max_length=4000, pattern=r"^[^\x00]*$")


class Grades(Frozen):
    """Of all mentors, oldest first."""

    results: tuple[ShownGrade, ...]


def _day(due: str) -> str:
    date.fromisoformat(due)
    return due


class Wanted(Frozen):
    """An interview to practise; `due` is a day of the calendar."""

    interview_id: str = Field(min_length=1, max_length=128)
    due: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_day)] | None = None


class NewGroup(Frozen):
    """A group as it is to be: its name, whom it consists of, and what they are asked to practise."""

    name: Name
    emails: tuple[Email, ...] = Field(default=(), max_length=1000)
    assignments: tuple[Wanted, ...] = Field(default=(), max_length=100)


class Groups(Frozen):
    """The caller's own, oldest first."""

    results: tuple[Group, ...]
    next: str | None = None
    """What to send as `cursor` for those that follow; null at the end."""


class AssignedToMe(Assignment):
    """Which group it is for, and who asks."""

    group: str
    mentor: str


class Assignments(Frozen):
    """What the caller is asked to practise."""

    results: tuple[AssignedToMe, ...]


def routes(parts: "App", store: AccountStore, note: audit.Note) -> APIRouter:
    """/records/{id}/comments and /grades, /groups, /me/assignments."""
    router = APIRouter(tags=["mentoring"])
    _comments(router, parts, store, note)
    _grades(router, parts, store, note)
    _groups(router, parts, store, note)
    return router


def _comments(router: APIRouter, parts: "App", store: AccountStore, note: audit.Note) -> None:
    @router.get("/records/{record_id}/comments", operation_id="list_comments")
    def list_comments(record_id: RecordId, request: Request) -> Comments:
        said = sorted(store.comments.find(record_id=record_id), key=lambda comment: comment.at_s)
        return Comments(results=tuple(ShownComment(**_shown(request, comment)) for comment in said))

    @router.post("/records/{record_id}/comments", operation_id="comment", status_code=201)
    def comment(record_id: RecordId, new: NewComment, request: Request) -> Comment:
        said = Comment(
            id=uuid4().hex,
            record_id=record_id,
            created=written(time.time()),
            author=caller_of(request).email or "",
            at_s=new.at_s,
            text=new.text,
        )
        note(request, "commented", record=found(parts, record_id))
        store.comments.add(said)
        return said

    @router.delete(
        "/records/{record_id}/comments/{comment_id}",
        operation_id="delete_comment",
        status_code=204,
        response_class=Response,
    )
    def delete_comment(record_id: RecordId, comment_id: str, request: Request) -> Response:
        said = store.comments.get(comment_id)
        if said is None or said.record_id != record_id:
            raise NotFoundError(f"There is no comment {comment_id}.")
        if said.author != caller_of(request).email:
            raise NotYoursError("Somebody else said that; only they can take it back.")
        with audit.deleting(parts):
            note(request, "comment_deleted", record=found(parts, record_id))
            store.comments.take(comment_id)
        return Response(status_code=204)


def _grades(router: APIRouter, parts: "App", store: AccountStore, note: audit.Note) -> None:
    @router.get("/records/{record_id}/grades", operation_id="list_grades")
    def list_grades(record_id: RecordId, request: Request) -> Grades:
        given = store.grades.find(record_id=record_id)
        return Grades(results=tuple(ShownGrade(**_shown(request, grade)) for grade in given))

    @router.put("/records/{record_id}/grades/{question_id}", operation_id="grade_answer")
    def grade_answer(record_id: RecordId, question_id: str, new: NewGrade, request: Request) -> MentorGrade:
        author = caller_of(request).email or ""
        if not 1 <= len(question_id) <= 128:
            raise BadInputError("question_id: there is no question of that name.")
        grade = MentorGrade(
            id=_grade_id(record_id, question_id, author),
            record_id=record_id,
            created=written(time.time()),
            author=author,
            question_id=question_id,
            **new.model_dump(),
        )
        note(request, "graded", record=found(parts, record_id), detail=question_id)
        store.grades.put(grade)
        return grade

    @router.delete(
        "/records/{record_id}/grades/{question_id}",
        operation_id="delete_grade",
        status_code=204,
        response_class=Response,
    )
    def delete_grade(record_id: RecordId, question_id: str, request: Request) -> Response:
        grade = store.grades.get(_grade_id(record_id, question_id, caller_of(request).email or ""))
        if grade is None:
            raise NotFoundError(f"You have not graded {question_id}.")
        with audit.deleting(parts):
            note(request, "grade_deleted", record=found(parts, record_id), detail=question_id)
            store.grades.take(grade.id)
        return Response(status_code=204)


def _groups(router: APIRouter, parts: "App", store: AccountStore, note: audit.Note) -> None:
    @router.get("/groups", operation_id="list_groups")
    def list_groups(request: Request, limit: Limit = LIMIT, cursor: Cursor = None) -> Groups:
        page = store.groups.page(limit, cursor, owner=caller_of(request).account_id or "")
        return Groups(results=page.items, next=page.next)

    @router.post("/groups", operation_id="make_group", status_code=201)
    def make_group(new: NewGroup, request: Request) -> Group:
        group = Group(
            id=uuid4().hex,
            created=written(time.time()),
            owner=caller_of(request).account_id or "",
            name=new.name,
            emails=new.emails,
            assignments=_assignments(parts, store, caller_of(request), new, ()),
        )
        store.groups.add(group)
        return group

    @router.put("/groups/{group_id}", operation_id="change_group")
    def change_group(group_id: str, new: NewGroup, request: Request) -> Group:
        before = _own_group(store, request, group_id)
        assignments = _assignments(parts, store, caller_of(request), new, before.assignments)
        fields = {"name": new.name, "emails": new.emails, "assignments": assignments}
        return store.groups.update(group_id, fields) or before

    @router.delete("/groups/{group_id}", operation_id="delete_group", status_code=204, response_class=Response)
    def delete_group(group_id: str, request: Request) -> Response:
        group = _own_group(store, request, group_id)
        with audit.deleting(parts):
            note(request, "group_deleted", about=caller_of(request).email, detail=group.name)
            store.groups.take(group.id)
        return Response(status_code=204)

    @router.get("/me/assignments", operation_id="list_assignments")
    def list_assignments(request: Request) -> Assignments:
        return Assignments(results=tuple(_assigned_to(store, caller_of(request).email or "")))


def _shown(request: Request, said: Comment | MentorGrade) -> dict[str, Any]:
    """Its fields; to the holder of a link without the author, and with another id: some hold the author's address."""
    hidden = {"id": digest(said.id), "author": ""} if caller_of(request).who == "link holder" else {}
    return {**said.model_dump(), **hidden}


def _assigned_to(store: AccountStore, email: str) -> list[AssignedToMe]:
    assigned = []
    for group in groups_of(store, email):
        mentor = store.accounts.get(group.owner)
        asked = (one.model_dump() for one in group.assignments)
        assigned += [AssignedToMe(group=group.name, mentor=mentor.email if mentor else "", **one) for one in asked]
    return assigned


def _assignments(
    parts: "App", store: AccountStore, caller: Caller, new: NewGroup, before: tuple[Assignment, ...]
) -> tuple[Assignment, ...]:
    """As they are to be; what was assigned before keeps its date. Raises BadInputError, NotYoursError."""
    since, now = {one.interview_id: one.assigned for one in before}, written(time.time())
    for wanted in new.assignments:
        if seen_by(parts, caller, wanted.interview_id) is None:
            raise BadInputError(f"There is no interview {wanted.interview_id}; GET /interviews lists them.")
        if wanted.interview_id in parts.made and not is_own(store, caller, wanted.interview_id):
            raise NotYoursError(f"{wanted.interview_id} was made for somebody else; choose another one.")
    return tuple(
        Assignment(assigned=since.get(wanted.interview_id, now), **wanted.model_dump()) for wanted in new.assignments
    )


def _own_group(store: AccountStore, request: Request, group_id: str) -> Group:
    group = store.groups.get(group_id)
    if group is None or group.owner != caller_of(request).account_id:
        raise NotFoundError(f"There is no group {group_id}.")
    return group


def _grade_id(record_id: str, question_id: str, author: str) -> str:
    """One grade for each answer and mentor. No id of a record, and no address, has a space."""
    return f"{record_id} {author} {question_id}"
