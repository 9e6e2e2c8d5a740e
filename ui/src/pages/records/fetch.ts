/** Records and the interviews that they are attempts at, from the server. */
import { who } from "../../account/who.svelte";
import { type AttemptRecord, answered, api } from "../../api/client";
import type { Attempt } from "./known";

/** All of the reader's own attempts, newest first. */
export async function fetchAttempts(): Promise<Attempt[]> {
  const query = { email: who.me?.email ?? null };
  return withInterviews(answered(api.GET("/records", { params: { query } })));
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
