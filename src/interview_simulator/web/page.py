"""The built page, served by the API's own process, with the headers that keep everything on its own origin."""

from functools import partial
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse, HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

BUILT = Path(__file__).parent / "static"
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' blob: data:",
        "media-src 'self' blob:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": "camera=(self), microphone=(self), geolocation=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
UNCHANGING = "public, max-age=31536000, immutable"
"""Built files carry a digest of their content in their name."""
NOT_BUILT = (
    "<!doctype html><title>Interview Simulator</title>"
    "<p>The page has not been built yet; run <code>make run</code>. "
    "The API works: <a href='openapi.json'>openapi.json</a>."
)


def install(app: FastAPI) -> None:
    """Serve the page at / and its files beside it."""
    if not (BUILT / "index.html").is_file():
        app.get("/", include_in_schema=False)(lambda: HTMLResponse(NOT_BUILT, headers=HEADERS))
        return
    app.mount("/assets", _Assets(directory=BUILT / "assets"), name="assets")
    beside = [other.name for other in (*BUILT.glob("*.svg"), *BUILT.glob("*.json"))]
    for path, file in {"/": "index.html", **{f"/{name}": name for name in beside}}.items():
        app.get(path, include_in_schema=False)(partial(_file, BUILT / file))


def _file(path: Path) -> FileResponse:
    return FileResponse(path, headers={**HEADERS, "Cache-Control": "no-cache"})


class _Assets(StaticFiles):
    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update({**HEADERS, "Cache-Control": UNCHANGING})
        return response
