/** What mentors say about a recording, and how they grade its answers. All throw ApiError. */
import { type Schemas, answered, api } from "../../api/client";

export type Comment = Schemas["Comment"];
export type MentorGrade = Schemas["MentorGrade"];

export async function commentsOf(record_id: string): Promise<readonly Comment[]> {
  const path = { record_id };
  return (await answered(api.GET("/records/{record_id}/comments", { params: { path } }))).results;
}

export async function say(record_id: string, at_s: number, text: string): Promise<void> {
  const params = { path: { record_id } };
  await answered(api.POST("/records/{record_id}/comments", { params, body: { at_s, text } }));
}

export async function takeBack({ record_id, id }: Comment): Promise<void> {
  const path = { record_id, comment_id: id };
  await answered(api.DELETE("/records/{record_id}/comments/{comment_id}", { params: { path } }));
}

export async function gradesOf(record_id: string): Promise<readonly MentorGrade[]> {
  const path = { record_id };
  return (await answered(api.GET("/records/{record_id}/grades", { params: { path } }))).results;
}

export async function grade(
  record_id: string,
  question_id: string,
  score: number,
  note: string,
): Promise<void> {
  const params = { path: { record_id, question_id } };
  await answered(api.PUT("/records/{record_id}/grades/{question_id}", { params, body: { score, note } }));
}
