/** How fast someone spoke along the recording. */
import type { Stretch } from "./stretch";

export interface Pace {
  readonly time_s: number;
  readonly wpm: number;
}

export const WINDOW_S = 10;
const STEP_S = 1;

/**
 * Words per minute in a window of ten seconds around each second. At the edges the window is cut and the rate is that of the
 * part that is left. A word counts where its middle lies.
 */
export function rollingPace(words: readonly Stretch[], duration_s: number): Pace[] {
  const middles = words.map((word) => (word.start_s + word.end_s) / 2);
  const moments = Array.from({ length: Math.floor(duration_s / STEP_S) + 1 }, (_, index) => index * STEP_S);
  let [from, to] = [0, 0];
  return moments.map((time_s) => {
    const start_s = Math.max(0, time_s - WINDOW_S / 2);
    const end_s = Math.min(duration_s, time_s + WINDOW_S / 2);
    while (from < middles.length && (middles[from] ?? 0) < start_s) from += 1;
    while (to < middles.length && (middles[to] ?? 0) < end_s) to += 1;
    return { time_s, wpm: end_s > start_s ? (60 * (to - from)) / (end_s - start_s) : 0 };
  });
}
