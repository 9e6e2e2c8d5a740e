/** A recording that is kept on this device, slice by slice, until the server has it. */
import { type Journal, type Mark, filename, recordOf } from "./journal";
import type { Source } from "./source";
import { slicesOf, succeeds } from "./spill";
import type { SliceStore } from "./store";

export interface Kept extends Source {
  readonly journal: Journal;
  /** False once the disk refused something: what is not yet sent is then in memory alone. */
  readonly isOnDisk: boolean;
  add(slice: Blob, recorded_s: number): Promise<void>;
  mark(mark: Mark): Promise<void>;
  finish(): Promise<void>;
  /** All of it, as one file. */
  whole(): Promise<Blob>;
}

/** Every change is written before the next one, so that the journal never tells of a slice that is not there. */
export function keep(store: SliceStore, begun: Journal): Kept {
  const slices = slicesOf(store, begun.record_id, begun.sizes.length);
  let journal = begun;
  let isWritten = true;
  let tell = () => {};
  let work = Promise.resolve();

  function inTurn(
    changed: (now: Journal) => Partial<Journal>,
    first = () => Promise.resolve(),
  ): Promise<void> {
    work = work.then(async () => {
      await first();
      journal = { ...journal, ...changed(journal) };
      if (!slices.spilt()) isWritten = await succeeds(store.putJournal(journal));
      tell();
    });
    return work;
  }

  return {
    record_id: begun.record_id,
    filename: filename(begun),
    lasts: store.lasts,
    get journal() {
      return journal;
    },
    get isOnDisk() {
      return store.lasts && isWritten && !slices.spilt();
    },
    add: (slice, recorded_s) =>
      inTurn(
        ({ sizes }) => ({ sizes: [...sizes, slice.size], recorded_s }),
        () => slices.put(slice),
      ),
    mark: (mark) => inTurn(({ marks }) => ({ marks: [...marks, mark] })),
    finish: () => inTurn(() => ({ finished: true })),
    agree: (part) => inTurn(({ parts }) => ({ parts: [...parts, part] })),
    sizes: () => journal.sizes,
    finished: () => journal.finished,
    agreed: () => journal.parts,
    read: ({ first, end }) => slices.between(first, end),
    whole: () => slices.between(0, journal.sizes.length),
    record: () => recordOf(journal),
    forget: () => store.forget(journal.record_id),
    onMore: (told) => (tell = told),
  };
}
