/** Records and the interviews that they are attempts at, from the server. */
import { who } from "../../account/who.svelte";
import { type AttemptRecord, answered, api } from "../../api/client";
import { gathered } from "../../api/pages";
import type { Attempt } from "./known";

export interface Attempts {
  readonly attempts: readonly Attempt[];
  /** Where those that follow begin; null where there are none. */
  readonly next: string | null;
}

/** The reader's own attempts, newest first: at least so many, where there are, behind those that are known. */
export async function fetchAttempts(
  least: number,
  known: Attempts = { attempts: [], next: null },
): Promise<Attempts> {
  const email = who.me?.email ?? null;
  const { results, next } = await gathered(
    (asked) => answered(api.GET("/records", { params: { query: { email, ...asked } } })),
    least,
    known.next,
  );
  return { attempts: [...known.attempts, ...(await withInterviews(results))], next };
}

/** The attempts that others show to the reader, newest first. */
export async function fetchShown(): Promise<Attempt[]> {
  const { results } = await gathered((query) => answered(api.GET("/shared", { params: { query } })));
  return withInterviews(results);
}

async function withInterviews(records: readonly AttemptRecord[]): Promise<Attempt[]> {
  const { results: cards } = await answered(api.GET("/interviews"));
  const practised = new Set(records.map((record) => record.interview_id));
  const installed = cards.filter((card) => practised.has(card.id));
  const interviews = await Promise.all(
    installed.map(({ id }) =>
      answered(api.GET("/interviews/{interview_id}", { params: { path: { interview_id: id } } })),
    ),
  );
  const byId = new Map(interviews.map((interview) => [interview.id, interview]));
  return records.map((record) => ({ record, interview: byId.get(record.interview_id ?? "") }));
}
