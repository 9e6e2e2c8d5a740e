/** The one time axis that all lanes share. */
import { scaleLinear, type ScaleLinear } from "d3-scale";

export type TimeScale = ScaleLinear<number, number>;

const STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600];
const LEAST_BETWEEN_LABELS_PX = 64;

/** Seconds of a recording to pixels of a lane; a moment outside the recording lands on its edge. */
export function timeScale(duration_s: number, width: number): TimeScale {
  return scaleLinear([0, Math.max(duration_s, 1e-3)], [0, width]).clamp(true);
}

/** Round moments for labels, far enough from each other to be read. */
export function timeTicks(duration_s: number, width: number): number[] {
  const most = Math.max(1, Math.floor(width / LEAST_BETWEEN_LABELS_PX));
  const step = STEPS_S.find((candidate) => duration_s / candidate <= most) ?? 600;
  return Array.from({ length: Math.floor(duration_s / step) + 1 }, (_, index) => index * step);
}
