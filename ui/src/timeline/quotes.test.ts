import { describe, expect, it } from "vitest";
import { quoted } from "./quotes";

const words = "It was hard, it was good. “It was” – São Paulo!".split(" ").map((text, index) => ({
  text,
  start_s: index,
  end_s: index + 0.5,
  confidence: 1,
  doubtful: false,
}));

describe("a quote", () => {
  it("is found with its times", () => {
    expect(quoted(words, "it was good.")).toEqual({ start_s: 3, end_s: 5.5 });
  });

  it("is found without regard to case and punctuation", () => {
    expect(quoted(words, "SÃO PAULO")).toEqual({ start_s: 9, end_s: 10.5 });
    expect(quoted(words, "It was São")).toEqual({ start_s: 6, end_s: 9.5 });
  });

  it("is looked for in its own answer", () => {
    expect(quoted(words, "it was", 2.9, 5.9)?.start_s).toBe(3);
  });

  it.each(["it was bad", "", "…", "Paulo It"])("that was not said is nowhere: “%s”", (quote) => {
    expect(quoted(words, quote)).toBeUndefined();
  });
});
