import { expect, it } from "vitest";
import { type AuditEntry, grouped } from "./audit";

const viewed: AuditEntry = { at: "2026-01-03T00:00:00Z", action: "report_viewed", record_id: "r1" };

it("tells the same thing once, with how often it happened and when last", () => {
  const before = { ...viewed, at: "2026-01-02T00:00:00Z" };
  expect(grouped([viewed, before])).toEqual([{ entry: viewed, times: 2 }]);
});

it("tells apart what differs, and what came between", () => {
  const other = { ...viewed, record_id: "r2" };
  expect(grouped([viewed, other, viewed]).map(({ times }) => times)).toEqual([1, 1, 1]);
});

it("tells nothing where nothing happened", () => {
  expect(grouped([])).toEqual([]);
});
