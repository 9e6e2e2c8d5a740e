"""The built page from a place of its own, as CloudFront delivers it, and the API somewhere else."""

import json
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.deploy.reading import template
from tests.support.server import Server

from interview_simulator.web.page import BUILT

HERE = Path(__file__).parent


class Bucket(SimpleHTTPRequestHandler):
    """The built files, `config.json` as the publishing writes it, and the headers of `frontend.yaml`."""

    def __init__(self, api: str, *rest: object) -> None:
        self._api = api
        super().__init__(*rest, directory=str(BUILT))  # type: ignore[arg-type]  # as the server calls it

    def do_GET(self) -> None:
        if self.path != "/config.json":
            return super().do_GET()
        config = {"api": self._api, "signIn": f"{self._api}/accounts", "clientId": "page"}
        content = json.dumps(config).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        return None

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", policy(self._api))
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


def policy(api: str) -> str:
    """The page's policy, with the three other origins of an installation being this one."""
    config = template("frontend.yaml")["Resources"]["Headers"]["Properties"]["ResponseHeadersPolicyConfig"]
    written = str(config["SecurityHeadersConfig"]["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Sub"])
    for place in ("https://${MediaBucketName}.s3-accelerate.amazonaws.com", "${ApiOrigin}", "${SignInOrigin}"):
        assert place in written
        written = written.replace(place, api)
    return written


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("elsewhere") / "data"
    started = Server(folder, sys.executable, str(HERE / "signed_in_server.py"), INTERVIEW_SIMULATOR_EVENTS_S="0")
    yield started
    started.stop()


@pytest.fixture
def page(api: Server, browser: Browser) -> Iterator[Page]:
    """The page, opened by someone who has not signed in yet."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Bucket, api.address)) as bucket:
        threading.Thread(target=bucket.serve_forever, kwargs={"poll_interval": 0.05}).start()
        opened = browser.new_page(locale="en-US")
        complaints: list[str] = []
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        opened.goto(f"http://127.0.0.1:{bucket.server_port}/")
        yield opened
        opened.close()
        bucket.shutdown()
    assert complaints == []


def test_whoever_opens_the_page_signs_in_and_meets_the_interviews(page: Page) -> None:
    expect(page.get_by_role("article").first).to_be_visible()
    assert "code=" not in page.url


def test_progress_is_asked_for_until_the_analysis_has_ended(page: Page, api: Server) -> None:
    expect(page.get_by_role("article").first).to_be_visible()
    api.client.post("/stage/begin").raise_for_status()
    with page.expect_response(lambda answer: answer.url.endswith("/records/r1/events")):
        page.get_by_role("link", name="My recordings").click()
    row = page.get_by_role("article").first
    expect(row).to_contain_text("Being analysed")
    api.client.post("/stage/end").raise_for_status()
    expect(row).to_contain_text("The analysis failed")
