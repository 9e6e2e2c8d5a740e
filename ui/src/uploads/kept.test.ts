import { describe, expect, it } from "vitest";
import { newJournal } from "./journal";
import { keep } from "./kept";
import { memoryStore } from "./memory";
import { plan } from "./parts";
import type { SliceStore } from "./store";

const FORMAT = { mimeType: "video/webm", ending: ".webm" } as const;

function begun() {
  return newJournal({ interview_id: "short", language: "en" }, "practice", FORMAT, new Date(0));
}

/** A disk that takes so many slices and then is full. */
function fullAfter(slices: number): SliceStore {
  const store = memoryStore();
  let room = slices;
  return {
    ...store,
    lasts: true,
    putSlice: (...slice) =>
      room-- > 0 ? store.putSlice(...slice) : Promise.reject(new DOMException("", "QuotaExceededError")),
  };
}

describe("a kept recording", () => {
  it("is taken up again from what was written, after any slice", async () => {
    const store = memoryStore();
    const kept = keep(store, begun());
    await kept.mark({ question_id: "one", start_s: 0 });
    void kept.add(new Blob(["ab"]), 1);
    await kept.add(new Blob(["cde"]), 2);

    const [found] = await store.journals();
    expect(found).toMatchObject({ sizes: [2, 3], recorded_s: 2, finished: false });
    const again = keep(store, found ?? begun());
    await again.finish();
    expect(await (await again.whole()).text()).toBe("abcde");
    expect(again.record()).toMatchObject({
      duration: "00:00:02",
      marks: [{ question_id: "one", start_s: 0 }],
    });
  });

  it("keeps the order of slices that come faster than the disk writes", async () => {
    const kept = keep(memoryStore(), begun());
    await Promise.all([..."abcdefgh"].map((letter, n) => kept.add(new Blob([letter]), n)));
    expect(await (await kept.whole()).text()).toBe("abcdefgh");
  });

  it("goes on in memory when the disk is full, and says so", async () => {
    const store = fullAfter(2);
    const kept = keep(store, begun());
    for (const [n, letter] of [..."abcd"].entries()) await kept.add(new Blob([letter]), n + 1);
    expect(kept.isOnDisk).toBe(false);
    const texts = plan(kept.sizes(), true, 3).map((part) => kept.read(part).then((bytes) => bytes.text()));
    expect(await Promise.all(texts)).toEqual(["abc", "d"]);
    expect((await store.journals())[0]?.sizes).toEqual([1, 1]);
  });

  it("tells when there is more", async () => {
    const kept = keep(memoryStore(), begun());
    const told: number[] = [];
    kept.onMore(() => told.push(kept.sizes().length));
    await kept.add(new Blob(["a"]), 1);
    expect(told).toEqual([1]);
  });
});
