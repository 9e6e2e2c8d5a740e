/** What is told of a language model: that another engine took its place, and what it used. */
import type { Report, Schemas } from "../../api/client";
import { m } from "../../paraglide/messages.js";

type Use = Schemas["LanguageModelUse"];
type Failure = Schemas["LanguageModelFallback"]["failure"];

const FAILURES: Readonly<Record<Failure, () => string>> = {
  timeout: m.model_timeout,
  refused: m.model_refused,
  malformed: m.model_malformed,
  missing_key: m.model_missing_key,
  unreachable: m.model_unreachable,
  unavailable: m.model_unavailable,
};

/** Why the language model that was chosen is not in this report; undefined where it is, or where none was chosen. */
export function fallbackOf({ provenance }: Report): string | undefined {
  const failure = provenance.language_model?.fallback?.failure;
  return failure && m.model_fallback({ why: FAILURES[failure]() });
}

/** Requests, tokens and cost, as far as they are known. */
export function usedBy({ requests, input_tokens, output_tokens, cost_usd }: Use): string {
  return [
    m.model_requests({ count: requests ?? 0 }),
    ...(typeof input_tokens === "number" && typeof output_tokens === "number"
      ? [m.model_tokens({ input: input_tokens, output: output_tokens })]
      : []),
    ...(typeof cost_usd === "number" ? [m.model_cost({ usd: cost_usd })] : []),
  ].join("; ");
}
