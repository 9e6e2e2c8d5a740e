import { describe, expect, it } from "vitest";
import { cut, plan, sha256 } from "./parts";

/** Sizes that look like a recording's, the same at every run. */
function someSizes(count: number, seed: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => (state = (state * 48271) % 2147483647) % 40);
}

describe("the parts of a recording", () => {
  it("are sent as soon as they are large enough", () => {
    expect(plan([4, 4], false, 10)).toEqual([]);
    expect(plan([4, 4, 4, 4], false, 10)).toEqual([{ number: 1, first: 0, end: 3, size: 12 }]);
  });

  it("end with what is left once the recording has ended", () => {
    expect(plan([4, 4, 4, 4], true, 10)).toEqual([
      { number: 1, first: 0, end: 3, size: 12 },
      { number: 2, first: 3, end: 4, size: 4 },
    ]);
    expect(plan([], true, 10)).toEqual([]);
  });

  it.each([1, 2, 3, 4, 5])("hold every byte once and in order, large enough but the last (%d)", (seed) => {
    const sizes = someSizes(50, seed);
    const parts = plan(sizes, true, 100);
    expect(parts.map(({ number }) => number)).toEqual(parts.map((_, index) => index + 1));
    expect(parts.map(({ first }) => first)).toEqual([0, ...parts.slice(0, -1).map(({ end }) => end)]);
    expect(parts.reduce((sum, { size }) => sum + size, 0)).toBe(sizes.reduce((sum, size) => sum + size, 0));
    expect(parts.slice(0, -1).every(({ size }) => size >= 100)).toBe(true);
  });

  it.each([1, 2, 3])("never change when more is recorded (%d)", (seed) => {
    const sizes = someSizes(50, seed);
    for (let n = 0; n < sizes.length; n++) {
      const early = plan(sizes.slice(0, n), false, 100);
      expect(plan(sizes, true, 100).slice(0, early.length)).toEqual(early);
    }
  });
});

describe("a file", () => {
  it.each([
    [25, [10, 10, 5]],
    [20, [10, 10]],
    [3, [3]],
    [0, []],
  ])("of %d bytes is cut without loss", (bytes, sizes) => {
    expect(cut(bytes, 10)).toEqual(sizes);
    expect(plan(sizes, true, 10)).toHaveLength(sizes.length);
  });
});

it("names bytes by their SHA-256", async () => {
  expect(await sha256(new Blob(["abc"]))).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});
