/** What is practised, as the address names it: an interview of the installation, or a question of one's own. */
import { type Interview, answered, api } from "../api/client";
import { type Place, href } from "../routing.svelte";
import type { Practised } from "../uploads/journal";
import type { Mode } from "./session";

export const OWN = "own";
const OWN_PREPARATION_S = 30;
const OWN_ANSWER_S = 120;

/** The interview of #/check/<id> or #/interview/<id>; throws ApiError. */
export async function interviewAt({ path, query }: Place): Promise<Interview> {
  const interview_id = path[1] ?? "";
  if (interview_id === OWN) return ownInterview(query);
  return answered(api.GET("/interviews/{interview_id}", { params: { path: { interview_id } } }));
}

export function ownInterview(query: URLSearchParams): Interview {
  const text = query.get("question") ?? "";
  const question = { id: OWN, text, kind: "behavioural", preparation_s: OWN_PREPARATION_S } as const;
  return {
    id: OWN,
    title: text,
    role: text,
    language: query.get("language") === "pt" ? "pt" : "en",
    description: "",
    questions: [
      {
        ...question,
        answer_s: OWN_ANSWER_S,
        hint: "",
        model_answer: "",
        key_points: [],
        criteria: [],
        common_mistakes: [],
        skills: [],
      },
    ],
  };
}

/** Address at which a question that is in no interview is practised. */
export function addressOfQuestion(question: string, language: Interview["language"]): string {
  return addressOf("check", ownInterview(new URLSearchParams({ question, language })));
}

/** What the server is told of it. */
export function practisedIn({ id, language, title }: Interview): Practised {
  return id === OWN ? { question: title, language } : { interview_id: id, language };
}

/** Address of a page about the same interview. */
export function addressOf(
  page: "check" | "interview",
  { id, title, language }: Interview,
  mode?: Mode,
): string {
  const own = id === OWN ? { question: title, language } : {};
  const query = new URLSearchParams({ ...own, ...(mode ? { mode } : {}) }).toString();
  return href(page, id) + (query ? `?${query}` : "");
}
