/** The coach beside the report: what would be asked next, and answers about the feedback. */
import { type Interview, type Schemas, answered, api } from "../../api/client";
import type { Reply } from "./conversation";

export type FollowUp = Schemas["FollowUp"];

/** One question to go on with for each answer, in their order; none where nothing was judged. Throws ApiError. */
export async function followUps(record_id: string): Promise<readonly FollowUp[]> {
  const path = { record_id };
  return (await answered(api.GET("/records/{record_id}/follow-ups", { params: { path } }))).results;
}

/** The follow-up question to one answer as an interview of its own, judged by what it asks about; throws ApiError. */
export function practiceOf(record_id: string, question_id: string): Promise<Interview> {
  const path = { record_id };
  return answered(api.POST("/records/{record_id}/follow-ups", { params: { path }, body: { question_id } }));
}

/** What the coach says to a question about the feedback on one answer; throws ApiError. */
export function ask(record_id: string, question_id: string, text: string): Promise<Reply> {
  const body = { question_id, text };
  return answered(api.POST("/records/{record_id}/questions", { params: { path: { record_id } }, body }));
}
