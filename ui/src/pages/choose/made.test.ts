import { expect, it, vi } from "vitest";

vi.stubGlobal("document", { baseURI: "http://127.0.0.1/" });
const { formOf, isFollowUp, isMade } = await import("./made");

const wanted = { advertisement: " Data engineer wanted \n", cv: undefined, language: "en" } as const;

it("sends advertisement and language, and no CV when none was chosen", () => {
  expect([...formOf(wanted)]).toEqual([
    ["advertisement", "Data engineer wanted"],
    ["language", "en"],
  ]);
});

it("sends the CV under its own name, from which nothing else is read", () => {
  const cv = new File(["Maria Silva"], "cv.pdf", { type: "application/pdf" });
  const sent = formOf({ ...wanted, cv }).get("cv");
  expect(sent).toMatchObject({ name: "cv.pdf", size: 11 });
});

it("tells interviews that were made here from those that were installed", () => {
  expect(isMade({ id: "made-0123456789ab" })).toBe(true);
  expect(isMade({ id: "software-engineer-en" })).toBe(false);
});

it("tells follow-up questions from what is chosen", () => {
  expect(isFollowUp({ id: "made-follow-up-0123456789ab-0123456789ab" })).toBe(true);
  expect(isFollowUp({ id: "made-0123456789ab" })).toBe(false);
});
