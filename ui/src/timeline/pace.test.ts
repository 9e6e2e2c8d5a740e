import { expect, it } from "vitest";
import { rollingPace } from "./pace";

const evenly = (count: number, every_s: number) =>
  Array.from({ length: count }, (_, index) => ({ start_s: index * every_s, end_s: index * every_s + 0.1 }));

it("is the same everywhere for words at even distances", () => {
  const pace = rollingPace(evenly(100, 0.5), 50);
  expect(pace).toHaveLength(51);
  pace.forEach(({ wpm }) => expect(wpm).toBeCloseTo(120, 5));
});

it("falls to nothing in a long silence", () => {
  const pace = rollingPace([...evenly(10, 0.5), { start_s: 40, end_s: 40.4 }], 45);
  expect(pace.find(({ time_s }) => time_s === 20)?.wpm).toBe(0);
});

it("counts each word once over windows that lie side by side", () => {
  const words = evenly(61, 0.33);
  const pace = rollingPace(words, 20);
  const sideBySide = [5, 15].map((time_s) => (pace.find((at) => at.time_s === time_s)?.wpm ?? NaN) / 6);
  expect(sideBySide.reduce((sum, count) => sum + count)).toBeCloseTo(61, 5);
});

it("has no rate for no recording", () => {
  expect(rollingPace([], 0)).toEqual([{ time_s: 0, wpm: 0 }]);
});
