/** Uploads of this tab. They go on while the reader moves through the page, and are found again by their record. */
import { ApiError } from "../api/client";
import { leftAgain } from "./left.svelte";
import { hold } from "./lock";
import { plan } from "./parts";
import { type Call, perform } from "./perform";
import { type Queue, type QueueEvent, after, heldBytes, newQueue, nextStep, wait_ms } from "./queue";
import type { Source } from "./source";

export interface Sending {
  readonly source: Source;
  readonly stage: Queue["stage"] | "elsewhere";
  /** A call failed; it is repeated by itself. */
  readonly isWaiting: boolean;
  /** The server's sentence about the last failure. */
  readonly detail: string;
  readonly sentBytes: number;
  readonly totalBytes: number;
  tryNow(): void;
  /** Send nothing more from this tab; what was kept stays. */
  stop(): void;
}

const all = new Map<string, Sending>();

export function sendingOf(record_id: string): Sending | undefined {
  return all.get(record_id);
}

/** Send the source, or find the sending of it that goes on already. */
export function send(source: Source): Sending {
  const found = all.get(source.record_id);
  if (found && found.stage !== "elsewhere") return found;
  const sending = start(source);
  all.set(source.record_id, sending);
  return sending;
}

function start(source: Source): Sending {
  let queue = $state.raw(newQueue(source.agreed()));
  let totalBytes = $state(0);
  let isElsewhere = $state(false);
  const [more, again] = [wakeable(), wakeable()];
  let isStopped = false;

  async function work(): Promise<void> {
    const free = await hold(source.record_id);
    isElsewhere = !free;
    if (!free) return;
    addEventListener("online", again.wake);
    if (!source.lasts) addEventListener("beforeunload", warn);
    await turns();
    if (queue.stage === "done") await source.forget();
    removeEventListener("online", again.wake);
    removeEventListener("beforeunload", warn);
    free();
    leftAgain();
  }

  async function turns(): Promise<void> {
    while (!isStopped) {
      totalBytes = source.sizes().reduce((sum, bytes) => sum + bytes, 0);
      const planned = plan(source.sizes(), source.finished());
      const step = nextStep(queue, planned, source.finished());
      if (step.do === "end") return;
      if (step.do === "rest") await more.sleep();
      else queue = after(queue, await outcome(step, source));
      if (queue.failures && queue.stage !== "refused")
        await again.sleep(wait_ms(queue.failures, Math.random()));
    }
  }

  source.onMore(more.wake);
  void work();

  return {
    source,
    get stage() {
      return isElsewhere ? "elsewhere" : queue.stage;
    },
    get isWaiting() {
      return queue.failures > 0;
    },
    get detail() {
      return queue.detail;
    },
    get sentBytes() {
      return queue.stage === "done" ? totalBytes : heldBytes(queue);
    },
    get totalBytes() {
      return totalBytes;
    },
    tryNow: again.wake,
    stop() {
      isStopped = true;
      all.delete(source.record_id);
      more.wake();
      again.wake();
    },
  };
}

async function outcome(step: Call, source: Source): Promise<QueueEvent> {
  try {
    return await perform(step, source);
  } catch (error) {
    if (error instanceof ApiError)
      return { type: "failed", during: step.do, status: error.status, detail: error.message };
    return { type: "unreadable", detail: error instanceof Error ? error.message : String(error) };
  }
}

/** A sleep that ends when it is woken or when its time is over. */
function wakeable() {
  let wake = () => {};
  return {
    wake: () => wake(),
    sleep: (ms?: number) =>
      new Promise<void>((resolve) => {
        wake = resolve;
        if (ms !== undefined) setTimeout(resolve, ms);
      }),
  };
}

function warn(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
