/** How slices become the parts of an upload, pure. */
import type { Schemas } from "../api/client";

/** A part as the server knows it: number from 1, size in bytes, SHA-256 in hex. */
export type Part = Schemas["Part"];

/** A part to be made of the slices `first` to `end` (not included). */
export interface PlannedPart {
  readonly number: number;
  readonly first: number;
  readonly end: number;
  readonly size: number;
}

/** Every part but the last has at least this size, as S3 wants it. */
export const LEAST_PART_BYTES = 5 * 1024 * 1024;

/**
 * The parts that can be sent by now. What comes later never changes an earlier part, so that an upload can be taken up
 * again with nothing known but the sizes of the slices. The rest below the least size is a part once no more will come.
 */
export function plan(sizes: readonly number[], finished: boolean, least = LEAST_PART_BYTES): PlannedPart[] {
  const parts: PlannedPart[] = [];
  let first = 0;
  let size = 0;
  sizes.forEach((bytes, index) => {
    size += bytes;
    const isLast = finished && index === sizes.length - 1;
    if (size >= least || (isLast && size > 0)) {
      parts.push({ number: parts.length + 1, first, end: index + 1, size });
      first = index + 1;
      size = 0;
    }
  });
  return parts;
}

/** A file cut like a recording: sizes of slices that are a part each. */
export function cut(bytes: number, least = LEAST_PART_BYTES): number[] {
  const whole = Math.floor(bytes / least);
  const rest = bytes - whole * least;
  return [...Array<number>(whole).fill(least), ...(rest ? [rest] : [])];
}

export function isSame(one: Part, other: Part): boolean {
  return one.number === other.number && one.size === other.size && one.sha256 === other.sha256;
}

/** SHA-256 of the bytes, in lower-case hex. */
export async function sha256(bytes: Blob): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await bytes.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
