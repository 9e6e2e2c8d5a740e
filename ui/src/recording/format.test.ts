import { expect, it } from "vitest";
import { negotiate } from "./format";

it("prefers WebM, and takes MP4 where there is no WebM", () => {
  expect(negotiate(true, () => true)).toMatchObject({ ending: ".webm" });
  expect(negotiate(true, (type) => type === "video/mp4")).toEqual({ mimeType: "video/mp4", ending: ".mp4" });
});

it("records sound alone in a format for sound", () => {
  expect(negotiate(false, (type) => type.startsWith("audio/mp4"))).toEqual({
    mimeType: "audio/mp4",
    ending: ".m4a",
  });
});

it("finds nothing where nothing is supported", () => {
  expect(negotiate(true, () => false)).toBeUndefined();
});
