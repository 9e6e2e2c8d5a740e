"""What each route needs of its caller. A route that is not named here is refused at the start."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from fastapi import APIRouter
from fastapi.routing import APIRoute

from interview_simulator.domain.access import Action, Right


@dataclass(frozen=True)
class OnRecord:
    """The route does this to one record."""

    action: Action
    named_in: Literal["path", "filename", "body"] = "path"
    """Where the record is named: `record_id` in the path; `filename` in the query; either in a JSON body."""
    claims: bool = False
    """Whether a new record comes into being by it; it then belongs to who made it."""
    later: bool = False
    """Whether that record comes into being only when its file has arrived; until then nothing is written."""
    takes: bool = False
    """Whether something is taken from the person, to which they must have consented."""


Need = OnRecord | Right | Literal["open", "anyone", "list", "person"]
"""`open`: nobody is asked who they are, for the URL is signed or nothing is told of anyone. `anyone`: who has not
signed in may, too. `list`: the records that the caller may see. `person`: everything about one person, oneself where no
`email` is named, and for who manages accounts anyone."""
SEE, WATCH, SUBMIT, SHARE = OnRecord("see"), OnRecord("watch"), OnRecord("submit"), OnRecord("share")
TAKE = OnRecord("submit", takes=True)
NEEDED: Mapping[tuple[str, str], Need] = {
    ("GET", "/healthz"): "open",
    ("GET", "/readyz"): "open",
    ("GET", "/metrics"): "observe",
    ("POST", "/media"): "open",
    ("PUT", "/media/{key:path}"): "open",
    ("GET", "/media/{key:path}"): "open",
    ("GET", "/upload"): OnRecord("submit", "filename", claims=True, later=True, takes=True),
    ("GET", "/download"): OnRecord("watch", "filename"),
    ("POST", "/uploads"): OnRecord("submit", "body", claims=True, takes=True),
    ("GET", "/uploads/{record_id}"): SUBMIT,
    ("POST", "/uploads/{record_id}/parts"): TAKE,
    ("POST", "/uploads/{record_id}/complete"): TAKE,
    ("DELETE", "/uploads/{record_id}"): SUBMIT,
    ("POST", "/record"): OnRecord("submit", "body", claims=True, takes=True),
    ("GET", "/records"): "list",
    ("GET", "/records/{record_id}"): SEE,
    ("GET", "/records/{record_id}/events"): SEE,
    ("GET", "/records/{record_id}/report"): WATCH,
    ("POST", "/records/{record_id}/retry"): SUBMIT,
    ("DELETE", "/records/{record_id}"): OnRecord("delete"),
    ("GET", "/records/{record_id}/follow-ups"): WATCH,
    ("POST", "/records/{record_id}/follow-ups"): OnRecord("ask"),
    ("POST", "/records/{record_id}/questions"): OnRecord("ask"),
    ("POST", "/follow-up"): "practise",
    ("GET", "/interviews"): "interviews",
    ("GET", "/interviews/{interview_id}"): "interviews",
    ("POST", "/interviews/made-to-measure"): "practise",
    ("POST", "/documents/text"): "practise",
    ("DELETE", "/interviews/{interview_id}"): "practise",
    ("GET", "/consent"): "account",
    ("PUT", "/consent"): "account",
    ("DELETE", "/consent"): "account",
    ("GET", "/export"): "person",
    ("DELETE", "/everything"): "person",
    ("GET", "/audit"): "person",
    ("GET", "/session"): "anyone",
    ("GET", "/sign-in"): "anyone",
    ("POST", "/sign-in"): "anyone",
    ("POST", "/sign-out"): "anyone",
    ("POST", "/sign-up"): "anyone",
    ("POST", "/password-resets"): "anyone",
    ("POST", "/password-resets/complete"): "anyone",
    ("GET", "/sign-in/provider"): "anyone",
    ("GET", "/sign-in/provider/callback"): "anyone",
    ("GET", "/me"): "account",
    ("POST", "/me/password"): "account",
    ("DELETE", "/me/sessions"): "account",
    ("GET", "/me/tokens"): "account",
    ("POST", "/me/tokens"): "account",
    ("DELETE", "/me/tokens/{token_id}"): "account",
    ("GET", "/me/notices"): "account",
    ("DELETE", "/me/notices"): "account",
    ("GET", "/me/assignments"): "account",
    ("GET", "/shared"): "look_at_shared",
    ("GET", "/records/{record_id}/shares"): SHARE,
    ("POST", "/records/{record_id}/shares"): SHARE,
    ("POST", "/records/{record_id}/links"): SHARE,
    ("DELETE", "/records/{record_id}/shares/{share_id}"): SHARE,
    ("GET", "/records/{record_id}/comments"): WATCH,
    ("POST", "/records/{record_id}/comments"): OnRecord("comment"),
    ("DELETE", "/records/{record_id}/comments/{comment_id}"): OnRecord("comment"),
    ("GET", "/records/{record_id}/grades"): WATCH,
    ("PUT", "/records/{record_id}/grades/{question_id}"): OnRecord("grade"),
    ("DELETE", "/records/{record_id}/grades/{question_id}"): OnRecord("grade"),
    ("GET", "/groups"): "mentor",
    ("POST", "/groups"): "mentor",
    ("PUT", "/groups/{group_id}"): "mentor",
    ("DELETE", "/groups/{group_id}"): "mentor",
    ("GET", "/accounts"): "manage",
    ("PATCH", "/accounts/{account_id}"): "manage",
    ("POST", "/accounts/{account_id}/resets"): "manage",
    ("GET", "/invitations"): "manage",
    ("POST", "/invitations"): "manage",
    ("DELETE", "/invitations/{invitation_id}"): "manage",
}


ON_THE_PAGE: frozenset[tuple[str, str]] = frozenset(
    {
        ("POST", "/me/password"),
        ("DELETE", "/me/sessions"),
        ("DELETE", "/me/notices"),
        ("GET", "/me/tokens"),
        ("POST", "/me/tokens"),
        ("DELETE", "/me/tokens/{token_id}"),
        ("POST", "/records/{record_id}/links"),
        ("POST", "/accounts/{account_id}/resets"),
        ("POST", "/invitations"),
        ("DELETE", "/everything"),
    }
)
"""What no API token does, whatever its scope: it would lead to a session, a password or another secret, all of which
outlive the token, or to the end of an account."""


def require_known(router: APIRouter) -> None:
    """Raises LookupError for a route of which it is not said what it needs: a mistake of the code's."""
    for route in router.routes:
        if isinstance(route, APIRoute):
            for method in route.methods or ():
                if (method, route.path) not in NEEDED:
                    raise LookupError(f"{method} {route.path} is not in NEEDED.")
