/** Moments and stretches of a recording, in seconds from its start. */
import type { Schemas } from "../api/client";

export type Stretch = Schemas["Interval"];
export type Word = Schemas["Word"];

/** Words stay lit this long after their end, so that the light does not flicker between two words. */
const AFTERGLOW_S = 0.3;

/** Index of the word that is being said at a moment, -1 in a pause. Words are in order of their start. */
export function wordAt(words: readonly Stretch[], time_s: number): number {
  const index = lastStarted(words, time_s);
  const word = words[index];
  return word && time_s < word.end_s + AFTERGLOW_S ? index : -1;
}

/** Index of the last stretch that starts at or before a moment, -1 before the first; by bisection. */
export function lastStarted(stretches: readonly Stretch[], time_s: number): number {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.start_s ?? Infinity) <= time_s) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
