/** Interviews made to measure: asked for with an advertisement and perhaps a CV, and deleted on request. */
import { type Interview, type InterviewCard, answered, api } from "../../api/client";

export interface Wanted {
  readonly advertisement: string;
  /** Empty: made without one. */
  readonly cv: string;
  readonly language: Interview["language"];
}

/** The least text that an advertisement or a CV has, as on the server. */
export const SHORTEST_TEXT = 20;
export const MOST_CHARACTERS = 30_000;

/** Ids of interviews that were made on this installation begin so. */
export function isMade({ id }: Pick<InterviewCard, "id">): boolean {
  return id.startsWith("made-");
}

/** A follow-up question is answered from the report of the answer that it follows, and is not chosen. */
export function isFollowUp({ id }: Pick<InterviewCard, "id">): boolean {
  return id.startsWith("made-follow-up-");
}

/** What the server is asked for; without a CV it has no such field. */
export function wantedOf({ advertisement, cv, language }: Wanted): Partial<Wanted> & Omit<Wanted, "cv"> {
  return { advertisement: advertisement.trim(), language, ...(cv.trim() && { cv: cv.trim() }) };
}

/** Have an interview made; throws ApiError. */
export function make(wanted: Wanted): Promise<Interview> {
  return answered(api.POST("/interviews/made-to-measure", { body: wantedOf(wanted) }));
}

/** Have a made interview deleted; throws ApiError. */
export async function remove(interview_id: string): Promise<void> {
  await answered(api.DELETE("/interviews/{interview_id}", { params: { path: { interview_id } } }));
}
