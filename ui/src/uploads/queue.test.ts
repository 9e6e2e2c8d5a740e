import { describe, expect, it } from "vitest";
import { type Part, plan } from "./parts";
import {
  LONGEST_WAIT_MS,
  type Queue,
  type QueueEvent,
  after,
  heldBytes,
  newQueue,
  nextStep,
  wait_ms,
} from "./queue";

const PLANNED = plan([10, 10, 4], true, 10);
const ONE: Part = { number: 1, size: 10, sha256: "1".repeat(64) };
const TWO: Part = { number: 2, size: 10, sha256: "2".repeat(64) };
const THREE: Part = { number: 3, size: 4, sha256: "3".repeat(64) };

function queue(...events: QueueEvent[]): Queue {
  return events.reduce(after, newQueue());
}

const begun: QueueEvent = { type: "begun", held: [], agreed: [] };
const sent = (part: Part): QueueEvent => ({ type: "sent", part });
const failed = (during: "begin" | "send" | "complete", status: number): QueueEvent => ({
  type: "failed",
  during,
  status,
  detail: "why",
});

describe("an upload", () => {
  it("rests until there is a part to send", () => {
    expect(nextStep(queue(), plan([5], false, 10), false)).toEqual({ do: "rest" });
    expect(nextStep(queue(), plan([5, 5], false, 10), false)).toEqual({ do: "begin" });
  });

  it("sends the parts in turn and then completes", () => {
    expect(nextStep(queue(begun), PLANNED, true)).toEqual({ do: "send", part: PLANNED[0] });
    expect(nextStep(queue(begun, sent(ONE)), PLANNED, true)).toEqual({ do: "send", part: PLANNED[1] });
    expect(nextStep(queue(begun, sent(ONE), sent(TWO), sent(THREE)), PLANNED, true)).toEqual({
      do: "complete",
      parts: [ONE, TWO, THREE],
    });
    expect(nextStep(queue(begun, { type: "completed" }), PLANNED, true)).toEqual({ do: "end" });
  });

  it("does not complete while more is recorded", () => {
    expect(nextStep(queue(begun, sent(ONE)), plan([10, 3], false, 10), false)).toEqual({ do: "rest" });
  });

  it("has nothing to send when nothing was recorded", () => {
    expect(nextStep(queue(), [], true)).toEqual({ do: "end" });
  });

  it("goes on behind the parts that the server holds", () => {
    const resumed = queue({ type: "begun", held: [ONE], agreed: [ONE, TWO] });
    expect(nextStep(resumed, PLANNED, true)).toEqual({ do: "send", part: PLANNED[1] });
    expect(heldBytes(resumed)).toBe(10);
  });

  it("sends again what the server holds with other bytes", () => {
    const other = { ...ONE, sha256: "f".repeat(64) };
    expect(nextStep(queue({ type: "begun", held: [other], agreed: [ONE] }), PLANNED, true)).toEqual({
      do: "send",
      part: PLANNED[0],
    });
  });
});

describe("after a failure", () => {
  it.each([0, 403, 408, 422, 429, 500, 503])(
    "of a part with status %d the same part is sent again",
    (status) => {
      const now = queue(begun, sent(ONE), failed("send", status));
      expect(nextStep(now, PLANNED, true)).toEqual({ do: "send", part: PLANNED[1] });
      expect(now).toMatchObject({ failures: 1, detail: "why" });
    },
  );

  it.each(["send", "complete"] as const)(
    "in which the server forgot the upload (%s), it begins anew",
    (during) => {
      expect(nextStep(queue(begun, sent(ONE), failed(during, 404)), PLANNED, true)).toEqual({ do: "begin" });
    },
  );

  it("in which other parts are held, it asks which", () => {
    const now = queue(begun, sent(ONE), sent(TWO), sent(THREE), failed("complete", 409));
    expect(nextStep(now, PLANNED, true)).toEqual({ do: "begin" });
  });

  it("of an answer that got lost, a recording that is complete is done", () => {
    expect(queue(failed("begin", 409)).stage).toBe("done");
  });

  it.each([413, 422])("that will not pass (%d), it says so and stops", (status) => {
    const now = queue(begun, failed("complete", status));
    expect(now).toMatchObject({ stage: "refused", detail: "why" });
    expect(nextStep(now, PLANNED, true)).toEqual({ do: "end" });
  });

  it.each(["begin", "send", "complete"] as const)(
    "of a recording that was deleted (%s), it says that it is gone and stops",
    (during) => {
      const now = queue(begun, failed(during, 410));
      expect(now.stage).toBe("gone");
      expect(nextStep(now, PLANNED, true)).toEqual({ do: "end" });
    },
  );

  it("of this device's disk, it stops", () => {
    expect(queue(begun, { type: "unreadable", detail: "gone" })).toMatchObject({
      stage: "refused",
      detail: "gone",
    });
  });

  it("the count of failures begins anew with the next success", () => {
    expect(queue(begun, failed("send", 0), failed("send", 0), sent(ONE)).failures).toBe(0);
  });
});

describe("the wait", () => {
  it("grows, is never zero after a failure and never longer than half a minute", () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 50].map((failures) => wait_ms(failures, 1));
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16000, 30000, LONGEST_WAIT_MS]);
    expect(wait_ms(1, 0)).toBe(250);
    expect(wait_ms(0, 0.5)).toBe(0);
  });
});
