/** Where the points of a small chart lie. */
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";

export interface Box {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
}

export interface Spark {
  /** The line as an SVG path; it breaks where a value is missing. */
  readonly path: string;
  readonly dots: readonly { readonly x: number; readonly y: number; readonly index: number }[];
}

/** Values at even distances, from the first at the left to the last at the right; a flat line lies in the middle. */
export function spark(values: readonly (number | null)[], { width, height, margin }: Box): Spark {
  const known = values.filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const room = high > low ? 0 : 1;
  const x = scaleLinear([0, Math.max(1, values.length - 1)], [margin, width - margin]);
  const y = scaleLinear([low - room, high + room], [height - margin, margin]);
  const draw = line<number | null>()
    .defined((value) => value !== null)
    .x((_, index) => x(index))
    .y((value) => y(value ?? 0));
  const dots = values.flatMap((value, index) =>
    value === null ? [] : [{ x: x(index), y: y(value), index }],
  );
  return { path: draw([...values]) ?? "", dots };
}
