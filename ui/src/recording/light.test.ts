import { describe, expect, it } from "vitest";
import { lightOf, meanLuma } from "./light";

describe("light", () => {
  it("weighs green more than red, and red more than blue", () => {
    const [red, green, blue] = [
      [255, 0, 0, 255],
      [0, 255, 0, 255],
      [0, 0, 255, 255],
    ].map(meanLuma);
    expect([red, green, blue].map((luma) => Math.round(luma ?? 0))).toEqual([54, 182, 18]);
  });

  it("is the mean over all pixels, whatever their transparency", () => {
    expect(meanLuma([255, 255, 255, 0, 0, 0, 0, 255])).toBeCloseTo(127.5, 6);
    expect(meanLuma([])).toBe(0);
  });

  it.each([
    [20, "dark"],
    [120, "good"],
    [230, "bright"],
  ])("of %d is %s", (luma, told) => {
    expect(lightOf(luma)).toBe(told);
  });
});
