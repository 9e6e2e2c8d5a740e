import { expect, test } from "vitest";
import { isOpen, pageAt } from "./pages";

const OF_ACCOUNTS = [
  ["shown"],
  ["groups"],
  ["accounts"],
  ["shared", "r1", "s"],
  ["join", "s"],
  ["reset", "s"],
];

test.each(OF_ACCOUNTS)("where nobody signs in there is no page #/%s", (...path) => {
  expect(pageAt(path, false)).toBeUndefined();
  expect(pageAt(path, true)).toBeDefined();
});

test("an address with a secret is open to whoever has it, and no other", () => {
  expect(OF_ACCOUNTS.filter(isOpen).map(([first]) => first)).toEqual(["shared", "join", "reset"]);
  expect([[], ["records"], ["records", "shared"]].some(isOpen)).toBe(false);
});
