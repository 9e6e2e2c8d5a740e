/** One tab alone records and sends a recording; the browser frees the lock when that tab is gone. */
const PREFIX = "interview-simulator.recording.";

/** Hold the recording's lock; gives what frees it, or undefined when another tab holds it. */
export function hold(record_id: string): Promise<(() => void) | undefined> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(PREFIX + record_id, { ifAvailable: true }, (lock) => {
        if (!lock) return resolve(undefined);
        return new Promise<void>((free) => resolve(free));
      })
      .catch(reject);
  });
}

/** Resolves as soon as no tab holds the recording's lock. */
export async function untilFree(record_id: string): Promise<void> {
  await navigator.locks.request(PREFIX + record_id, () => undefined);
}

/** Recordings that some tab, this one included, is busy with. */
export async function busy(): Promise<Set<string>> {
  const { held = [] } = await navigator.locks.query();
  const names = held.map(({ name }) => name ?? "").filter((name) => name.startsWith(PREFIX));
  return new Set(names.map((name) => name.slice(PREFIX.length)));
}
