import { describe, expect, it } from "vitest";
import {
  LONGEST_S,
  type Mode,
  type Session,
  type SessionEvent,
  after,
  allowed,
  isRecording,
  newSession,
} from "./session";

const QUESTIONS = [
  { id: "one", preparation_s: 10, answer_s: 60 },
  { id: "two", preparation_s: 0, answer_s: 30 },
];

function play(mode: Mode, ...events: (SessionEvent["type"] | number)[]): Session {
  return events.reduce<Session>(
    (session, event) =>
      after(
        session,
        typeof event === "number" ? { type: "tick", seconds: event } : ({ type: event } as SessionEvent),
      ),
    newSession(QUESTIONS, mode),
  );
}

describe("the course of an interview", () => {
  it("begins with time to think about the first question", () => {
    expect(play("practice", "start")).toMatchObject({ phase: "prepare", index: 0, left_s: 10 });
  });

  it("records as soon as the time to think is over, and only then", () => {
    expect(isRecording(play("practice", "start", 9))).toBe(false);
    expect(play("practice", "start", 9, 1)).toMatchObject({ phase: "answer", left_s: 60, takes: 1 });
    expect(isRecording(play("practice", "start", 10))).toBe(true);
  });

  it("lets one begin and stop early", () => {
    expect(play("practice", "start", "begin")).toMatchObject({ phase: "answer", left_s: 60 });
    expect(play("practice", "start", "begin", 5, "stop")).toMatchObject({
      phase: "after",
      outcomes: ["answered", "open"],
      recorded_s: 5,
    });
  });

  it("does not take a key pressed at the change for the end of the answer", () => {
    expect(play("practice", "start", "begin", 0.5, "stop").phase).toBe("answer");
  });

  it("shows the model answer in practice and goes on when told", () => {
    expect(play("practice", "start", 10, 60).phase).toBe("after");
    expect(play("practice", "start", 10, 60, 500).phase).toBe("after");
    expect(play("practice", "start", 10, 60, "next")).toMatchObject({ phase: "answer", index: 1 });
  });
});

describe("the two modes", () => {
  it("goes straight on in the real interview, without a pause", () => {
    expect(play("real", "start", 10, 60)).toMatchObject({ phase: "answer", index: 1, left_s: 30 });
    expect(play("real", "start", "pause")).toMatchObject({ paused: false, phase: "prepare" });
    expect(play("real", "start", 10, 60, 30).phase).toBe("finished");
  });
});

describe("what the candidate may do", () => {
  it("asks the same question again, and counts a new take", () => {
    const again = play("practice", "start", 10, 20, "repeat");
    expect(again).toMatchObject({ phase: "prepare", index: 0, left_s: 10, recorded_s: 20 });
    expect(after(again, { type: "begin" }).takes).toBe(2);
    expect(play("practice", "start", 10, 60, "repeat")).toMatchObject({ phase: "prepare", index: 0 });
  });

  it("skips a question before its answer begins, without a take", () => {
    expect(play("practice", "start", "skip")).toMatchObject({
      index: 1,
      phase: "answer",
      takes: 1,
      outcomes: ["skipped", "open"],
    });
    expect(play("practice", "start", 10, 5, "skip")).toMatchObject({ index: 0, phase: "answer" });
  });

  it("stands still while paused", () => {
    const paused = play("practice", "start", 10, 5, "pause", 100);
    expect(paused).toMatchObject({ phase: "answer", left_s: 55, recorded_s: 5 });
    expect(isRecording(paused)).toBe(false);
    expect(after(paused, { type: "resume" })).toMatchObject({ paused: false, left_s: 55, takes: 1 });
  });

  it("can be ended at any time, and the answer under way counts", () => {
    expect(play("real", "start", 10, 5, "finish")).toMatchObject({
      phase: "finished",
      outcomes: ["answered", "open"],
    });
    expect(play("real", "start", "finish").outcomes).toEqual(["open", "open"]);
  });
});

describe("the limits", () => {
  it("allows nothing once it is over", () => {
    expect(allowed(play("real", "start", "finish"))).toEqual([]);
    expect(play("real", "start", "finish", "start").phase).toBe("finished");
  });

  it("never records more than 30 minutes", () => {
    const long = Array.from({ length: 40 }, (_, index) => ({
      id: `q${index}`,
      preparation_s: 0,
      answer_s: 100,
    }));
    let session = after(newSession(long, "real"), { type: "start" });
    for (let n = 0; n < 4000 && session.phase !== "finished"; n++)
      session = after(session, { type: "tick", seconds: 0.7 });
    expect(session.phase).toBe("finished");
    expect(session.recorded_s).toBeCloseTo(LONGEST_S, 6);
  });

  it("has nothing to start without a question", () => {
    expect(after(newSession([], "real"), { type: "start" }).phase).toBe("ready");
  });
});
