/** How far an analysis has come, as the server tells it. */
import { answered, answersWholeOnly, api } from "./client";
import { type Events, PolledEvents } from "./polledEvents";

export interface Progress {
  readonly status: string;
  readonly percent: number;
}

/** `progress` at every change, `done` at the end. */
export function eventsOf(recordId: string): Events {
  if (answersWholeOnly()) return new PolledEvents((signal) => askOnce(recordId, signal)) as Events;
  return new EventSource(new URL(`records/${encodeURIComponent(recordId)}/events`, document.baseURI));
}

function askOnce(record_id: string, signal: AbortSignal): Promise<string> {
  const asked = { params: { path: { record_id } }, parseAs: "text", signal } as const;
  return answered(api.GET("/records/{record_id}/events", asked));
}

/** Hear of every change until the analysis has ended; the returned function stops listening. */
export function follow(
  recordId: string,
  onProgress: (progress: Progress) => void,
  onDone: () => void,
): () => void {
  const source = eventsOf(recordId);
  source.addEventListener("progress", (event) => onProgress(JSON.parse(event.data) as Progress));
  source.addEventListener("done", () => {
    source.close();
    onDone();
  });
  return () => source.close();
}
