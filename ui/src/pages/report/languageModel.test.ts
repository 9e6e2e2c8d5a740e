import { expect, it } from "vitest";
import type { Report } from "../../api/client";
import { fallbackOf, usedBy } from "./languageModel";

const use = { model: "openai:x", requests: 2, prompts: {} } as const;

function reported(language_model: Report["provenance"]["language_model"]): Report {
  return { provenance: { software: "x", language_model } } as Report;
}

it("tells of a language model only where it failed, and why", () => {
  expect(fallbackOf(reported(null))).toBeUndefined();
  expect(fallbackOf(reported({ ...use, fallback: null } as never))).toBeUndefined();
  const failed = { ...use, fallback: { failure: "timeout", reason: "x" } };
  expect(fallbackOf(reported(failed as never))).toContain("it did not answer in time.");
});

it("tells what is known of tokens and cost, and nothing of what is not", () => {
  expect(usedBy({ ...use, input_tokens: null, output_tokens: null, cost_usd: null } as never)).toBe(
    "requests: 2",
  );
  expect(usedBy({ ...use, input_tokens: 120, output_tokens: 30, cost_usd: 0.01 } as never)).toBe(
    "requests: 2; tokens in and out: 120 and 30; cost: 0.01 US dollars",
  );
});
