import { expect, test } from "vitest";
import { held, marked, secretAt } from "./held";

const AT = "https://page.example";

test("a call that finds nobody signed in waits for a sign-in, and is sent again with its body", async () => {
  let isSignedIn = false;
  const received: string[] = [];
  const call = new Request(`${AT}/uploads`, { method: "POST", body: '{"filename":"r1.webm"}' });
  const answer = await held(
    call,
    async (request) => {
      received.push(await request.text());
      return new Response(null, { status: isSignedIn ? 204 : 401 });
    },
    async () => {
      isSignedIn = true;
    },
  );
  expect(answer.status).toBe(204);
  expect(received).toEqual(['{"filename":"r1.webm"}', '{"filename":"r1.webm"}']);
});

test.each([
  ["a wrong password", new Request(`${AT}/sign-in`, { method: "POST" })],
  ["a link that is over", marked(new Request(`${AT}/records/r1`), "secret")],
])("%s is answered at once", async (_, call) => {
  let asked = 0;
  const refused = async () => new Response(null, { status: 401 });
  const answer = await held(call, refused, async () => void (asked += 1));
  expect([answer.status, asked]).toEqual([401, 0]);
});

test.each(["POST", "PUT", "PATCH", "DELETE"])("%s is marked as the page's own, without a link", (method) => {
  const { headers } = marked(new Request(`${AT}/records/r1`, { method }), "secret");
  expect(headers.get("X-Requested-With")).toBe("page");
  expect(headers.has("Authorization")).toBe(false);
});

test("what a link shows is read by its secret", () => {
  const secret = secretAt(["shared", "r1", "secret"]);
  expect(marked(new Request(`${AT}/records/r1`), secret).headers.get("Authorization")).toBe("Bearer secret");
  const own = marked(new Request(`${AT}/records/r1`), secretAt(["records", "r1", "secret"]));
  expect(own.headers.has("Authorization")).toBe(false);
});
