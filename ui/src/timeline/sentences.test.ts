import { describe, expect, it } from "vitest";
import { partOf, sentences } from "./sentences";

const said = (text: string, start_s = 0) =>
  text.split(" ").map((word, index) => ({
    text: word,
    start_s: start_s + index * 0.4,
    end_s: start_s + index * 0.4 + 0.3,
    confidence: 0.9,
    doubtful: false,
  }));
const read = (found: ReturnType<typeof sentences>) =>
  found.map((sentence) => sentence.words.map((word) => word.text).join(" "));

describe("sentences", () => {
  it("end with their punctuation", () => {
    expect(read(sentences(said("I tried. Did it work? Yes")))).toEqual(["I tried.", "Did it work?", "Yes"]);
  });

  it("end with a pause where nothing was punctuated", () => {
    expect(read(sentences([...said("first this"), ...said("then that", 5)]))).toEqual([
      "first this",
      "then that",
    ]);
  });

  it("do not run on for ever", () => {
    expect(sentences(said(Array(85).fill("word").join(" "))).map((found) => found.words.length)).toEqual([
      40, 40, 5,
    ]);
  });

  it("end where the next answer begins", () => {
    expect(read(sentences(said("one two three four"), [{ start_s: 0 }, { start_s: 0.8 }]))).toEqual([
      "one two",
      "three four",
    ]);
  });

  it("know where their words stand in the transcript", () => {
    expect(sentences(said("Yes. No. So be it.")).map((found) => found.first)).toEqual([0, 1, 2]);
  });
});

it("a word before the first question belongs to none", () => {
  expect(partOf([{ start_s: 3 }], said("well")[0])).toBe(-1);
});
