import { expect, it } from "vitest";
import type { AttemptRecord } from "../../api/client";
import { previousOf } from "./previous";

function attempt(record_id: string, day: number, more: Partial<AttemptRecord> = {}): AttemptRecord {
  const figures = { speech_rate_wpm: 150, score: null };
  return {
    record_id,
    interview_id: "a",
    date: `2026-11-0${day}T10:00:00Z`,
    figures,
    ...more,
  } as AttemptRecord;
}

it("the attempt before is the newest earlier one at the same interview", () => {
  const all = [
    attempt("later", 9),
    attempt("this", 8),
    attempt("other", 7, { interview_id: "b" }),
    attempt("before", 6),
    attempt("first", 5),
  ];
  expect(previousOf(attempt("this", 8), all)?.record_id).toBe("before");
});

it("an attempt without figures is passed over", () => {
  const failed = attempt("failed", 7, { figures: { speech_rate_wpm: null } });
  const running = attempt("running", 6, { figures: null });
  expect(previousOf(attempt("this", 8), [failed, running, attempt("first", 5)])?.record_id).toBe("first");
});

it("a question of one's own is compared with itself only", () => {
  const own = { interview_id: null, question: "Why here?" };
  const other = attempt("other", 6, { interview_id: null, question: "Why now?" });
  expect(previousOf(attempt("this", 8, own), [other])).toBeUndefined();
  expect(previousOf(attempt("this", 8, own), [other, attempt("same", 5, own)])?.record_id).toBe("same");
});

it("a free recording is compared with nothing", () => {
  const free = { interview_id: null, question: null };
  expect(previousOf(attempt("this", 8, free), [attempt("other", 6, free)])).toBeUndefined();
});
