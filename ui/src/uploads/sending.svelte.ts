/** Uploads of this tab. They go on while the reader moves through the page, and are found again by their record. */
import { SvelteMap } from "svelte/reactivity";
import { ApiError } from "../api/client";
import { leftAgain } from "./left.svelte";
import { hold } from "./lock";
import { plan } from "./parts";
import { type Call, perform } from "./perform";
import { type Queue, type QueueEvent, after, heldBytes, newQueue, nextStep, wait_ms } from "./queue";
import type { Source } from "./source";

const all = new SvelteMap<string, Sending>();

export function sendingOf(record_id: string): Sending | undefined {
  return all.get(record_id);
}

/** Send the source, or find the sending of it that goes on already. */
export function send(source: Source): Sending {
  const found = all.get(source.record_id);
  if (found) return found;
  const sending = new Sending(source);
  all.set(source.record_id, sending);
  void sending.work();
  return sending;
}

export class Sending {
  #queue = $state.raw(newQueue());
  #isElsewhere = $state(false);
  #isStopped = false;
  readonly #more = wakeable();
  readonly #again = wakeable();
  totalBytes = $state(0);

  constructor(readonly source: Source) {
    source.onMore(this.#more.wake);
  }

  /** `elsewhere`: another tab sends this recording. */
  get stage(): Queue["stage"] | "elsewhere" {
    return this.#isElsewhere ? "elsewhere" : this.#queue.stage;
  }

  /** A call failed; it is repeated by itself. */
  get isWaiting(): boolean {
    return this.#queue.failures > 0;
  }

  /** The server's sentence about the last failure. */
  get detail(): string {
    return this.#queue.detail;
  }

  get sentBytes(): number {
    return this.#queue.stage === "done" ? this.totalBytes : heldBytes(this.#queue);
  }

  readonly tryNow = this.#again.wake;

  /** Send nothing more from this tab; what was kept stays. */
  stop(): void {
    this.#isStopped = true;
    all.delete(this.source.record_id);
    this.#more.wake();
    this.#again.wake();
  }

  async work(): Promise<void> {
    const free = await hold(this.source.record_id);
    if (!free) {
      this.#isElsewhere = true;
      all.delete(this.source.record_id);
      return;
    }
    addEventListener("online", this.tryNow);
    if (!this.source.lasts) addEventListener("beforeunload", warn);
    await this.#steps();
    if (this.#queue.stage === "done") await this.source.forget();
    removeEventListener("online", this.tryNow);
    removeEventListener("beforeunload", warn);
    free();
    leftAgain();
  }

  async #steps(): Promise<void> {
    while (!this.#isStopped) {
      const [sizes, finished] = [this.source.sizes(), this.source.finished()];
      this.totalBytes = sizes.reduce((sum, bytes) => sum + bytes, 0);
      const step = nextStep(this.#queue, plan(sizes, finished), finished);
      if (step.do === "end") return;
      if (step.do === "rest") {
        await this.#more.sleep();
        continue;
      }
      this.#queue = after(this.#queue, await outcome(step, this.source));
      if (this.isWaiting) await this.#again.sleep(wait_ms(this.#queue.failures, Math.random()));
    }
  }
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
  let end = () => {};
  return {
    wake: () => end(),
    sleep: (ms?: number) =>
      new Promise<void>((resolve) => {
        end = resolve;
        if (ms !== undefined) setTimeout(resolve, ms);
      }),
  };
}

function warn(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
