import { expect, it } from "vitest";
import { destination } from "./roving";

it.each([
  ["ArrowRight", 0, 1],
  ["ArrowRight", 4, 4],
  ["ArrowLeft", 0, 0],
  ["ArrowLeft", 3, 2],
  ["Home", 3, 0],
  ["End", 1, 4],
  ["Enter", 2, undefined],
])("%s on number %s of five leads to %s", (key, at, to) => {
  expect(destination(key, at, 5)).toBe(to);
});
