import { expect, it } from "vitest";
import type { Report } from "../api/client";
import { lanesOf } from "./lanes";

const unheard = { status: "not_analysed" as const, reason: "No sound.", code: "no_sound" as const };

function seenWith(limits: Record<string, string>): Pick<Report, "speech" | "video"> {
  const spans = [{ kind: "multiple_faces", start_s: 1, end_s: 2 }];
  return { speech: unheard, video: { status: "analysed", spans, limits } } as unknown as Report;
}

it("each kind that was looked for has a lane, with its marks", () => {
  expect(lanesOf(seenWith({})).map(({ kind, marks }) => [kind, marks.length])).toEqual([
    ["looked_away", 0],
    ["no_face", 0],
    ["multiple_faces", 1],
  ]);
});

it.each(["face", "candidate"])(
  "where %s limits the figures nobody is said not to have looked away",
  (limit) => {
    expect(lanesOf(seenWith({ [limit]: "…" })).map(({ kind }) => kind)).toEqual([
      "no_face",
      "multiple_faces",
    ]);
  },
);
