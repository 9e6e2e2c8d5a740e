"""The API as it is behind a gateway: for whoever has signed in, from a page of another origin, in whole answers.

Beside it `/accounts`, which signs everyone in by the code flow (RFC 6749, RFC 7636) as Cognito does, and `/stage`, by
which a test begins and ends an analysis. The gateway would have verified the token; here it is believed.
"""

import base64
import hashlib
import json
import time
from dataclasses import replace
from typing import Annotated, Any

import uvicorn
from fastapi import FastAPI, Form, HTTPException, Request
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import RedirectResponse

from interview_simulator.compose import build
from interview_simulator.settings import Settings
from interview_simulator.web.app import create_app

EMAIL, CODE = "ana@example.org", "the-code"


def signed_in(request: Request) -> str:
    payload = request.headers["authorization"].split(".")[1]
    return str(json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["email"])


def encoded(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def accounts() -> FastAPI:
    app, challenges = FastAPI(), dict[str, str]()

    @app.get("/oauth2/authorize")
    def authorize(redirect_uri: str, code_challenge: str, client_id: str) -> RedirectResponse:
        challenges[client_id] = code_challenge
        return RedirectResponse(f"{redirect_uri}?code={CODE}")

    @app.post("/oauth2/token")
    def token(
        code: Annotated[str, Form()], code_verifier: Annotated[str, Form()], client_id: Annotated[str, Form()]
    ) -> dict[str, str]:
        challenge = encoded(hashlib.sha256(code_verifier.encode()).digest())
        if (code, challenge) != (CODE, challenges.get(client_id)):
            raise HTTPException(400)
        claims = {"email": EMAIL, "exp": int(time.time()) + 3600}
        return {"id_token": f"h.{encoded(json.dumps(claims).encode())}.s"}

    return app


def stage(parts: Any) -> FastAPI:
    app = FastAPI()

    @app.post("/begin")
    def begin() -> None:
        known = {"email": EMAIL, "recording": "recordings/r1.webm", "duration": "00:00:16"}
        parts.records.merge("r1", {**known, "date": "2026-11-21T09:30:00Z"})
        parts.records.begin_attempt("r1", 0)

    @app.post("/end")
    def end() -> None:
        parts.records.finish_attempt("r1", 1, {"status": "failed"})

    return app


if __name__ == "__main__":
    settings = Settings()
    parts = replace(build(settings), privacy=None)  # as on AWS
    api = create_app(parts, signed_in)
    api.mount("/accounts", accounts())
    api.mount("/stage", stage(parts))
    api.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"])
    uvicorn.run(api, host=settings.host, port=settings.port)
