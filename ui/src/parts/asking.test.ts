import { expect, it } from "vitest";
import { isToBeAsked } from "./asking";

it("is asked until it holds, and again after it was withdrawn", () => {
  expect([{ holds: false }, { holds: true }].map(isToBeAsked)).toEqual([true, false]);
});

it("is not asked where the server does not know of it", () => {
  expect(isToBeAsked(undefined)).toBe(false);
});
