/** The slices of one recording: on the disk, and in memory behind it once the disk takes no more. */
import type { SliceStore } from "./store";

export interface Slices {
  put(slice: Blob): Promise<void>;
  /** The slices `first` to `end` (not included), one after the other. */
  between(first: number, end: number): Promise<Blob>;
  /** Slices that the disk refused. */
  spilt(): number;
}

/** `written`: slices that lie on the disk already. */
export function slicesOf(store: SliceStore, record_id: string, written: number): Slices {
  const spilt: Blob[] = [];
  let onDisk = written;

  return {
    spilt: () => spilt.length,
    put: async (slice) => {
      if (spilt.length || !(await succeeds(store.putSlice(record_id, onDisk, slice)))) spilt.push(slice);
      else onDisk += 1;
    },
    between: async (first, end) => {
      const rest = spilt.slice(Math.max(0, first - onDisk), Math.max(0, end - onDisk));
      if (first >= onDisk) return new Blob(rest);
      return new Blob([await store.slices(record_id, first, Math.min(end, onDisk)), ...rest]);
    },
  };
}

/** Whether the disk took it; it refuses when it is full or denied. */
export function succeeds(writing: Promise<void>): Promise<boolean> {
  return writing.then(
    () => true,
    () => false,
  );
}
