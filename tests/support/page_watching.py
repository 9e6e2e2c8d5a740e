"""What is watched on every page: the console, requests that leave the page's origin, and what axe says."""

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Page, Request

AXE = Path(__file__).parents[2] / "ui" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Complaints:
    """What a page must not do: errors on the console, requests that leave its origin."""

    origin: str
    cuts_expected: bool = False
    """The test cuts the connection, and the browser logs that."""
    found: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.found.append(f"error: {error}"))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        is_cut = self.cuts_expected and "Failed to load resource" in message.text
        if message.type in ("error", "warning") and not is_cut:
            self.found.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.origin, "blob:", "data:")):
            self.found.append(f"request: {request.url}")


def violations(page: Page) -> list[str]:
    """What axe, which was put into the page when it was opened, finds against WCAG 2.2 AA; a line for each place."""
    told: list[str] = page.evaluate(
        """async (tags) => {
            const rules = { "target-size": { enabled: true } };
            const { violations } = await axe.run(document, { runOnly: tags, rules });
            return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
        }""",
        TAGS,
    )
    return told
