/** Recordings on this device that no tab is busy with: begun before, and not sent completely. */
import { type Journal } from "./journal";
import { keep } from "./kept";
import { busy } from "./lock";
import { abort } from "./perform";
import { type SliceStore, openStore } from "./store";

let version = $state(0);

/** Changes whenever a recording may have been left or taken up. */
export function leftVersion(): number {
  return version;
}

export function leftAgain(): void {
  version += 1;
}

/** The recordings that were left, newest first; what holds no sound yet is swept away. */
export async function left(): Promise<Journal[]> {
  const [store, taken] = [await openStore(), await busy()];
  const free = (await store.journals()).filter(({ record_id }) => !taken.has(record_id));
  for (const { record_id } of free.filter(({ sizes }) => !sizes.length)) await store.forget(record_id);
  return free
    .filter(({ sizes }) => sizes.length)
    .sort((one, other) => other.started_at.localeCompare(one.started_at));
}

/** The recording as it was left, ended where it broke off; undefined when this device has none of this id. */
export async function taken(record_id: string) {
  const store: SliceStore = await openStore();
  const journal = (await store.journals()).find((each) => each.record_id === record_id);
  return journal && keep(store, { ...journal, finished: true });
}

/** Throw a recording away, here and on the server; throws ApiError when the server cannot be reached. */
export async function throwAway(record_id: string): Promise<void> {
  await abort(record_id);
  await (await openStore()).forget(record_id);
  leftAgain();
}
