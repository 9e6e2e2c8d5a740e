/** Why something was not done or not measured, as the server's code, in the reader's language. */
import type { Schemas } from "../api/client";
import { m } from "../paraglide/messages.js";

export type ReasonCode = Schemas["NotAnalysed"]["code"];
export interface Reason {
  readonly code?: ReasonCode | null;
  /** The server's own sentence, in English. */
  readonly reason?: string | null;
}

/** A sentence in the reader's language, or in the one that is named. */
export interface Sentence {
  readonly text: string;
  readonly lang?: "en";
}

const SENTENCES: Readonly<Record<Exclude<NonNullable<ReasonCode>, "other">, () => string>> = {
  no_picture: m.reason_no_picture,
  no_sound: m.reason_no_sound,
  no_voice: m.reason_no_voice,
  too_little_sound: m.reason_too_little_sound,
  no_object_engine: m.reason_no_object_engine,
  no_interview: m.reason_no_interview,
  no_marks: m.reason_no_marks,
  no_match: m.reason_no_match,
  other_language: m.reason_other_language,
  interview_language: m.reason_interview_language,
  poor_sound: m.reason_poor_sound,
  earlier_step_failed: m.reason_earlier_step_failed,
  not_run: m.reason_not_run,
  bad_recording: m.reason_bad_recording,
  bad_input: m.reason_bad_input,
  not_found: m.reason_not_found,
  model_file: m.reason_model_file,
  store_unavailable: m.reason_store_unavailable,
  service_unavailable: m.reason_service_unavailable,
  service_refused: m.reason_service_refused,
  no_ffmpeg: m.reason_no_ffmpeg,
  took_too_long: m.reason_took_too_long,
  unexpected: m.reason_unexpected,
};

/** The sentence of a code; for one that has none, the server's sentence in English. */
export function sentenceOf({ code, reason }: Reason): Sentence {
  if (code && code !== "other") return { text: SENTENCES[code]() };
  return { text: reason ?? "", lang: "en" };
}
