import { expect, it, vi } from "vitest";

vi.stubGlobal("document", { baseURI: "http://127.0.0.1/" });
const { isFollowUp, isMade, wantedOf } = await import("./made");

const wanted = { advertisement: " Data engineer wanted \n", cv: "", language: "en" } as const;

it("sends advertisement and language, and no CV where there is none", () => {
  expect(wantedOf(wanted)).toEqual({ advertisement: "Data engineer wanted", language: "en" });
  expect(wantedOf({ ...wanted, cv: " \n" })).not.toHaveProperty("cv");
});

it("sends the CV's text as the person left it", () => {
  expect(wantedOf({ ...wanted, cv: "Maria Silva\nSQL\n" })).toMatchObject({ cv: "Maria Silva\nSQL" });
});

it("tells interviews that were made here from those that were installed", () => {
  expect(isMade({ id: "made-0123456789ab" })).toBe(true);
  expect(isMade({ id: "software-engineer-en" })).toBe(false);
});

it("tells follow-up questions from what is chosen", () => {
  expect(isFollowUp({ id: "made-follow-up-0123456789ab-0123456789ab" })).toBe(true);
  expect(isFollowUp({ id: "made-0123456789ab" })).toBe(false);
});
