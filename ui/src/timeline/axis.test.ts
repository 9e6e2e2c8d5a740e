import { expect, it } from "vitest";
import { timeScale, timeTicks } from "./axis";

it("puts the beginning at the left edge and the end at the right", () => {
  const x = timeScale(44, 660);
  expect([x(0), x(22), x(44)]).toEqual([0, 330, 660]);
});

it("keeps moments outside the recording on its edge", () => {
  const x = timeScale(10, 100);
  expect([x(-1), x(11)]).toEqual([0, 100]);
  expect(x.invert(250)).toBe(10);
});

it.each([
  [16, 340],
  [16, 1000],
  [1800, 340],
  [1800, 1000],
  [0.4, 340],
])("labels a recording of %s s over %s px with room between the labels", (duration_s, width) => {
  const ticks = timeTicks(duration_s, width);
  const x = timeScale(duration_s, width);
  expect(ticks[0]).toBe(0);
  expect(ticks.at(-1)).toBeLessThanOrEqual(duration_s);
  ticks.slice(1).forEach((tick, index) => {
    expect(x(tick) - x(ticks[index] ?? NaN)).toBeGreaterThanOrEqual(64);
  });
});
