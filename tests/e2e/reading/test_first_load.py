"""What a person waits for before the first page is there."""

import gzip
from typing import TYPE_CHECKING

from playwright.sync_api import Response, expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from tests.support.server import Server

MOST_BYTES = 120_000


def test_the_first_load_is_small(practised: "Server", browser: "Browser") -> None:
    page = browser.new_page(locale="en-US")
    answers: list[Response] = []

    def answered(answer: Response) -> None:
        answers.append(answer)

    page.on("response", answered)
    page.goto(practised.address)
    expect(page.get_by_role("article").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    sizes = {answer.url: len(gzip.compress(answer.body())) for answer in answers}
    page.close()
    assert any(url.endswith(".js") for url in sizes) and any(url.endswith(".woff2") for url in sizes)
    assert sum(sizes.values()) < MOST_BYTES, sizes
    assert not any("Report" in url for url in sizes), "the report is loaded when it is opened"
