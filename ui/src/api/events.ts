/** How far an analysis has come, as the server tells it. */

export interface Progress {
  readonly status: string;
  readonly percent: number;
}

/** Hear of every change until the analysis has ended; the returned function stops listening. */
export function follow(
  recordId: string,
  onProgress: (progress: Progress) => void,
  onDone: () => void,
): () => void {
  const source = new EventSource(new URL(`records/${encodeURIComponent(recordId)}/events`, document.baseURI));
  source.addEventListener("progress", (event) => onProgress(JSON.parse(event.data) as Progress));
  source.addEventListener("done", () => {
    source.close();
    onDone();
  });
  return () => source.close();
}
