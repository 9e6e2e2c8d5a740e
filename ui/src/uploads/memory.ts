/** Slices in memory, where the browser denies its disk: gone with the tab, and the page says so. */
import type { Journal } from "./journal";
import type { SliceStore } from "./store";

export function memoryStore(): SliceStore {
  const slices = new Map<string, Map<number, Blob>>();
  const journals = new Map<string, Journal>();

  function of(record_id: string): Map<number, Blob> {
    const found = slices.get(record_id) ?? new Map<number, Blob>();
    slices.set(record_id, found);
    return found;
  }

  return {
    lasts: false,
    putSlice: async (record_id, index, slice) => void of(record_id).set(index, slice),
    slices: async (record_id, first, end) => {
      const found = Array.from({ length: end - first }, (_, n) => of(record_id).get(first + n));
      return new Blob(found.map((slice, n) => slice ?? missing(record_id, first + n)));
    },
    putJournal: async (journal) => void journals.set(journal.record_id, journal),
    journals: async () => [...journals.values()],
    forget: async (record_id) => {
      slices.delete(record_id);
      journals.delete(record_id);
    },
  };
}

function missing(record_id: string, index: number): never {
  throw new Error(`slice ${index} of ${record_id} is missing`);
}
