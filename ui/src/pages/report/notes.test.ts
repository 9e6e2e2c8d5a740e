import { expect, it } from "vitest";
import { setLocale } from "../../paraglide/runtime.js";
import { notesOf } from "./notes";

const gap = { code: "gap" as const, start_s: 8, end_s: 18, seconds: 10, track: null };
const track = { code: "sound_track" as const, start_s: null, end_s: null, seconds: null, track: "2/2 Mic" };

it("says in the reader's language what one should know of the recording", () => {
  void setLocale("en", { reload: false });
  expect(notesOf({ notes: [gap, track] }, "en")).toEqual([
    "Nothing was recorded from 0:08 to 0:18; the time counts as silence.",
    "The recording has several sound tracks; this one was heard: 2/2 Mic.",
  ]);
  void setLocale("pt-BR", { reload: false });
  expect(notesOf({ notes: [gap] }, "pt-BR")).toEqual([
    "Nada foi gravado de 0:08 a 0:18; esse tempo conta como silêncio.",
  ]);
  void setLocale("en", { reload: false });
});

it("says nothing of a recording that is whole", () => {
  expect(notesOf({ notes: [] }, "en")).toEqual([]);
});
