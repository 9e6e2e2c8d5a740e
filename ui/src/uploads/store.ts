/** Where the slices of a recording are kept on this device until the server has them. */
import { indexedDbStore } from "./indexedDb";
import type { Journal } from "./journal";
import { memoryStore } from "./memory";
import { opfsStore } from "./opfs";

export interface SliceStore {
  /** What a crash of the tab leaves behind: all of it, or nothing. */
  readonly lasts: boolean;
  /** Write one slice, whole or not at all. */
  putSlice(record_id: string, index: number, slice: Blob): Promise<void>;
  /** The slices `first` to `end` (not included), one after the other. */
  slices(record_id: string, first: number, end: number): Promise<Blob>;
  putJournal(journal: Journal): Promise<void>;
  journals(): Promise<Journal[]>;
  /** Remove the recording with all its slices; one that is not there is no error. */
  forget(record_id: string): Promise<void>;
}

let opened: Promise<SliceStore> | undefined;

/** The best store that this browser offers, tried by writing: the origin's file system, IndexedDB, or memory alone. */
export function openStore(): Promise<SliceStore> {
  opened ??= firstThatWorks([opfsStore, indexedDbStore]);
  return opened;
}

async function firstThatWorks(kinds: readonly (() => Promise<SliceStore>)[]): Promise<SliceStore> {
  for (const kind of kinds) {
    try {
      const store = await kind();
      await store.journals();
      return store;
    } catch {
      // private windows and strict settings deny one or both; the next may work
    }
  }
  return memoryStore();
}
