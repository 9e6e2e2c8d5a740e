/** The API, typed by its own OpenAPI. The address is the page's own unless config.json names another (page in a bucket). */
import createClient from "openapi-fetch";
import { held, marked, secretAt } from "../account/held.js";
import { learn, untilSignedIn } from "../account/who.svelte.js";
import { placeOf } from "../place.js";
import { ApiError } from "./error.js";
import { moved } from "./moved.js";
import type { components, paths } from "./schema.js";
import { readConfig, signedIn } from "./session.js";

export type Schemas = components["schemas"];
export type Interview = Schemas["Interview"];
export type InterviewCard = Schemas["InterviewCard"];
export type Question = Schemas["Question"];
export type AttemptRecord = Schemas["Record"];
export type Report = Schemas["Report"];

export { ApiError };

const base = new URL(".", document.baseURI).href.replace(/\/$/, "");

export const api = createClient<paths>({
  baseUrl: base,
  fetch: (request) => (isElsewhere ? fetch(request) : held(request, fetch, untilSignedIn)),
});

/** Before the first call: where config.json names another address, calls go there, with the token of who has signed in. */
export async function connect(): Promise<void> {
  const config = await readConfig();
  if (!config) return greet();
  await signedIn(config);
  isElsewhere = true;
  api.use({ onRequest: async ({ request }) => moved(request, base, config.api, await signedIn(config)) });
}

/** Here people sign in on the page itself, if at all. Where no answer comes, the first call that needs a sign-in tells. */
async function greet(): Promise<void> {
  await answered(api.GET("/session")).then(learn, () => {});
  api.use({ onRequest: ({ request }) => marked(request, secretAt(placeOf(location.hash).path)) });
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
  if (!response.ok)
    throw new ApiError(
      response.status,
      told(error, "detail"),
      Number(response.headers.get("Retry-After")) || 0,
      told(error, "code"),
    );
  return data as T;
}

function told(error: unknown, name: "detail" | "code"): string {
  const problem: { detail?: unknown; code?: unknown } = typeof error === "object" && error ? error : {};
  return String(problem[name] ?? "");
}
