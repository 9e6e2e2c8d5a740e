import { expect, it } from "vitest";
import { type Reply, isWaiting, linesOf, withError, withQuestion, withReply } from "./conversation";

const reply = {
  question_id: "q",
  text: "These were missing:\n- The city.\n",
  engine: "report and rubric",
} as Reply;

it("waits for the reply to a question before another is asked", () => {
  const asked = withQuestion([], " Why? ");
  expect(asked).toMatchObject([{ asked: "Why?" }]);
  expect(isWaiting(asked)).toBe(true);
  expect(withQuestion(asked, "And what else?")).toBe(asked);
});

it("goes on after a reply, and after a failure", () => {
  const replied = withReply(withQuestion([], "Why?"), reply);
  expect(isWaiting(replied)).toBe(false);
  const failed = withError(withQuestion(replied, "What was missing?"), new Error("offline"));
  expect(isWaiting(failed)).toBe(false);
  expect(withQuestion(failed, "What was missing?")).toHaveLength(3);
});

it("asks nothing that says nothing", () => {
  expect(withQuestion([], "  ?  ")).toEqual([]);
});

it("tells paragraphs of a reply from its points", () => {
  expect(linesOf(reply)).toEqual([
    { text: "These were missing:", isPoint: false },
    { text: "The city.", isPoint: true },
  ]);
});
