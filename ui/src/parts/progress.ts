/** What the server tells of an analysis, and what follows from it. */
import type { Schemas } from "../api/client";
import { timeLeft_s } from "./times";

export type StepName = "convert_video" | "video_metrics" | "transcription" | "text_metrics" | "update_record";
export type StepProgress = Schemas["StepProgress"];
export type RecordStatus = Schemas["Record"]["status"];

/** Data of the event `progress`. */
export interface Progress {
  readonly record_id: string;
  readonly status: RecordStatus;
  readonly percent: number;
  readonly steps: Partial<Record<StepName, StepProgress>>;
}

export const STEPS: readonly StepName[] = [
  "convert_video",
  "video_metrics",
  "transcription",
  "text_metrics",
  "update_record",
];

/** When each running step was first seen, seconds on any clock. */
export type Seen = Partial<Record<StepName, { at_s: number; percent: number }>>;

/** `seen` with the steps that run now for the first time. */
export function noted(seen: Seen, { steps }: Progress, now_s: number): Seen {
  const fresh = STEPS.filter((name) => steps[name]?.status === "running" && !seen[name]);
  return {
    ...seen,
    ...Object.fromEntries(fresh.map((name) => [name, { at_s: now_s, percent: steps[name]?.percent }])),
  };
}

/** Time until the slowest running step ends, by its own speed since it was first seen; the steps after it are short. */
export function analysisLeft_s({ steps }: Progress, seen: Seen, now_s: number): number | undefined {
  const known = STEPS.flatMap((name) => {
    const [step, first] = [steps[name], seen[name]];
    if (step?.status !== "running" || !first || first.percent >= 100) return [];
    const done = ((step.percent ?? 0) - first.percent) / (100 - first.percent);
    return timeLeft_s(done, now_s - first.at_s) ?? [];
  });
  return known.length ? Math.max(...known) : undefined;
}
