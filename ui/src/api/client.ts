/** The API, typed by its own OpenAPI. The address is the page's own unless config.json names another (page in a bucket). */
import createClient from "openapi-fetch";
import { moved } from "./moved.js";
import type { components, paths } from "./schema.js";
import { readConfig, signedIn } from "./session.js";

export type Schemas = components["schemas"];
export type Interview = Schemas["Interview"];
export type InterviewCard = Schemas["InterviewCard"];
export type Question = Schemas["Question"];
export type AttemptRecord = Schemas["Record"];
export type Report = Schemas["Report"];

/** The server's refusal or the lack of an answer, with the sentence that the server gave. */
export class ApiError extends Error {
  constructor(
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const base = new URL(".", document.baseURI).href.replace(/\/$/, "");

export const api = createClient<paths>({ baseUrl: base });

/** Before the first call: where config.json names another address, calls go there, with the token of who has signed in. */
export async function connect(): Promise<void> {
  const config = await readConfig();
  if (!config) return;
  await signedIn(config);
  isElsewhere = true;
  api.use({ onRequest: async ({ request }) => moved(request, base, config.api, await signedIn(config)) });
}

let isElsewhere = false;

/** Whether the API is behind a gateway that hands on whole answers only, so that nothing can be told as it happens. */
export function answersWholeOnly(): boolean {
  return isElsewhere;
}

/** The data of an answer; throws ApiError for a refusal and when the server cannot be reached. */
export async function answered<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  const { data, error, response } = await call.catch(() => {
    throw new ApiError(0, "");
  });
  if (!response.ok) throw new ApiError(response.status, detail(error));
  return data as T;
}

function detail(error: unknown): string {
  return typeof error === "object" && error && "detail" in error ? String(error.detail) : "";
}
