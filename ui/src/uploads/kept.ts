/** A recording that is kept on this device, slice by slice, until the server has it. */
import { type Journal, type Mark, filename, recordOf } from "./journal";
import type { PlannedPart } from "./parts";
import type { Source } from "./source";
import type { SliceStore } from "./store";

export interface Kept extends Source {
  readonly journal: Journal;
  /** False once the disk took a slice no more: what is not yet sent is then in memory alone. */
  readonly isOnDisk: boolean;
  add(slice: Blob, recorded_s: number): Promise<void>;
  mark(mark: Mark): Promise<void>;
  finish(): Promise<void>;
  /** All of it, as one file. */
  whole(): Promise<Blob>;
}

/** Every change is written before the next one, so that the journal never tells of a slice that is not there. */
export function keep(store: SliceStore, begun: Journal): Kept {
  const spilt: Blob[] = []; // slices that the disk refused, all behind those on it
  let journal = begun;
  let journalIsWritten = true;
  let tell = () => {};
  let work = Promise.resolve();

  async function write(now: Journal): Promise<void> {
    journal = now;
    if (!spilt.length)
      journalIsWritten = await store.putJournal(journal).then(
        () => true,
        () => false,
      );
    tell();
  }

  async function put(slice: Blob): Promise<void> {
    if (!spilt.length) {
      const isPut = await store.putSlice(journal.record_id, journal.sizes.length, slice).then(
        () => true,
        () => false,
      );
      if (isPut) return;
    }
    spilt.push(slice);
  }

  function inTurn(task: () => Promise<void>): Promise<void> {
    work = work.then(task);
    return work;
  }

  async function between(first: number, end: number): Promise<Blob> {
    const onDisk = journal.sizes.length - spilt.length;
    const written =
      first < onDisk ? [await store.slices(journal.record_id, first, Math.min(end, onDisk))] : [];
    const rest = spilt.slice(Math.max(0, first - onDisk), Math.max(0, end - onDisk));
    return new Blob([...written, ...rest]);
  }

  return {
    record_id: begun.record_id,
    filename: filename(begun),
    lasts: store.lasts,
    get journal() {
      return journal;
    },
    get isOnDisk() {
      return store.lasts && journalIsWritten && !spilt.length;
    },
    add: (slice, recorded_s) =>
      inTurn(async () => {
        await put(slice);
        await write({ ...journal, sizes: [...journal.sizes, slice.size], recorded_s });
      }),
    mark: (mark) => inTurn(() => write({ ...journal, marks: [...journal.marks, mark] })),
    finish: () => inTurn(() => write({ ...journal, finished: true })),
    agree: (part) => inTurn(() => write({ ...journal, parts: [...journal.parts, part] })),
    sizes: () => journal.sizes,
    finished: () => journal.finished,
    agreed: () => journal.parts,
    read: ({ first, end }: PlannedPart) => between(first, end),
    whole: () => between(0, journal.sizes.length),
    record: () => recordOf(journal),
    forget: () => store.forget(journal.record_id),
    onMore: (told) => (tell = told),
  };
}
