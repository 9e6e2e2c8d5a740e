import { expect, it } from "vitest";
import { after, allowed, newSession } from "../../recording/session";
import { actionOf } from "./keys";

const SESSION = newSession([{ id: "one", preparation_s: 10, answer_s: 60 }], "practice");

it("a whole interview can be gone through with Enter", () => {
  let session = SESSION;
  const done: string[] = [];
  for (let n = 0; n < 10 && session.phase !== "finished"; n++) {
    const action = actionOf("Enter", allowed(session));
    if (action) session = after(session, { type: action });
    if (action) done.push(action);
    session = after(session, { type: "tick", seconds: 2 });
  }
  expect(done).toEqual(["start", "begin", "stop", "next"]);
});

it("Esc pauses and goes on", () => {
  const thinking = after(SESSION, { type: "start" });
  expect(actionOf("Escape", allowed(thinking))).toBe("pause");
  expect(actionOf("Escape", allowed(after(thinking, { type: "pause" })))).toBe("resume");
});

it("the arrows skip and repeat where that is allowed", () => {
  const thinking = after(SESSION, { type: "start" });
  expect(actionOf("ArrowRight", allowed(thinking))).toBe("skip");
  expect(actionOf("ArrowLeft", allowed(thinking))).toBeUndefined();
  expect(actionOf("x", allowed(thinking))).toBeUndefined();
});
