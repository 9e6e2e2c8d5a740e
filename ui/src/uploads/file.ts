/** A file of the candidate's, cut into parts; it is read from where it lies and can be taken up again while the tab lives. */
import type { NewRecord } from "./journal";
import { type Part, cut, LEAST_PART_BYTES } from "./parts";
import type { Source } from "./source";

/** Endings that the server takes, as in its own list. */
export const ENDINGS = [".webm", ".mp4", ".mov", ".mkv", ".m4a", ".wav", ".ogg", ".mp3"];

/** The file's ending in lower case, or undefined when the server does not take such files. */
export function endingOf(name: string): string | undefined {
  return ENDINGS.find((ending) => name.toLowerCase().endsWith(ending));
}

export function fileSource(file: File, filename: string, record: NewRecord, record_id: string): Source {
  const sizes = cut(file.size);
  let parts: readonly Part[] = [];

  return {
    record_id,
    filename,
    lasts: false,
    sizes: () => sizes,
    finished: () => true,
    agreed: () => parts,
    read: async ({ first, size }) => file.slice(first * LEAST_PART_BYTES, first * LEAST_PART_BYTES + size),
    agree: async (part) => void (parts = [...parts, part]),
    record: () => record,
    forget: async () => {},
    onMore: () => {},
  };
}
