import { expect, test } from "vitest";
import { messagesIn, PolledEvents } from "./polledEvents";

const PROGRESS = 'event: progress\r\ndata: {"percent": 40}\r\n\r\n';
const DONE = 'event: done\r\ndata: {"status": "succeeded"}\r\n\r\n';

test("an event stream is read as the standard says, pings left out", () => {
  expect(messagesIn(`: ping - 2026\r\n\r\n${PROGRESS}${DONE}`)).toEqual([
    { type: "progress", data: '{"percent": 40}' },
    { type: "done", data: '{"status": "succeeded"}' },
  ]);
  expect(messagesIn("data: a\ndata: b\n\n")).toEqual([{ type: "message", data: "a\nb" }]);
  expect(messagesIn("")).toEqual([]);
});

test("it is asked again until it is closed, and a lack of an answer is told", async () => {
  const answers = [() => PROGRESS, failing, () => PROGRESS + DONE];
  let asked = 0;
  const events = new PolledEvents(async () => (answers[asked++] ?? failing)(), 1);
  const told: string[] = [];
  await new Promise<void>((resolve) => {
    for (const type of ["open", "error", "progress"]) events.addEventListener(type, () => told.push(type));
    events.addEventListener("done", () => {
      events.close();
      resolve();
    });
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(told).toEqual(["open", "progress", "error", "open", "progress"]);
  expect(asked).toBe(3);
  expect(events.readyState).toBe(2);
});

function failing(): string {
  throw new Error("no answer");
}
