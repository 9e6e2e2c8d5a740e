/** Slices in the origin-private file system: a folder for each recording, a file for each slice. */
import type { Journal } from "./journal";
import type { SliceStore } from "./store";

const FOLDER = "recordings";
const JOURNAL = "journal.json";
const MOST_READS = 20;

/** Rejects where the browser has no such file system or cannot write to it from a page. */
export async function opfsStore(): Promise<SliceStore> {
  if (!("createWritable" in FileSystemFileHandle.prototype)) throw new Error("no writable files");
  const root = await navigator.storage.getDirectory();
  const all = await root.getDirectoryHandle(FOLDER, { create: true });
  const folder = (record_id: string) => all.getDirectoryHandle(record_id, { create: true });

  return {
    lasts: true,
    putSlice: async (record_id, index, slice) => write(await folder(record_id), nameOf(index), slice),
    slices: async (record_id, first, end) => {
      const from = await folder(record_id);
      const names = Array.from({ length: end - first }, (_, n) => nameOf(first + n));
      return new Blob(await Promise.all(names.map((name) => read(from, name))));
    },
    putJournal: async (journal) => write(await folder(journal.record_id), JOURNAL, JSON.stringify(journal)),
    journals: () => journalsIn(all),
    forget: async (record_id) => {
      await all.removeEntry(record_id, { recursive: true }).catch(ignoreMissing);
    },
  };
}

async function journalsIn(all: FileSystemDirectoryHandle): Promise<Journal[]> {
  const found: Journal[] = [];
  for await (const folder of all.values()) {
    if (!(folder instanceof FileSystemDirectoryHandle)) continue;
    const text = await textOf(folder, JOURNAL).catch(ignoreMissing);
    if (text) found.push(JSON.parse(text) as Journal);
  }
  return found;
}

/** The browser swaps the file in when it is closed, so a crash leaves the old one or the new one. */
async function write(folder: FileSystemDirectoryHandle, name: string, data: Blob | string): Promise<void> {
  const file = await folder.getFileHandle(name, { create: true });
  const writable = await file.createWritable();
  try {
    await writable.write(data);
  } catch (error) {
    await writable.abort().catch(() => undefined);
    throw error;
  }
  await writable.close();
}

async function read(folder: FileSystemDirectoryHandle, name: string): Promise<File> {
  return (await folder.getFileHandle(name)).getFile();
}

/** A file that is swapped between its opening and its reading cannot be read any more; it is opened anew. */
async function textOf(folder: FileSystemDirectoryHandle, name: string): Promise<string> {
  for (let reads = 1; ; reads++) {
    const file = await read(folder, name);
    try {
      return await file.text();
    } catch (error) {
      if (reads === MOST_READS) throw error;
    }
  }
}

function nameOf(index: number): string {
  return `${String(index).padStart(6, "0")}.slice`;
}

function ignoreMissing(error: unknown): undefined {
  if (!(error instanceof DOMException && error.name === "NotFoundError")) throw error;
}
