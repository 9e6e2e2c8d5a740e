import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { indexedDbStore } from "./indexedDb";
import { type Journal, newJournal } from "./journal";
import { memoryStore } from "./memory";
import type { SliceStore } from "./store";

const FORMAT = { mimeType: "video/webm", ending: ".webm" } as const;

function journal(): Journal {
  return newJournal({ interview_id: "short", language: "en" }, "practice", FORMAT, new Date(0));
}

const KINDS: [string, () => Promise<SliceStore>][] = [
  ["memory", async () => memoryStore()],
  ["IndexedDB", indexedDbStore],
];

describe.each(KINDS)("slices in %s", (_name, open) => {
  it("are read back in their order", async () => {
    const store = await open();
    const { record_id } = journal();
    for (const index of [2, 0, 10, 1]) await store.putSlice(record_id, index, new Blob([`<${index}>`]));
    expect(await (await store.slices(record_id, 0, 3)).text()).toBe("<0><1><2>");
    expect(await (await store.slices(record_id, 1, 2)).text()).toBe("<1>");
  });

  it("are not passed over when one is missing", async () => {
    const store = await open();
    const { record_id } = journal();
    await store.putSlice(record_id, 0, new Blob(["a"]));
    await expect(store.slices(record_id, 0, 2)).rejects.toThrow(/missing/);
  });

  it("keep the latest journal of each recording", async () => {
    const store = await open();
    const [one, other] = [journal(), journal()];
    await store.putJournal(one);
    await store.putJournal(other);
    await store.putJournal({ ...one, finished: true });
    const found = await store.journals();
    expect(found.find(({ record_id }) => record_id === one.record_id)).toEqual({ ...one, finished: true });
    expect(found.find(({ record_id }) => record_id === other.record_id)).toEqual(other);
  });

  it("are forgotten with their journal, and only those", async () => {
    const store = await open();
    const [gone, kept] = [journal(), journal()];
    for (const each of [gone, kept]) {
      await store.putJournal(each);
      await store.putSlice(each.record_id, 0, new Blob(["a"]));
    }
    await store.forget(gone.record_id);
    await store.forget(gone.record_id);
    await expect(store.slices(gone.record_id, 0, 1)).rejects.toThrow();
    expect((await store.journals()).map(({ record_id }) => record_id)).not.toContain(gone.record_id);
    expect((await store.slices(kept.record_id, 0, 1)).size).toBe(1);
  });
});
