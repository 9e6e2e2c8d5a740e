/** Server-sent events where answers come whole: asked for again and again, and told like those of an EventSource. */

/** One answer's text; rejects when none came. */
export type Ask = (signal: AbortSignal) => Promise<string>;
const ASK_EVERY_MS = 2000;

/** What an EventSource is to those who listen to it. */
export interface Events {
  readonly readyState: number;
  addEventListener(type: "open" | "error", listener: (event: Event) => void): void;
  addEventListener(type: "progress" | "done", listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

export class PolledEvents extends EventTarget {
  readyState = 1;
  readonly #left = new AbortController();

  constructor(
    private readonly ask: Ask,
    private readonly everyMs = ASK_EVERY_MS,
  ) {
    super();
    void this.#poll();
  }

  close(): void {
    this.readyState = 2;
    this.#left.abort();
  }

  async #poll(): Promise<void> {
    while (this.readyState !== 2) {
      await this.#tell();
      if (this.readyState !== 2) await new Promise((resolve) => setTimeout(resolve, this.everyMs));
    }
  }

  async #tell(): Promise<void> {
    try {
      const messages = messagesIn(await this.ask(this.#left.signal));
      this.dispatchEvent(new Event("open"));
      for (const { type, data } of messages) this.dispatchEvent(new MessageEvent(type, { data }));
    } catch {
      if (this.readyState !== 2) this.dispatchEvent(new Event("error"));
    }
  }
}

/** The messages of an event stream, with lines as the HTML standard has them; comments and pings are none. */
export function messagesIn(text: string): { type: string; data: string }[] {
  return text.split(/\r?\n\r?\n/).flatMap((block) => {
    const lines = block.split(/\r?\n/);
    const values = (field: string) =>
      lines
        .filter((line) => line.startsWith(`${field}:`))
        .map((line) => line.slice(field.length + 1).trimStart());
    const data = values("data");
    return data.length ? [{ type: values("event")[0] ?? "message", data: data.join("\n") }] : [];
  });
}
