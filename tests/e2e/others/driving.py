"""A tab of Firefox or WebKit, through the little of WebDriver that both of their drivers speak."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from tests.support.page_watching import AXE, TAGS
from tests.support.waiting import PATIENCE_S

ALL_TEXT = "return document.body.innerText"


class Element(Protocol):
    def click(self) -> None: ...


class Driver(Protocol):
    def get(self, url: str) -> None: ...

    def find_elements(self, by: str, value: str) -> Sequence[Element]: ...

    def execute_async_script(self, script: str, *args: Any) -> Any: ...


@dataclass(frozen=True)
class Tab:
    """One tab, and what a person does with it."""

    driver: Driver

    def open(self, address: str) -> None:
        self.driver.get(address)

    def evaluate(self, body: str, *args: Any) -> Any:
        """What the body of an async function returns; its arguments are in `args`."""
        script = f"const args = [...arguments]; const done = args.pop(); (async () => {{ {body} }})()"
        told = self.driver.execute_async_script(
            f"{script}.then((value) => done({{ value }}), (e) => done({{ error: `${{e}}` }}))", *args
        )
        assert "error" not in told, told["error"]
        return told.get("value")

    def press(self, name: str) -> None:
        """Press the button, link or box whose name begins so, as soon as it is there."""
        own = f'@aria-label="{name}" or starts-with(normalize-space(.), "{name}")'
        self.until(lambda: self._all(own), f"nothing to press is called {name}")[0].click()

    def until_read(self, text: str, within_s: float = PATIENCE_S) -> None:
        self.until(lambda: text in self.evaluate(ALL_TEXT), f"“{text}” is not read", within_s)

    def until(self, met: Any, otherwise: str, within_s: float = PATIENCE_S) -> Any:
        """Wait for something true, and give it."""
        deadline_s = time.monotonic() + within_s
        while not (found := met()):
            assert time.monotonic() < deadline_s, f"{otherwise}: {self.evaluate(ALL_TEXT)}"
            time.sleep(0.05)
        return found

    def violations(self) -> list[str]:
        """What axe finds on the page as it is."""
        self.evaluate(f"if (!window.axe) {{ {AXE.read_text()} }}")  # as the driver's own script, past the page's policy
        found: list[str] = self.evaluate(
            """
            const { violations } = await axe.run(document, { runOnly: args[0] });
            return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
            """,
            TAGS,
        )
        return found

    def requests_elsewhere(self) -> list[str]:
        """What the page has fetched from other origins than its own."""
        fetched: list[str] = self.evaluate(
            """
            return performance.getEntriesByType("resource").map(({ name }) => name)
                .filter((name) => !name.startsWith(location.origin) && !/^(blob|data):/.test(name));
            """
        )
        return fetched

    def _all(self, condition: str) -> Sequence[Element]:
        return self.driver.find_elements("xpath", f"//*[self::a or self::button or self::label][{condition}]")
