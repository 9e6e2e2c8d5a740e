import { expect, it, vi } from "vitest";

vi.stubGlobal("location", { hash: "" });
vi.stubGlobal("addEventListener", () => {});
vi.stubGlobal("document", { baseURI: "http://127.0.0.1/" });
const { addressOf, addressOfQuestion, ownInterview, practisedIn } = await import("./practice");

it("asks a question of one's own as an interview of one question", () => {
  const own = ownInterview(new URLSearchParams({ question: "Why us?", language: "pt" }));
  expect(own.questions).toMatchObject([{ id: "own", text: "Why us?", model_answer: "" }]);
  expect(practisedIn(own)).toEqual({ question: "Why us?", language: "pt" });
  expect(addressOf("interview", own, "real")).toBe(
    "#/interview/own?question=Why+us%3F&language=pt&mode=real",
  );
});

it("leads from a question to its practice, in the language in which it is answered", () => {
  expect(addressOfQuestion("E o resultado?", "pt")).toBe("#/check/own?question=E+o+resultado%3F&language=pt");
});

it("names an interview of the installation by its id", () => {
  const own = ownInterview(new URLSearchParams({ question: "Why us?" }));
  const interview = { ...own, id: "aws-basics", title: "AWS" };
  expect(practisedIn(interview)).toEqual({ interview_id: "aws-basics", language: "en" });
  expect(addressOf("check", interview)).toBe("#/check/aws-basics");
});
