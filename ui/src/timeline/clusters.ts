/** Marks that lie too close to be pressed one by one become one target. */
import type { Stretch } from "./stretch";

/** WCAG 2.2, 2.5.8: the least width of a target, in pixels. */
export const LEAST_TARGET_PX = 24;

export interface Cluster<Mark extends Stretch> {
  readonly marks: readonly Mark[];
  /** Left edge and width of the target, in pixels. */
  readonly left: number;
  readonly width: number;
}

/** Targets of at least 24 px that do not overlap and lie inside the lane. Marks are in order of their start. */
export function clusters<Mark extends Stretch>(
  marks: readonly Mark[],
  x: (time_s: number) => number,
  laneWidth: number,
): Cluster<Mark>[] {
  const found: Cluster<Mark>[] = [];
  for (const mark of marks) {
    let target = targetOf([mark], x, laneWidth);
    for (let last = found.at(-1); last && target.left < last.left + last.width; last = found.at(-1)) {
      target = targetOf([...last.marks, ...target.marks], x, laneWidth);
      found.pop();
    }
    found.push(target);
  }
  return found;
}

function targetOf<Mark extends Stretch>(
  marks: readonly Mark[],
  x: (time_s: number) => number,
  laneWidth: number,
): Cluster<Mark> {
  const start = Math.min(...marks.map((mark) => x(mark.start_s)));
  const end = Math.max(...marks.map((mark) => x(mark.end_s)));
  const width = Math.max(LEAST_TARGET_PX, end - start);
  const left = Math.max(0, Math.min((start + end - width) / 2, laneWidth - width));
  return { marks, left, width };
}
