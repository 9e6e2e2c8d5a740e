/** What is written down about a recording beside its slices, so that it can be finished after anything that may happen. */
import type { Schemas } from "../api/client";
import type { Format } from "../recording/format";
import type { Mode } from "../recording/session";
import type { Part } from "./parts";

export type Mark = Schemas["Mark"];
export type NewRecord = Schemas["NewRecord"];

/** What is practised: an interview, or a question of one's own. */
export interface Practised {
  readonly interview_id?: string;
  readonly question?: string;
  readonly language: "en" | "pt";
}

export interface Journal extends Practised {
  readonly record_id: string;
  readonly ending: Format["ending"];
  readonly mode: Mode;
  /** ISO 8601, UTC. */
  readonly started_at: string;
  readonly marks: readonly Mark[];
  readonly recorded_s: number;
  /** Bytes of each slice that lies on the disk. */
  readonly sizes: readonly number[];
  /** Parts that were agreed with the server. */
  readonly parts: readonly Part[];
  /** Nothing more will be recorded. */
  readonly finished: boolean;
}

export function newJournal(
  practised: Practised,
  mode: Mode,
  { ending }: Pick<Format, "ending">,
  now = new Date(),
): Journal {
  return {
    ...practised,
    record_id: crypto.randomUUID(),
    ending,
    mode,
    started_at: now.toISOString(),
    marks: [],
    recorded_s: 0,
    sizes: [],
    parts: [],
    finished: false,
  };
}

export function filename({ record_id, ending }: Pick<Journal, "record_id" | "ending">): string {
  return record_id + ending;
}

/** What POST /record is told. */
export function recordOf(journal: Journal): NewRecord {
  return {
    record_id: journal.record_id,
    date: journal.started_at,
    duration: clockOf(journal.recorded_s),
    video: filename(journal),
    interview_id: journal.interview_id ?? null,
    question: journal.question ?? null,
    language: journal.language,
    marks: [...journal.marks],
  };
}

/** Seconds as HH:MM:SS, as the server wants a duration. */
export function clockOf(seconds: number): string {
  const whole = Math.round(seconds);
  return [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
    .map((number) => String(number).padStart(2, "0"))
    .join(":");
}
