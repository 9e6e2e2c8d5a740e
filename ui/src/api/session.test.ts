import { expect, test } from "vitest";
import { emailOf, expiresAt, readConfig } from "./session";

function token(claims: object): string {
  const bytes = new TextEncoder().encode(JSON.stringify(claims));
  const payload = btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
  return `header.${payload}.signature`;
}

test("a token tells until when it is valid and whose it is", () => {
  const given = token({ exp: 1_700_000_000, email: "joão@example.org" });
  expect(expiresAt(given)).toBe(1_700_000_000_000);
  expect(emailOf(given)).toBe("joão@example.org");
});

test.each(["", "no token", "a.b.c"])("what is no token is nobody's and has expired: %s", (given) => {
  expect([expiresAt(given), emailOf(given)]).toEqual([0, ""]);
});

const CONFIG = { api: "https://api.example/Prod", signIn: "https://auth.example", clientId: "page" };

test.each([
  ["an empty file", () => Response.json({}), null],
  ["no file", () => new Response("", { status: 404 }), null],
  [
    "the page itself",
    () => new Response("<html></html>", { headers: { "content-type": "text/html" } }),
    null,
  ],
  ["an address", () => Response.json(CONFIG), CONFIG],
])("config.json: %s", async (_, answer, found) => {
  expect(await readConfig(() => Promise.resolve(answer()))).toEqual(found);
});
