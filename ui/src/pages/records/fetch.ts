/** Records and the interviews that they are attempts at, from the server. */
import { who } from "../../account/who.svelte";
import { type AttemptRecord, answered, api } from "../../api/client";
import type { Attempt } from "./known";

export interface Attempts {
  readonly attempts: readonly Attempt[];
  /** Where those that follow begin; null where there are none. */
  readonly next: string | null;
}

const MOST_AT_ONCE = 1000;

/** The reader's own attempts, newest first: at least so many, where there are, behind those that are known. */
export async function fetchAttempts(
  least: number,
  known: Attempts = { attempts: [], next: null },
): Promise<Attempts> {
  const email = who.me?.email ?? null;
  const records: AttemptRecord[] = [];
  let next = known.next;
  do {
    const query = { email, limit: Math.min(least, MOST_AT_ONCE), cursor: next };
    const page = await answered(api.GET("/records", { params: { query } }));
    records.push(...page.results);
    next = page.next ?? null;
  } while (next && records.length < least);
  const attempts = await withInterviews(Promise.resolve({ results: records }));
  return { attempts: [...known.attempts, ...attempts], next };
}

/** The attempts that others show to the reader, newest first. */
export async function fetchShown(): Promise<Attempt[]> {
  const attempts = await withInterviews(answered(api.GET("/shared")));
  return attempts.sort((one, other) => (other.record.date ?? "").localeCompare(one.record.date ?? ""));
}

async function withInterviews(found: Promise<{ results: AttemptRecord[] }>): Promise<Attempt[]> {
  const [{ results: records }, { results: cards }] = await Promise.all([
    found,
    answered(api.GET("/interviews")),
  ]);
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
