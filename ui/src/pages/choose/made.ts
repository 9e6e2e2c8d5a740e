/** Interviews made to measure: asked for with an advertisement and perhaps a CV, and deleted on request. */
import { type Interview, type InterviewCard, answered, api } from "../../api/client";

export interface Wanted {
  readonly advertisement: string;
  readonly cv: File | undefined;
  readonly language: Interview["language"];
}

/** The least text that an advertisement has, as on the server. */
export const SHORTEST_ADVERTISEMENT = 20;
export const MOST_CHARACTERS = 30_000;
/** What a CV may be. */
export const CV_ENDINGS = [".pdf", ".docx", ".txt", ".md"];

/** Ids of interviews that were made on this installation begin so. */
export function isMade({ id }: Pick<InterviewCard, "id">): boolean {
  return id.startsWith("made-");
}

/** A follow-up question is answered from the report of the answer that it follows, and is not chosen. */
export function isFollowUp({ id }: Pick<InterviewCard, "id">): boolean {
  return id.startsWith("made-follow-up-");
}

/** The form as the server reads it; without a CV it has no such field. */
export function formOf({ advertisement, cv, language }: Wanted): FormData {
  const form = new FormData();
  form.append("advertisement", advertisement.trim());
  form.append("language", language);
  if (cv) form.append("cv", cv, cv.name);
  return form;
}

/** Have an interview made; throws ApiError. */
export function make(wanted: Wanted): Promise<Interview> {
  const { advertisement, language } = wanted;
  const bodySerializer = () => formOf(wanted);
  return answered(
    api.POST("/interviews/made-to-measure", { body: { advertisement, language }, bodySerializer }),
  );
}

/** Have a made interview deleted; throws ApiError. */
export async function remove(interview_id: string): Promise<void> {
  await answered(api.DELETE("/interviews/{interview_id}", { params: { path: { interview_id } } }));
}
