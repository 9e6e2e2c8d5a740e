/**
 * Deleting with second thoughts: the record leaves the list at once, the server hears of it some seconds later, or when the
 * page is left. Kept outside the page's component, so that reading a report in between changes nothing.
 */
import { SvelteMap } from "svelte/reactivity";
import { answered, api } from "../../api/client";

const UNDO_MS = 8000;

interface Deletion {
  readonly title: string;
  timer: number | undefined;
}

const pending = new SvelteMap<string, Deletion>();
const gone = new SvelteMap<string, true>();
let failed = $state<unknown>();

export const deletions = {
  /** Those that can still be taken back, oldest first. */
  get pending(): [string, string][] {
    return [...pending].map(([id, { title }]) => [id, title]);
  },
  /** What the server answered when it could not delete. */
  get failed(): unknown {
    return failed;
  },
  hides(recordId: string): boolean {
    return pending.has(recordId) || gone.has(recordId);
  },
  begin(recordId: string, title: string): void {
    failed = undefined;
    pending.set(recordId, { title, timer: setTimeout(() => void send(recordId), UNDO_MS) });
  },
  undo(recordId: string): void {
    clearTimeout(pending.get(recordId)?.timer);
    pending.delete(recordId);
  },
  /** Stop the clock while someone is about to press the button. */
  hold(recordId: string): void {
    clearTimeout(pending.get(recordId)?.timer);
  },
  release(recordId: string): void {
    const deletion = pending.get(recordId);
    if (!deletion) return;
    clearTimeout(deletion.timer);
    deletion.timer = setTimeout(() => void send(recordId), UNDO_MS);
  },
};

async function send(recordId: string, keepalive = false): Promise<void> {
  if (!pending.delete(recordId)) return;
  gone.set(recordId, true);
  try {
    await answered(
      api.DELETE("/records/{record_id}", {
        params: { path: { record_id: recordId } },
        keepalive,
        parseAs: "stream",
      }),
    );
  } catch (error) {
    gone.delete(recordId);
    failed = error;
  }
}

addEventListener("pagehide", () => {
  for (const [recordId, { timer }] of [...pending]) {
    clearTimeout(timer);
    void send(recordId, true);
  }
});
