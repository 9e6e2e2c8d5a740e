/** What the report's page shows: the attempt, its report, and the attempt before it. */
import { who } from "../../account/who.svelte";
import {
  type AttemptRecord,
  type Interview,
  type Report,
  type Schemas,
  answered,
  api,
} from "../../api/client";
import type { Attempt } from "../records/known";
import { previousOf } from "./previous";

export interface Shown extends Attempt {
  /** None while there is none: the analysis runs, or never got so far. */
  readonly report: Report | undefined;
  readonly previous: AttemptRecord | undefined;
}

export async function load(recordId: string, byLink = false): Promise<Shown> {
  const record = await answered(
    api.GET("/records/{record_id}", { params: { path: { record_id: recordId } } }),
  );
  const [interview, report, { results }] = await Promise.all([
    interviewOf(record),
    record.report ? reportOf(recordId) : undefined,
    byLink ? { results: [] } : others(record),
  ]);
  return { record, interview, report, previous: previousOf(record, results) };
}

/** Of the same owner, as far as the reader may see them. */
async function others({ email }: AttemptRecord): Promise<Schemas["Records"]> {
  const query = { email: who.hasAccounts ? (email ?? null) : null, limit: 1000 };
  return answered(api.GET("/records", { params: { query } }));
}

async function interviewOf(record: AttemptRecord): Promise<Interview | undefined> {
  const { results } = await answered(api.GET("/interviews"));
  const found = results.find((card) => card.id === record.interview_id);
  if (!found) return undefined;
  return answered(api.GET("/interviews/{interview_id}", { params: { path: { interview_id: found.id } } }));
}

function reportOf(recordId: string): Promise<Report> {
  return answered(api.GET("/records/{record_id}/report", { params: { path: { record_id: recordId } } }));
}
