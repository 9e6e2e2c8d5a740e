/** Marks that lie too close to be pressed one by one become one target. */
import type { Stretch } from "./stretch";

/** WCAG 2.2, 2.5.8: the least width of a target, in pixels. */
export const LEAST_TARGET_PX = 24;
/** Stretches that touch do not overlap, whatever the rounding. */
const ROUNDING_PX = 0.01;

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
    for (let last = found.at(-1); last && overlaps(last, target); last = found.at(-1)) {
      target = targetOf([...last.marks, ...target.marks], x, laneWidth);
      found.pop();
    }
    found.push(target);
  }
  return found;
}

/** Stretches as drawn, left edge and width: those that nearly touch are one, so that thousands of words are few shapes. */
export function blocks(stretches: readonly Stretch[], x: (time_s: number) => number): [number, number][] {
  const found: [number, number][] = [];
  for (const { start_s, end_s } of stretches) {
    const last = found.at(-1);
    const [left, right] = [x(start_s), x(end_s)];
    if (last && left - (last[0] + last[1]) < 1) last[1] = Math.max(last[1], right - last[0]);
    else found.push([left, Math.max(1.5, right - left)]);
  }
  return found;
}

function overlaps<Mark extends Stretch>(before: Cluster<Mark>, after: Cluster<Mark>): boolean {
  return after.left < before.left + before.width - ROUNDING_PX;
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
