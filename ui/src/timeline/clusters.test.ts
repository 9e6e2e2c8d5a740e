import { describe, expect, it } from "vitest";
import { timeScale } from "./axis";
import { LEAST_TARGET_PX, blocks, clusters } from "./clusters";

/** The same pseudo-random marks in every run (Park and Miller's generator). */
function someMarks(seed: number, count: number, duration_s: number) {
  const next = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  return Array.from({ length: count }, () => {
    const start_s = next() * duration_s;
    return { start_s, end_s: Math.min(duration_s, start_s + next() * next() * 8) };
  }).sort((one, other) => one.start_s - other.start_s);
}

describe("targets of marks", () => {
  it("are one for each mark that has room", () => {
    const x = timeScale(100, 1000);
    const marks = [
      { start_s: 10, end_s: 11 },
      { start_s: 50, end_s: 60 },
    ];
    expect(clusters(marks, x, 1000)).toEqual([
      { marks: [marks[0]], left: 93, width: 24 },
      { marks: [marks[1]], left: 500, width: 100 },
    ]);
  });

  it("of stretches that touch stay apart", () => {
    const marks = [0, 8.2, 13.7].map((start_s, index) => ({
      start_s,
      end_s: [8.2, 13.7, 20.1][index] ?? NaN,
    }));
    for (let width = 300; width < 400; width += 7.3) {
      expect(clusters(marks, timeScale(20.1, width), width)).toHaveLength(3);
    }
  });

  it("are shared by marks that lie too close", () => {
    const marks = [
      { start_s: 10, end_s: 10.5 },
      { start_s: 11, end_s: 11.5 },
    ];
    expect(clusters(marks, timeScale(100, 1000), 1000)).toHaveLength(1);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])("never overlap, leave the lane or lose a mark (%s)", (seed) => {
    for (const width of [24, 120, 340, 1000]) {
      const marks = someMarks(seed, seed * 12, 300);
      const found = clusters(marks, timeScale(300, width), width);
      expect(found.flatMap((cluster) => cluster.marks)).toEqual(marks);
      found.forEach(({ left, width: wide }, index) => {
        expect(wide).toBeGreaterThanOrEqual(LEAST_TARGET_PX);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left + wide).toBeLessThanOrEqual(width + 1e-6);
        const before = found[index - 1];
        if (before) expect(left).toBeGreaterThan(before.left + before.width - 0.02);
      });
    }
  });
});

it("words that nearly touch are drawn as one", () => {
  const words = [
    { start_s: 0, end_s: 1 },
    { start_s: 1.05, end_s: 2 },
    { start_s: 5, end_s: 6 },
  ];
  expect(blocks(words, (time_s) => 10 * time_s)).toEqual([
    [0, 20],
    [50, 10],
  ]);
});
