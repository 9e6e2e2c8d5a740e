import { expect, it } from "vitest";
import type { Report, Schemas } from "../../api/client";
import { m } from "../../paraglide/messages.js";
import { heard, missing, placeIn, seen } from "./delivery";

const notAnalysed = (reason: string) => ({ status: "not_analysed" as const, reason, code: "other" as const });

const speech: Schemas["SpeechSection"] = {
  status: "analysed",
  words: 0,
  speech_rate_wpm: 0,
  articulation_rate_wpm: null,
  time_to_first_word_s: null,
  fillers: { count: 0, per_min: 0, items: [] },
  pauses: { count: 0, longest_s: 0, ratio: 0, inside_sentences: 0, items: [] },
  pitch: notAnalysed("No voice was heard."),
  loudness: { integrated_lufs: -21.04, spread_lu: null },
  vocabulary: { different: 0, different_ratio: 0, i: 0, we: 0, hedges: [], repetitions: [], restarts: [] },
  warnings: [],
  pace: [],
  lengths: [],
  doubtful: [],
};
const video: Schemas["VideoSection"] = {
  status: "analysed",
  sampling_hz: 2,
  samples: 10,
  face_present_ratio: 0,
  multiple_faces_ratio: 0,
  looking_at_camera_ratio: null,
  attention: null,
  attentive_ratio: 0,
  yaw_deg: null,
  pitch_deg: null,
  roll_deg: null,
  blinks_per_min: null,
  smile_ratio: null,
  head_motion_deg_per_s: null,
  objects: notAnalysed("No engine."),
  spans: [],
  warnings: [],
  limits: { face: "No face was seen." },
};

it("a figure that was not measured has no value, and the server's reason", () => {
  const pitch = heard(speech, "en").find(({ key }) => key === "pitch_spread");
  expect(pitch).toMatchObject({ shown: undefined, why: { text: "No voice was heard.", lang: "en" } });
  const blind = seen(video, "en").filter(({ shown }) => shown === undefined);
  expect(blind.map(({ key }) => key)).toEqual(["looking", "attention", "head_motion", "smile", "blinks"]);
  expect(new Set(blind.map(({ why }) => why?.text))).toEqual(new Set([m.limit_face()]));
});

it("of a face that might be anybody's no figure is shown, with the reason", () => {
  const gallery = {
    ...video,
    face_present_ratio: 1,
    multiple_faces_ratio: 1,
    limits: { candidate: "Several." },
  };
  const unknown = seen(gallery, "en").filter(({ shown }) => shown === undefined);
  expect(unknown.map(({ key }) => key)).toEqual([
    "looking",
    "attention",
    "face_present",
    "head_motion",
    "smile",
    "blinks",
  ]);
  expect(new Set(unknown.map(({ why }) => why?.text))).toEqual(new Set([m.limit_candidate()]));
});

it("figures are written in the reader's language", () => {
  expect(heard(speech, "pt-BR").find(({ key }) => key === "loudness")?.shown).toContain("-21,0");
});

it.each([
  [109.9, "below"],
  [110, "within"],
  [180, "within"],
  [180.1, "above"],
])("%s of 110 to 180 is %s", (value, place) => {
  expect(placeIn({ low: 110, high: 180, text: "" }, value)).toBe(place);
});

it("every section that was not analysed is listed with its reason", () => {
  const report = {
    video,
    speech: notAnalysed("no sound"),
    transcript: { text: "", words: [] },
    answers: notAnalysed("no marks"),
  } as unknown as Report;
  expect(missing(report).map(({ why }) => why.reason)).toEqual(["no sound", "no marks", "No engine."]);
});
