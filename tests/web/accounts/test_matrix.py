"""Every route, for everyone, on every record: the policy as it is seen from outside.

A row says what each of five callers meets, in this order: nobody, the holder of a link, a candidate, a mentor, an
administrator. Of a route on a record it is three signs each: on their own record, on one that is shown to them, on a
foreign one. `+` they may; `S` they must sign in first (401); `F` they may not (403); `N` there is no such thing for
them (404). The holder of a link has no record: the first sign is one that another link shows.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from tests.web.accounts.conftest import PASSWORD, People

from interview_simulator.accounts import joining, sharing, tokens
from interview_simulator.compose import App
from interview_simulator.domain.access import Scope
from interview_simulator.domain.account import (
    Account,
    Assignment,
    Comment,
    Group,
    MadeBy,
    MentorGrade,
    Token,
)
from interview_simulator.domain.keys import artefact_key
from interview_simulator.domain.report import Answer, NotAnalysed, Provenance, Report, Summary
from interview_simulator.privacy.consent import VERSION
from interview_simulator.settings import Settings
from interview_simulator.stores.accounts.store import AccountStore
from interview_simulator.web.app import create_app
from interview_simulator.web.permissions import ON_THE_PAGE

CALLERS = ("nobody", "link holder", "candidate", "mentor", "administrator")
STANDINGS = ("own", "shared", "foreign")
STATUS = {"S": 401, "F": 403, "N": 404}
EARLY = "2026-01-01T00:00:00Z"
LONG_ANSWER = "I led the team, and we cut the cost by a third."
ADVERTISEMENT = "We look for a data engineer who knows SQL and Python well."


@dataclass(frozen=True)
class Asked:
    """One request of the matrix."""

    record_id: str
    caller: Account | None
    store: AccountStore
    number: int

    @property
    def email(self) -> str:
        return self.caller.email if self.caller else "nobody@b.c"


@dataclass(frozen=True)
class Row:
    """What is met, the status where one may, and what is sent besides the path."""

    meets: str
    status: int
    sent: Callable[[Asked], dict[str, Any]] = lambda _: {}


def json(**fields: Any) -> Callable[[Asked], dict[str, Any]]:
    return lambda _: {"json": fields}


SEE, WATCH = "SSS N+N +NN ++N +++", "SSS N+N +NN ++N ++F"
ONES_OWN, DELETE, MENTORS = "SSS NFN +NN +FN +FF", "SSS NFN +NN +FN +++", "SSS NFN FNN F+N F+F"
OPEN, ANYONE, SIGNED_IN = "+ + + + +", "+ + + + +", "S F + + +"
INTERVIEWS, MENTOR, MANAGE = "S + + + +", "S F F + +", "S F F F +"


def reset_secret(asked: Asked) -> str:
    account = asked.store.accounts.find(email="victim@b.c")[0]
    return joining.begin_reset(asked.store, account, time.time())


def group_there(asked: Asked) -> dict[str, Any]:
    owner = asked.caller.id if asked.caller else "nobody"
    asked.store.groups.put(Group(id="g1", created=EARLY, owner=owner, name="Class"))
    return {}


def group_sent(asked: Asked) -> dict[str, Any]:
    group_there(asked)
    return {"json": {"name": "Class", "emails": ["a@b.c"], "assignments": [{"interview_id": "aws-basics-en"}]}}


def invitation_there(asked: Asked) -> dict[str, Any]:
    asked.store.tokens.put(Token(id="i1", kind="invitation", created=EARLY, expires=None))
    return {}


MATRIX: dict[str, Row] = {
    "GET /healthz": Row(OPEN, 200),
    "GET /readyz": Row(OPEN, 200),
    "GET /metrics": Row(MANAGE, 200),
    "POST /media": Row(OPEN, 422),
    "PUT /media/{key}": Row(OPEN, 403, lambda _: {"params": {"token": "none"}}),
    "GET /media/{key}": Row(OPEN, 403, lambda _: {"params": {"token": "none"}}),
    "GET /upload": Row(ONES_OWN, 200, lambda asked: {"params": {"filename": f"{asked.record_id}.webm"}}),
    "GET /download": Row(
        WATCH, 200, lambda asked: {"params": {"filename": artefact_key(asked.record_id, "report.json")}}
    ),
    "POST /uploads": Row(ONES_OWN, 200, lambda asked: {"json": {"filename": f"{asked.record_id}.webm"}}),
    "GET /uploads/{record_id}": Row(ONES_OWN, 200),
    "POST /uploads/{record_id}/parts": Row(ONES_OWN, 200, json(number=1, size=10, sha256="0" * 64)),
    "POST /uploads/{record_id}/complete": Row(ONES_OWN, 422, json(parts=[])),
    "DELETE /uploads/{record_id}": Row(ONES_OWN, 204),
    "POST /record": Row(ONES_OWN, 200, lambda asked: {"json": {"record_id": asked.record_id, "duration": "00:00:10"}}),
    "GET /records": Row(SIGNED_IN, 200, lambda asked: {"params": {"email": asked.email}}),
    "GET /records/{record_id}": Row(SEE, 200),
    "GET /records/{record_id}/events": Row(SEE, 200),
    "GET /records/{record_id}/report": Row(WATCH, 200),
    "POST /records/{record_id}/retry": Row(ONES_OWN, 202),
    "DELETE /records/{record_id}": Row(DELETE, 204),
    "GET /records/{record_id}/follow-ups": Row(WATCH, 200),
    "POST /records/{record_id}/follow-ups": Row(ONES_OWN, 201, json(question_id="q1")),
    "POST /records/{record_id}/questions": Row(ONES_OWN, 200, json(question_id="q1", text="Why?")),
    "POST /follow-up": Row(
        SIGNED_IN,
        200,
        json(interview_id="aws-basics-en", question_id="compute-service", transcript=LONG_ANSWER, language="en"),
    ),
    "GET /interviews": Row(INTERVIEWS, 200),
    "GET /interviews/{interview_id}": Row(INTERVIEWS, 200),
    "POST /interviews/made-to-measure": Row(SIGNED_IN, 201, json(advertisement=ADVERTISEMENT, language="en")),
    "POST /documents/text": Row(SIGNED_IN, 200, lambda _: {"files": {"document": ("ad.txt", ADVERTISEMENT.encode())}}),
    "DELETE /interviews/{interview_id}": Row(SIGNED_IN, 409),
    "GET /consent": Row(SIGNED_IN, 200),
    "PUT /consent": Row(SIGNED_IN, 200, json(version=VERSION)),
    "DELETE /consent": Row(SIGNED_IN, 204),
    "GET /export": Row(SIGNED_IN, 200),
    "DELETE /everything": Row(SIGNED_IN, 204),
    "GET /audit": Row(SIGNED_IN, 200),
    "GET /session": Row(ANYONE, 200),
    "GET /sign-in": Row(ANYONE, 200),
    "POST /sign-in": Row(ANYONE, 200, json(email="victim@b.c", password=PASSWORD)),
    "POST /sign-out": Row(ANYONE, 204),
    "POST /sign-up": Row(
        ANYONE, 201, lambda asked: {"json": {"email": f"new{asked.number}@b.c", "password": PASSWORD}}
    ),
    "POST /password-resets": Row(ANYONE, 202, json(email="victim@b.c")),
    "POST /password-resets/complete": Row(
        ANYONE, 200, lambda asked: {"json": {"token": reset_secret(asked), "password": PASSWORD}}
    ),
    "GET /sign-in/provider": Row(ANYONE, 404),
    "GET /sign-in/provider/callback": Row(ANYONE, 404),
    "GET /me": Row(SIGNED_IN, 200),
    "POST /me/password": Row(SIGNED_IN, 204, json(old=PASSWORD, new=PASSWORD)),
    "DELETE /me/sessions": Row(SIGNED_IN, 204),
    "GET /me/tokens": Row(SIGNED_IN, 200),
    "POST /me/tokens": Row(SIGNED_IN, 201, json(name="script")),
    "DELETE /me/tokens/{token_id}": Row(SIGNED_IN, 404),
    "GET /me/notices": Row(SIGNED_IN, 200),
    "DELETE /me/notices": Row(SIGNED_IN, 204),
    "GET /me/assignments": Row(SIGNED_IN, 200),
    "GET /shared": Row(INTERVIEWS, 200),
    "GET /records/{record_id}/shares": Row(ONES_OWN, 200),
    "POST /records/{record_id}/shares": Row(ONES_OWN, 201, json(email="new@b.c")),
    "POST /records/{record_id}/links": Row(ONES_OWN, 201, json()),
    "DELETE /records/{record_id}/shares/{share_id}": Row(ONES_OWN, 204),
    "GET /records/{record_id}/comments": Row(WATCH, 200),
    "POST /records/{record_id}/comments": Row(MENTORS, 201, json(at_s=1.5, text="Look up.")),
    "DELETE /records/{record_id}/comments/{comment_id}": Row(MENTORS, 204),
    "GET /records/{record_id}/grades": Row(WATCH, 200),
    "PUT /records/{record_id}/grades/{question_id}": Row(MENTORS, 200, json(score=0.5)),
    "DELETE /records/{record_id}/grades/{question_id}": Row(MENTORS, 204),
    "GET /groups": Row(MENTOR, 200),
    "POST /groups": Row(MENTOR, 201, group_sent),
    "PUT /groups/{group_id}": Row(MENTOR, 200, group_sent),
    "DELETE /groups/{group_id}": Row(MENTOR, 204, group_there),
    "GET /accounts": Row(MANAGE, 200),
    "PATCH /accounts/{account_id}": Row(MANAGE, 200, json(most_records=5)),
    "POST /accounts/{account_id}/resets": Row(MANAGE, 201),
    "GET /invitations": Row(MANAGE, 200),
    "POST /invitations": Row(MANAGE, 201, lambda asked: {"json": {"email": f"guest{asked.number}@b.c"}}),
    "DELETE /invitations/{invitation_id}": Row(MANAGE, 204, invitation_there),
}
METHODS = {"get", "post", "put", "delete", "patch"}


@pytest.fixture
def settings() -> Settings:
    return Settings(accounts=True, sign_up="open", max_upload_bytes=1_000_000)


def operations(app: FastAPI) -> set[str]:
    paths = app.openapi()["paths"]
    described = {f"{method.upper()} {path}" for path, item in paths.items() for method in item if method in METHODS}
    return described | {"GET /metrics"}


def test_every_route_has_a_row_and_every_row_a_route(app: FastAPI) -> None:
    assert operations(app) == set(MATRIX)


@pytest.mark.parametrize("operation", MATRIX)
def test_everyone_meets_what_they_may_and_nothing_else(operation: str, parts: App, people: People) -> None:
    row, found, expected = MATRIX[operation], {}, {}
    cases = zip(
        ((caller, standing) for caller in CALLERS for standing in standings(row)),
        row.meets.replace(" ", ""),
        strict=True,
    )
    for number, ((caller, standing), sign) in enumerate(cases):
        answer = Case(parts, people, caller, standing, number).answer(operation, row)
        found[caller, standing] = answer.status_code
        expected[caller, standing] = STATUS.get(sign, row.status)
        if sign in STATUS:
            assert set(answer.json()) == {"type", "title", "status", "detail"}
    assert found == expected


@pytest.mark.parametrize("operation", MATRIX)
def test_without_accounts_another_name_or_another_page_meets_nothing(
    operation: str, parts: App, settings: Settings, people: People
) -> None:
    method, path = operation.replace("{record_id}", "r0").split(" ")
    parts.records.merge("r0", {"status": "failed"})
    people.account("victim@b.c")
    alone = settings.model_copy(update={"accounts": False, "public_url": "http://testserver"})
    client = TestClient(create_app(replace(parts, accounts=None, settings=alone)))
    sent = MATRIX[operation].sent(Asked("r0", None, people.store, 0))
    renamed = client.request(method, path, headers={"Host": "evil.example"}, **sent)
    assert renamed.status_code == (421 if operation not in ("GET /healthz", "GET /readyz") else 200)
    for foreign in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = client.request(method, path, headers=foreign, **sent)
        assert method == "GET" or answer.status_code == 403
    record = parts.records.get("r0")
    assert record is not None and record.attempt == 0


INTERVIEW_STANDINGS = ("own", "assigned", "of a shown record", "foreign", "nobody's")
MADE: dict[str, str] = {
    "nobody": "S S S S S",
    "link holder": "N N + N N",
    "candidate": "+ + N N N",
    "mentor": "+ + + N N",
    "administrator": "+ + + N N",
}
"""Who reads an interview made from a CV, by how it stands to them. Its owner alone deletes it."""


@pytest.mark.parametrize("caller", MADE)
@pytest.mark.parametrize("asked", ["GET /interviews/{}", "POST /follow-up", "POST /record", "DELETE /interviews/{}"])
def test_an_interview_made_from_a_cv_is_its_owners(caller: str, asked: str, parts: App, people: People) -> None:
    found, expected = {}, {}
    works = {"GET": 200, "DELETE": 204, "POST": 200}[asked.split(" ", maxsplit=1)[0]]
    for number, (standing, sign) in enumerate(zip(INTERVIEW_STANDINGS, MADE[caller].split(), strict=True)):
        case = Case(parts, people, caller, "shared" if standing == "of a shown record" else "foreign", number)
        interview_id = make_interview(case, standing)
        found[standing] = ask_for(case, asked, interview_id).status_code
        expected[standing] = STATUS.get(sign, works)
        if caller == "link holder" and not asked.startswith("GET"):
            expected[standing] = 403
        elif sign == "+" and asked.startswith("DELETE") and standing != "own":
            expected[standing] = 404
        elif sign == "N" and asked == "POST /record":
            expected[standing] = 422
    if caller == "link holder" and asked == "POST /record":
        expected = dict.fromkeys(INTERVIEW_STANDINGS, 404)
    assert found == expected


def make_interview(case: "Case", standing: str) -> str:
    """An interview from a CV that stands so to the caller of the case."""
    coach, interview_id = case.parts.coach, f"made-{case.number}"
    assert coach is not None
    common = next(iter(case.parts.interviews.values()))
    coach.made[interview_id] = common.model_copy(update={"id": interview_id})
    owner = "olga@b.c" if standing != "own" or case.account is None else case.account.email
    if standing != "nobody's":
        case.store.made.put(MadeBy(id=interview_id, created=EARLY, email=owner))
    if standing == "assigned" and case.account is not None:
        mentor = case.people.account(f"mentor{case.number}@b.c", "mentor")
        wanted = Assignment(interview_id=interview_id, assigned=EARLY)
        group = Group(id=f"of{case.number}", created=EARLY, owner=mentor.id, name="Class", assignments=(wanted,))
        case.store.groups.put(group.model_copy(update={"emails": (case.account.email,)}))
    if standing == "of a shown record":
        case.make_record()
        case.parts.records.merge(case.record_id, {"interview_id": interview_id})
    return interview_id


def ask_for(case: "Case", asked: str, interview_id: str) -> Any:
    method, path = asked.format(interview_id).split(" ")
    question = case.parts.interviews[interview_id].questions[0].id
    sent: dict[str, Any] = {
        "/follow-up": {
            "interview_id": interview_id,
            "question_id": question,
            "transcript": LONG_ANSWER,
            "language": "en",
        },
        "/record": {"record_id": f"new-{case.number}", "duration": "00:00:10", "interview_id": interview_id},
    }
    return case.client().request(method, path, json=sent.get(path))


BY_SCOPE: dict[str, tuple[str, ...]] = {
    "metrics": ("GET /metrics",),
    "administration": (
        "GET /accounts",
        "PATCH /accounts/{account_id}",
        "GET /invitations",
        "DELETE /invitations/{invitation_id}",
    ),
}
"""Of the routes that concern no record: what a token opens that is not for records."""
ANYONES = {operation for operation, row in MATRIX.items() if row.meets in (OPEN, ANYONE)}
OF_THE_PAGE = {f"{method} {path}" for method, path in ON_THE_PAGE}


@pytest.mark.parametrize("scope", ["metrics", "records", "administration"])
def test_a_token_of_an_administrator_opens_what_its_scope_says(scope: Any, parts: App, people: People) -> None:
    opened = set()
    without_record = {name for name, row in MATRIX.items() if standings(row) == ("none",)} - ANYONES
    for number, operation in enumerate(sorted(without_record)):
        case = Case(parts, people, "administrator", "own", number, scope)
        answer = case.answer(operation, MATRIX[operation])
        assert answer.status_code < 500
        if answer.status_code not in (401, 403):
            opened.add(operation)
    others = set().union(*map(set, BY_SCOPE.values()))
    of_records = without_record - others - OF_THE_PAGE
    assert opened == (of_records if scope == "records" else set(BY_SCOPE[scope]) | opened & {"GET /records"})


@pytest.mark.parametrize(
    ("scope", "meets"),
    [("metrics", "NNN"), ("records", "++N"), ("administration", "FFF")],
)
def test_a_token_of_an_administrator_watches_records_within_its_scope(
    scope: Any, meets: str, parts: App, people: People
) -> None:
    for number, (standing, sign) in enumerate(zip(STANDINGS, meets, strict=True)):
        case = Case(parts, people, "administrator", standing, number, scope)
        operation = "GET /records/{record_id}/report"
        assert case.answer(operation, MATRIX[operation]).status_code == STATUS.get(sign, 200)


def standings(row: Row) -> tuple[str, ...]:
    return STANDINGS if len(row.meets.replace(" ", "")) == 15 else ("none",)


class Case:
    """One caller before one record, with everything in place that the route could need."""

    def __init__(
        self, parts: App, people: People, caller: str, standing: str, number: int, scope: Scope | None = None
    ) -> None:
        self.parts, self.people, self.store = parts, people, people.store
        self.who, self.standing, self.number, self.scope = caller, standing, number, scope
        self.record_id = f"r{number}"
        self.account = None
        if caller in ("candidate", "mentor", "administrator"):
            self.account = people.account(f"caller{number}@b.c", caller)  # type: ignore[arg-type]  # a role
        if not self.store.accounts.find(email="victim@b.c"):
            people.account("victim@b.c")
            people.account("other@b.c", "administrator")  # the last one could not be erased
        self.asked = Asked(self.record_id, self.account, self.store, number)

    def answer(self, operation: str, row: Row) -> Any:
        self.make_record()
        client = self.client()
        method, path = operation.split(" ")
        names = {
            "{record_id}": self.record_id,
            "{share_id}": f"share-{self.record_id}",
            "{comment_id}": f"comment-{self.record_id}",
            "{question_id}": "q1",
            "{interview_id}": "aws-basics-en",
            "{account_id}": self.store.accounts.find(email="victim@b.c")[0].id,
            "{group_id}": "g1",
            "{invitation_id}": "i1",
            "{token_id}": "none",
            "{key}": f"recordings/{self.record_id}.webm",
        }
        for name, value in names.items():
            path = path.replace(name, value)
        return client.request(method, path, follow_redirects=False, **row.sent(self.asked))

    def client(self) -> TestClient:
        if self.who == "link holder":
            shown = self.record_id if self.standing == "shared" else "elsewhere"
            return self.people.bearer(sharing.share_by_link(self.store, shown, time.time(), 60)[0])
        if self.scope is not None and self.account is not None:
            of = {"account_id": self.account.id, "scopes": (self.scope,)}
            return self.people.bearer(tokens.issue(self.store, "api", time.time(), 600, **of))
        return self.people.browser(self.account)

    def make_record(self) -> None:
        """With report, files, an upload under way, shares, a comment and a grade; shown to others in any case."""
        owner = self.asked.email if self.standing == "own" and self.account else "olga@b.c"
        report = artefact_key(self.record_id, "report.json")
        with self.parts.receiving.media.writing(report) as sink:  # type: ignore[union-attr]  # it receives here
            sink.write(silent_report(self.record_id).model_dump_json().encode())
        recording = f"recordings/{self.record_id}.webm"
        fields = {"email": owner, "status": "failed", "attempt": 1, "report": report, "recording": recording}
        self.parts.records.merge(self.record_id, fields)
        self.parts.uploads.begin(recording)
        self.share()
        author = self.asked.email
        of = {"record_id": self.record_id, "created": EARLY, "author": author}
        self.store.comments.put(Comment(id=f"comment-{self.record_id}", at_s=1.0, text="Well said.", **of))
        self.store.grades.put(MentorGrade(id=f"{self.record_id} {author} q1", question_id="q1", score=1.0, **of))

    def share(self) -> None:
        other = sharing.share_with(self.store, self.record_id, "somebody@b.c", time.time(), None)
        self.store.shares.take(other.id)
        self.store.shares.put(other.model_copy(update={"id": f"share-{self.record_id}"}))
        sharing.share_by_link(self.store, self.record_id, time.time(), 60)
        if self.standing == "shared" and self.account is not None:
            sharing.share_with(self.store, self.record_id, self.account.email, time.time(), 60)


def silent_report(record_id: str) -> Report:
    none = NotAnalysed(reason="Nothing was said.")
    answer = Answer(
        question_id="q1", question="Why?", start_s=0, end_s=1, score=None, evaluation="Nothing was said.", correction=""
    )
    return Report(
        record_id=record_id,
        language="en",
        duration_s=10.0,
        video=none,
        speech=none,
        transcript=none,
        answers=(answer,),
        summary=Summary(),
        provenance=Provenance(software="test"),
    )
