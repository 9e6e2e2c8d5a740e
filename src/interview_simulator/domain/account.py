"""People who sign in, what they hold in their hands to prove it, and what they share. Times are ISO 8601 in UTC."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from interview_simulator.domain.access import Scope
from interview_simulator.domain.address import LONGEST, canonical
from interview_simulator.domain.frozen import Frozen
from interview_simulator.domain.record import RECORD_ID

Role = Literal["candidate", "mentor", "administrator"]
TokenKind = Literal["session", "device", "reset", "invitation", "api", "oidc"]
"""What a token is for. `device`: a browser from which the account's owner has signed in before; it opens nothing.
`oidc`: a sign-in that has gone to a provider and is expected back."""
Email = Annotated[
    str,
    StringConstraints(min_length=3, max_length=LONGEST, pattern=r"^[^@\s\x00]+@[^@\s\x00]+$"),
    AfterValidator(canonical),
]
"""In canonical form, by which addresses are compared everywhere."""
Note = Annotated[str, StringConstraints(min_length=1, max_length=4000, pattern=r"^[^\x00]*$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=r"^[^\x00]*$")]


class Account(Frozen):
    """A person. Without a password hash or a subject, nobody can sign in to it until it has been reset."""

    id: str
    created: str
    email: Email
    role: Role = "candidate"
    password_hash: str | None = None
    """Argon2id, with its parameters."""
    subject: str | None = None
    """Who this is to the OpenID Connect provider: issuer and subject."""
    disabled: bool = False
    most_records: int | None = Field(default=None, ge=0)
    """None: as many as the installation allows everyone."""
    notices_read: str | None = None
    """Until when the owner has read what others did with the account and its things; None: nothing of it yet."""


class Token(Frozen):
    """Something that whoever has it may do. The secret itself is told once and kept nowhere."""

    id: str
    """SHA-256 of the secret, in hexadecimal."""
    kind: TokenKind
    created: str
    expires: str | None
    account_id: str | None = None
    """None for what comes before there is an account."""
    name: str = ""
    scopes: tuple[Scope, ...] = ()
    """What an API token is for; of none, it opens nothing."""
    email: Email | None = None
    """Whom an invitation is for; None: for whoever has it."""
    role: Role = "candidate"
    """Which role an invitation gives."""
    nonce: str = ""
    verifier: str = ""
    """What a sign-in at a provider must come back with, and what proves to the provider that it was begun here."""


class Session(Frozen):
    """An account and the token by which it was recognised."""

    account: Account
    token: Token


class Share(Frozen):
    """One record, shown to one mentor, or to whoever has the link."""

    id: str
    record_id: str = Field(pattern=RECORD_ID)
    created: str
    expires: str | None
    email: Email | None = None
    """The mentor; None for a link."""
    digest: str | None = None
    """SHA-256 of the link's secret; None for a mentor."""


class Comment(Frozen):
    """What a mentor says about one moment of the video."""

    id: str
    record_id: str = Field(pattern=RECORD_ID)
    created: str
    author: Email
    at_s: float = Field(ge=0)
    text: Note


class MentorGrade(Frozen):
    """A mentor's grade of one answer, beside the machine's."""

    id: str
    record_id: str = Field(pattern=RECORD_ID)
    created: str
    author: Email
    question_id: str = Field(min_length=1, max_length=128)
    score: float = Field(ge=0, le=1)
    """As in the report: 0 nothing right, 1 everything."""
    note: str = Field(default="", max_length=4000, pattern=r"^[^\x00]*$")


class Assignment(Frozen):
    """An interview that a group is asked to practise."""

    interview_id: str = Field(min_length=1, max_length=128)
    assigned: str
    due: str | None = None
    """A day, as YYYY-MM-DD."""


class Group(Frozen):
    """Addresses to which a mentor assigns interviews."""

    id: str
    created: str
    owner: str
    """Id of the mentor's account."""
    name: Name
    emails: tuple[Email, ...] = ()
    assignments: tuple[Assignment, ...] = ()


class MadeBy(Frozen):
    """Whose an interview made to measure is; it may tell of a CV."""

    id: str
    """The interview's."""
    created: str
    email: Email


def is_over(expires: str | None, now: str) -> bool:
    """Whether that moment has come; what has none lasts."""
    return expires is not None and expires <= now
