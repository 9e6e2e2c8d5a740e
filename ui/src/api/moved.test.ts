import { expect, test } from "vitest";
import { moved } from "./moved";

const [BASE, API] = ["https://page.example", "https://api.example/Prod"];
const TOKEN = `h.${btoa(JSON.stringify({ email: "ana@example.org" }))}.s`;

test("a call goes to the API's address with the token, and its body comes along", async () => {
  const body = JSON.stringify({ filename: "r1.webm" });
  const headers = { "Content-Type": "application/json" };
  const call = new Request(`${BASE}/uploads`, { method: "POST", body, headers });
  const sent = await moved(call, BASE, API, TOKEN);
  expect([sent.url, sent.method]).toEqual([`${API}/uploads`, "POST"]);
  expect(sent.headers.get("Authorization")).toBe(TOKEN);
  expect(sent.headers.get("Content-Type")).toBe("application/json");
  expect(await sent.text()).toBe(body);
});

test("whose records are asked for is said by the token", async () => {
  const sent = await moved(new Request(`${BASE}/records`), BASE, API, TOKEN);
  expect(sent.url).toBe(`${API}/records?email=ana%40example.org`);
  const one = await moved(new Request(`${BASE}/records/r1`), BASE, API, TOKEN);
  expect(one.url).toBe(`${API}/records/r1`);
});

test("a call that is given up stays given up", async () => {
  const left = new AbortController();
  const sent = await moved(new Request(`${BASE}/records/r1`, { signal: left.signal }), BASE, API, TOKEN);
  left.abort();
  expect(sent.signal.aborted).toBe(true);
});
