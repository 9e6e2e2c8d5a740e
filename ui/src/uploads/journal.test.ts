import { expect, it } from "vitest";
import { clockOf, newJournal, recordOf } from "./journal";

it.each([
  [0, "00:00:00"],
  [59.6, "00:01:00"],
  [3725, "01:02:05"],
])("writes %d seconds as %s", (seconds, clock) => {
  expect(clockOf(seconds)).toBe(clock);
});

it("tells the server what was practised, and when", () => {
  const format = { mimeType: "video/mp4", ending: ".mp4" } as const;
  const journal = newJournal({ question: "Why?", language: "pt" }, "real", format, new Date(0));
  const marks = [{ question_id: "own", start_s: 0 }];
  expect(recordOf({ ...journal, recorded_s: 61, marks })).toEqual({
    record_id: journal.record_id,
    date: "1970-01-01T00:00:00.000Z",
    duration: "00:01:01",
    video: `${journal.record_id}.mp4`,
    interview_id: null,
    question: "Why?",
    language: "pt",
    marks,
  });
});
