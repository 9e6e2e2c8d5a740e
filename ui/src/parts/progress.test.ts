import { describe, expect, it } from "vitest";
import { type Progress, analysisLeft_s, noted } from "./progress";

function progress(steps: Progress["steps"]): Progress {
  return { record_id: "r1", status: "analysing", percent: 0, steps };
}

const running = (percent: number) => ({ status: "running", percent }) as const;

describe("the time an analysis still takes", () => {
  const start = progress({ video_metrics: running(0), transcription: running(20) });
  const seen = noted({}, start, 100);

  it("is that of the slowest step", () => {
    const now = progress({ video_metrics: running(50), transcription: running(80) });
    expect(analysisLeft_s(now, seen, 110)).toBeCloseTo(10, 6);
  });

  it("counts from where a step was first seen", () => {
    const now = progress({ transcription: running(60) });
    expect(noted(seen, now, 110)).toEqual(seen);
    expect(analysisLeft_s(now, seen, 110)).toBeCloseTo(10, 6);
  });

  it("is unknown before anything moved, and when nothing runs", () => {
    expect(analysisLeft_s(start, seen, 110)).toBeUndefined();
    expect(
      analysisLeft_s(progress({ transcription: { status: "succeeded", percent: 100 } }), seen, 110),
    ).toBe(undefined);
  });
});
