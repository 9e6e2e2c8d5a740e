import { expect, it } from "vitest";
import { spark } from "./spark";

const BOX = { width: 120, height: 40, margin: 10 };

it("draws from the first attempt at the left to the last at the right, greater values higher", () => {
  const { dots } = spark([10, 30, 20], BOX);
  expect(dots).toEqual([
    { x: 10, y: 30, index: 0 },
    { x: 60, y: 10, index: 1 },
    { x: 110, y: 20, index: 2 },
  ]);
});

it("breaks where nothing was measured", () => {
  const { path, dots } = spark([1, 2, null, 3, 4], BOX);
  expect(path.match(/M/g)).toHaveLength(2);
  expect(dots.map((dot) => dot.index)).toEqual([0, 1, 3, 4]);
});

it("puts a flat line in the middle", () => {
  expect(spark([5, 5], BOX).dots.map((dot) => dot.y)).toEqual([20, 20]);
});
