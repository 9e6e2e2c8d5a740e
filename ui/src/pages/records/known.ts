/** Records with the interviews that they are attempts at. */
import type { AttemptRecord, Interview } from "../../api/client";
import { dateTime, plain } from "../../format";
import { m } from "../../paraglide/messages.js";

export interface Attempt {
  readonly record: AttemptRecord;
  /** None for a question of one's own, a free recording, and an interview that is installed no more. */
  readonly interview: Interview | undefined;
}

/** What the attempt was at: the interview's title, one's own question, or that it was neither. */
export function titleOf({ record, interview }: Attempt): string {
  return interview?.title ?? record.question ?? record.interview_id ?? m.records_free();
}

/** The language in which the title is written, undefined where it is the page's. */
export function titleLanguage({ record, interview }: Attempt): string | undefined {
  return interview?.language ?? (record.question ? (record.language ?? undefined) : undefined);
}

/** Whether every word of the search is in the title, a question or the date as it is shown. */
export function matches(attempt: Attempt, search: string, locale: string): boolean {
  const { record, interview } = attempt;
  const questions = interview?.questions.map((question) => question.text) ?? [];
  const date = record.date ? [dateTime(record.date, locale), record.date] : [];
  const text = plain([titleOf(attempt), ...questions, ...date].join(" "));
  return plain(search)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

export function isUnderWay(record: AttemptRecord): boolean {
  return record.status === "waiting" || record.status === "analysing";
}

/** The attempts whose progress is worth a connection, the one that is analysed first in front. */
export function worthFollowing(attempts: readonly Attempt[], most: number): string[] {
  const underWay = attempts.map(({ record }) => record).filter(isUnderWay);
  const oldestFirst = underWay.reverse();
  const first = oldestFirst.filter((record) => record.status === "analysing");
  const then = oldestFirst.filter((record) => record.status === "waiting" && record.recording);
  return [...first, ...then].slice(0, most).map((record) => record.record_id);
}
