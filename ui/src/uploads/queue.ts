/** What an upload does next, pure: begin, send the parts in turn, complete; after a failure wait, then go on. */
import { type Part, type PlannedPart, isSame } from "./parts";

export interface Queue {
  /** `gone`: the record was deleted, and its id is not taken again. */
  readonly stage: "begin" | "send" | "done" | "refused" | "gone";
  /** Parts that the server holds with the bytes that are here. */
  readonly held: readonly Part[];
  /** Failures since the last success. */
  readonly failures: number;
  /** The server's sentence about the last failure; empty when it did not answer. */
  readonly detail: string;
}

export type QueueEvent =
  /** `agreed`: parts whose bytes were agreed with the server before; among the held ones, only those are trusted. */
  | { readonly type: "begun"; readonly held: readonly Part[]; readonly agreed: readonly Part[] }
  | { readonly type: "sent"; readonly part: Part }
  | { readonly type: "completed" }
  /** This device cannot read what it kept. */
  | { readonly type: "unreadable"; readonly detail: string }
  | {
      readonly type: "failed";
      readonly during: Step["do"];
      readonly status: number;
      readonly detail: string;
    };

export type Step =
  | { readonly do: "begin" }
  | { readonly do: "send"; readonly part: PlannedPart }
  | { readonly do: "complete"; readonly parts: readonly Part[] }
  /** Nothing can be sent before more is recorded. */
  | { readonly do: "rest" }
  | { readonly do: "end" };

export const LONGEST_WAIT_MS = 30_000;
const FIRST_WAIT_MS = 500;
const ENDS: ReadonlySet<Queue["stage"]> = new Set(["done", "refused", "gone"]);

export function newQueue(): Queue {
  return { stage: "begin", held: [], failures: 0, detail: "" };
}

/** `planned`: the parts that can be sent by now; `finished`: no more will come. */
export function nextStep(queue: Queue, planned: readonly PlannedPart[], finished: boolean): Step {
  if (ENDS.has(queue.stage) || (finished && !planned.length)) return { do: "end" };
  const missing = planned.find(({ number, size }) => !holds(queue, number, size));
  if (!missing && !finished) return { do: "rest" };
  if (queue.stage === "begin") return { do: "begin" };
  return missing ? { do: "send", part: missing } : { do: "complete", parts: inOrder(queue.held) };
}

export function after(queue: Queue, event: QueueEvent): Queue {
  switch (event.type) {
    case "begun":
      return succeeded({ ...queue, stage: "send", held: trusted(event.held, event.agreed) });
    case "sent":
      return succeeded({ ...queue, held: replaced(queue.held, event.part) });
    case "completed":
      return succeeded({ ...queue, stage: "done" });
    case "unreadable":
      return { ...queue, stage: "refused", detail: event.detail };
    case "failed":
      return failed(queue, event.during, event.status, event.detail);
  }
}

/** How long to wait after so many failures: twice as long each time, and never all pages at the same moment. */
export function wait_ms(failures: number, random: number): number {
  if (failures === 0) return 0;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1)) * (0.5 + random / 2);
}

/** Bytes that the server holds. */
export function heldBytes({ held }: Queue): number {
  return held.reduce((sum, { size }) => sum + size, 0);
}

function failed(queue: Queue, during: Step["do"], status: number, detail: string): Queue {
  const again = { ...queue, failures: queue.failures + 1, detail };
  if (during === "begin" && status === 409) return succeeded({ ...queue, stage: "done" }); // completed before, the answer got lost
  if (status === 404 || status === 409) return { ...again, stage: "begin", held: [] }; // ask what the server holds
  if (status === 410) return { ...again, stage: "gone" };
  return passes(during, status) ? again : { ...again, stage: "refused" };
}

/** Whether trying again can help: no answer, an overloaded server, an expired URL, bytes that were damaged on their way. */
function passes(during: Step["do"], status: number): boolean {
  return status === 0 || status >= 500 || [403, 408, 425, 429].includes(status) || isDamaged(during, status);
}

function isDamaged(during: Step["do"], status: number): boolean {
  return during === "send" && (status === 400 || status === 422);
}

function succeeded(queue: Queue): Queue {
  return { ...queue, failures: 0, detail: "" };
}

function holds({ held }: Queue, number: number, size: number): boolean {
  return held.some((part) => part.number === number && part.size === size);
}

function trusted(held: readonly Part[], agreed: readonly Part[]): Part[] {
  return held.filter((part) => agreed.some((other) => isSame(part, other)));
}

function replaced(parts: readonly Part[], part: Part): Part[] {
  return inOrder([...parts.filter(({ number }) => number !== part.number), part]);
}

function inOrder(parts: readonly Part[]): Part[] {
  return [...parts].sort((one, other) => one.number - other.number);
}
