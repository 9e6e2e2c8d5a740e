import { describe, expect, it } from "vitest";
import type { AttemptRecord, Interview } from "../../api/client";
import { matches, worthFollowing } from "./known";

const interview = {
  id: "behavioural-pt",
  title: "Entrevista comportamental",
  language: "pt",
  questions: [{ text: "Conte sobre uma demonstração que deu errado." }],
} as Interview;

function attempt(record: Partial<AttemptRecord>, of?: Interview) {
  return { record: { record_id: "r", ...record } as AttemptRecord, interview: of };
}

describe("searching", () => {
  const one = attempt({ date: "2026-11-24T12:00:00Z", interview_id: "behavioural-pt" }, interview);

  it.each(["comportamental", "demonstracao", "DEU errado", "nov. 2026", "2026-11-24", ""])(
    "finds “%s”",
    (search) => {
      expect(matches(one, search, "pt-BR")).toBe(true);
    },
  );

  it("does not find what is not there", () => {
    expect(matches(one, "comportamental dezembro", "pt-BR")).toBe(false);
  });

  it("finds a question of one's own", () => {
    expect(matches(attempt({ question: "Why here?" }), "why", "en")).toBe(true);
  });
});

describe("analyses worth following", () => {
  const newestFirst = [
    attempt({ record_id: "e", status: "analysing" }),
    attempt({ record_id: "d", status: "succeeded" }),
    attempt({ record_id: "c", status: "waiting", recording: "recordings/c.webm" }),
    attempt({ record_id: "b", status: "waiting" }),
    attempt({ record_id: "a", status: "analysing" }),
  ];

  it("are the oldest that run, then those that wait for their turn", () => {
    expect(worthFollowing(newestFirst, 3)).toEqual(["a", "e", "c"]);
  });

  it("are not more than there are connections for", () => {
    expect(worthFollowing(newestFirst, 1)).toEqual(["a"]);
  });

  it("leave the list as it was", () => {
    worthFollowing(newestFirst, 3);
    expect(newestFirst.map(({ record }) => record.record_id)).toEqual(["e", "d", "c", "b", "a"]);
  });
});
