import { expect, it } from "vitest";
import { NOTHING_RECORDED, recordedSeconds, resting, running } from "./recordedTime";

it("counts only while the recorder runs", () => {
  const first = resting(running(NOTHING_RECORDED, 100), 106);
  const second = running(first, 200);
  expect(recordedSeconds(first, 150)).toBe(6);
  expect(recordedSeconds(second, 203)).toBe(9);
  expect(recordedSeconds(resting(second, 204), 1000)).toBe(10);
});

it("does not begin or end twice", () => {
  const time = running(running(NOTHING_RECORDED, 10), 15);
  expect(recordedSeconds(time, 20)).toBe(10);
  expect(recordedSeconds(resting(resting(time, 20), 30), 40)).toBe(10);
});
