import { describe, expect, it } from "vitest";
import { lastStarted, wordAt } from "./stretch";

const words = [
  { start_s: 0.5, end_s: 0.9 },
  { start_s: 0.9, end_s: 1.2 },
  { start_s: 3.0, end_s: 3.4 },
];

describe("the word that is being said", () => {
  it.each([
    [0, -1],
    [0.5, 0],
    [0.89, 0],
    [0.9, 1],
    [1.3, 1],
    [2, -1],
    [3.39, 2],
    [9, -1],
  ])("at %s s is number %s", (time_s, index) => {
    expect(wordAt(words, time_s)).toBe(index);
  });

  it("is none when nothing was said", () => {
    expect(wordAt([], 1)).toBe(-1);
  });

  it("is found as a search from the front would find it", () => {
    const many = Array.from({ length: 97 }, (_, index) => ({
      start_s: index * 0.37,
      end_s: index * 0.37 + 0.3,
    }));
    for (let time_s = -1; time_s < 40; time_s += 0.11) {
      expect(lastStarted(many, time_s)).toBe(many.findLastIndex((word) => word.start_s <= time_s));
    }
  });
});
