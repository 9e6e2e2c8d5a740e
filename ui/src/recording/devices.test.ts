import { expect, it } from "vitest";
import { browserOf, refusalOf } from "./devices";

it.each([
  ["NotAllowedError", "denied"],
  ["NotFoundError", "missing"],
  ["NotReadableError", "busy"],
])("explains %s as %s", (name, refusal) => {
  expect(refusalOf(new DOMException("", name))).toBe(refusal);
});

it("explains a browser without cameras at all", () => {
  expect(refusalOf(new TypeError("navigator.mediaDevices is undefined"))).toBe("unsupported");
});

it.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "firefox"],
  ["Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36", "chromium"],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15",
    "safari",
  ],
])("tells the browser by %s", (userAgent, browser) => {
  expect(browserOf(userAgent)).toBe(browser);
});
