import { afterEach, expect, it } from "vitest";
import { ApiError } from "../api/error";
import { baseLocale, overwriteGetLocale } from "../paraglide/runtime.js";
import { failureOf } from "./failure";

afterEach(() => overwriteGetLocale(() => baseLocale));

it.each([
  ["en", "This recording was deleted"],
  ["pt-BR", "Esta gravação foi excluída"],
] as const)("tells in the reader's language that a recording was deleted (%s)", (locale, said) => {
  overwriteGetLocale(() => locale);
  const told = failureOf(new ApiError(410, "This record was deleted for good; record again under a new id."));
  expect(told).toContain(said);
});

it("tells the server's sentence, or that there is none, or that no answer came", () => {
  expect(failureOf(new ApiError(409, "The server's."))).toBe("The server's.");
  expect(failureOf(new ApiError(500, ""))).toContain("500");
  expect(failureOf(new ApiError(0, ""))).toContain("cannot be reached");
  expect(failureOf(new TypeError("no"))).toContain("cannot be reached");
});
