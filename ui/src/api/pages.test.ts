import { expect, it } from "vitest";
import { type Asked, gathered } from "./pages";

/** A list of so many numbers, in pages of at most `size`; `asked` notes what was asked for. */
function list(length: number, size: number) {
  const asked: Asked[] = [];
  const ask = async (query: Asked) => {
    asked.push(query);
    const from = Number(query.cursor ?? 0);
    const to = Math.min(from + Math.min(size, query.limit), length);
    const results = Array.from({ length: to - from }, (_, index) => from + index);
    return { results, next: to < length ? String(to) : null };
  };
  return { ask, asked };
}

it("gathers all pages of a list", async () => {
  const { ask, asked } = list(2500, 1000);
  const { results, next } = await gathered(ask);
  expect([results.length, results.at(-1), next]).toEqual([2500, 2499, null]);
  expect(asked.map(({ limit, cursor }) => [limit, cursor])).toEqual([
    [1000, null],
    [1000, "1000"],
    [1000, "2000"],
  ]);
});

it("stops when there are enough, and goes on from there", async () => {
  const { ask } = list(50, 20);
  const first = await gathered(ask, 30);
  expect([first.results.length, first.next]).toEqual([40, "40"]);
  const rest = await gathered(ask, 30, first.next);
  expect([rest.results, rest.next]).toEqual([[40, 41, 42, 43, 44, 45, 46, 47, 48, 49], null]);
});

it("goes on behind a page of which nothing is left to tell", async () => {
  const pages = [{ results: [], next: "a" }, { results: [1] }];
  expect(await gathered(async () => pages.shift() ?? { results: [] })).toEqual({ results: [1], next: null });
});
