/** Slices in IndexedDB, for browsers that cannot write files from a page. */
import type { Journal } from "./journal";
import type { SliceStore } from "./store";

const SLICES = "slices";
const JOURNALS = "journals";

export async function indexedDbStore(): Promise<SliceStore> {
  const database = await open();
  const change = (names: string[], work: (all: IDBTransaction) => void) => changed(database, names, work);

  return {
    lasts: true,
    putSlice: async (record_id, index, slice) => {
      const bytes = await slice.arrayBuffer();
      await change([SLICES], (all) => all.objectStore(SLICES).put(bytes, [record_id, index]));
    },
    slices: async (record_id, first, end) => {
      const range = IDBKeyRange.bound([record_id, first], [record_id, end], false, true);
      const found = await answer<ArrayBuffer[]>(
        database.transaction(SLICES).objectStore(SLICES).getAll(range),
      );
      if (found.length !== end - first) throw new Error(`slices of ${record_id} are missing`);
      return new Blob(found);
    },
    putJournal: (journal) =>
      change([JOURNALS], (all) => all.objectStore(JOURNALS).put(journal, journal.record_id)),
    journals: () => answer<Journal[]>(database.transaction(JOURNALS).objectStore(JOURNALS).getAll()),
    forget: (record_id) =>
      change([SLICES, JOURNALS], (all) => {
        all.objectStore(SLICES).delete(IDBKeyRange.bound([record_id, 0], [record_id, Infinity]));
        all.objectStore(JOURNALS).delete(record_id);
      }),
  };
}

function open(): Promise<IDBDatabase> {
  const opening = indexedDB.open("interview-simulator", 1);
  opening.addEventListener("upgradeneeded", () => {
    opening.result.createObjectStore(SLICES);
    opening.result.createObjectStore(JOURNALS);
  });
  return answer(opening);
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
}

function changed(database: IDBDatabase, names: string[], work: (all: IDBTransaction) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const all = database.transaction(names, "readwrite");
    all.addEventListener("complete", () => resolve());
    all.addEventListener("abort", () => reject(all.error));
    work(all);
  });
}
