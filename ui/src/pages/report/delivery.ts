/** The delivery figures as the report shows them: value, usual range, what it means and where that comes from. */
import type { Report, Schemas } from "../../api/client";
import { number, percent } from "../../format";
import { m } from "../../paraglide/messages.js";
import { type Reason, type Sentence, sentenceOf } from "../../parts/reasons";

type Speech = Schemas["SpeechSection"];
type Video = Schemas["VideoSection"];

export interface Range {
  readonly low: number;
  readonly high: number;
  readonly text: string;
}

export interface Figure {
  readonly key: string;
  readonly label: string;
  /** Undefined where it was not measured. */
  readonly shown: string | undefined;
  /** Why it was not measured. */
  readonly why?: Sentence | undefined;
  readonly value?: number | undefined;
  readonly range?: Range;
  /** Where the drawn scale ends. */
  readonly most?: number;
  readonly about: string;
}

/** The marks from which the server's summary advises something (steps/update_record/findings.py); the page only shows them. */
const PACE_WPM = { low: 110, high: 210 };
const MOST_FILLERS_PER_MIN = 4;
const LONG_PAUSE_S = 3;
const LEAST_PITCH_SEMITONES = 1.5;
const LEAST_LOOKING = 0.7;

export function heard(speech: Speech, locale: string): Figure[] {
  return [
    ...pace(speech, locale),
    ...pauses(speech, locale),
    ...voice(speech, locale),
    ...wording(speech, locale),
  ];
}

function pace(speech: Speech, locale: string): Figure[] {
  const rate = speech.articulation_rate_wpm;
  return [
    {
      key: "speech_rate",
      label: m.figure_speech_rate(),
      shown: m.unit_wpm({ value: number(speech.speech_rate_wpm, locale) }),
      value: speech.speech_rate_wpm,
      range: {
        ...PACE_WPM,
        text: m.range_between({ low: String(PACE_WPM.low), high: String(PACE_WPM.high) }),
      },
      most: 260,
      about: m.about_speech_rate(),
    },
    {
      key: "articulation_rate",
      label: m.figure_articulation_rate(),
      shown: rate === null ? undefined : m.unit_wpm({ value: number(rate, locale) }),
      about: m.about_articulation_rate(),
    },
    {
      key: "fillers",
      label: m.figure_fillers(),
      shown: m.fillers_value({
        count: number(speech.fillers.count, locale),
        rate: number(speech.fillers.per_min, locale, 1),
      }),
      value: speech.fillers.per_min,
      range: { low: 0, high: MOST_FILLERS_PER_MIN, text: m.range_up_to_per_min({ high: "4" }) },
      most: 10,
      about: m.about_fillers(),
    },
  ];
}

function pauses(speech: Speech, locale: string): Figure[] {
  const first_s = speech.time_to_first_word_s;
  return [
    {
      key: "longest_pause",
      label: m.figure_longest_pause(),
      shown: m.unit_s({ value: number(speech.pauses.longest_s, locale, 1) }),
      value: speech.pauses.longest_s,
      range: { low: 0, high: LONG_PAUSE_S, text: m.range_up_to_s({ high: "3" }) },
      most: 8,
      about: m.about_longest_pause(),
    },
    {
      key: "pauses",
      label: m.figure_pauses(),
      shown: m.pauses_value({
        ratio: percent(speech.pauses.ratio, locale),
        count: number(speech.pauses.count, locale),
        inside: number(speech.pauses.inside_sentences ?? 0, locale),
      }),
      about: m.about_pauses(),
    },
    {
      key: "first_word",
      label: m.figure_first_word(),
      shown: first_s === null ? undefined : m.unit_s({ value: number(first_s, locale, 1) }),
      about: m.about_first_word(),
    },
  ];
}

function voice({ pitch, loudness }: Speech, locale: string): Figure[] {
  const spread = "spread_semitones" in pitch ? pitch.spread_semitones : undefined;
  const lufs = "integrated_lufs" in loudness ? loudness.integrated_lufs : undefined;
  const drop = "integrated_lufs" in loudness ? loudness.drop_at_ends_db : undefined;
  return [
    {
      key: "pitch_spread",
      label: m.figure_pitch_spread(),
      shown: spread === undefined ? undefined : m.unit_semitones({ value: number(spread, locale, 1) }),
      why: "reason" in pitch ? sentenceOf(pitch) : undefined,
      value: spread,
      range: {
        low: LEAST_PITCH_SEMITONES,
        high: Infinity,
        text: m.range_from_semitones({ low: number(LEAST_PITCH_SEMITONES, locale, 1) }),
      },
      most: 6,
      about: m.about_pitch_spread(),
    },
    {
      key: "loudness",
      label: m.figure_loudness(),
      shown: lufs === undefined ? undefined : m.unit_lufs({ value: number(lufs, locale, 1) }),
      why: "reason" in loudness ? sentenceOf(loudness) : undefined,
      about: m.about_loudness(),
    },
    {
      key: "drop_at_ends",
      label: m.figure_drop_at_ends(),
      shown: drop == null ? undefined : m.unit_db({ value: number(drop, locale, 1) }),
      why: { text: m.limit_drop_at_ends() },
      about: m.about_drop_at_ends(),
    },
  ];
}

function wording({ vocabulary }: Speech, locale: string): Figure[] {
  return [
    {
      key: "vocabulary",
      label: m.figure_vocabulary(),
      shown: m.vocabulary_value({
        ratio: percent(vocabulary.different_ratio, locale),
        count: number(vocabulary.different, locale),
      }),
      about: m.about_vocabulary(),
    },
    {
      key: "hedges",
      label: m.figure_hedges(),
      shown: m.hedges_value({
        hedges: number(vocabulary.hedges?.length ?? 0, locale),
        repetitions: number(
          (vocabulary.repetitions?.length ?? 0) + (vocabulary.restarts?.length ?? 0),
          locale,
        ),
      }),
      about: m.about_hedges(),
    },
    ...sentences(vocabulary, locale),
  ];
}

function sentences({ mattr, sentence_words, i, we }: Speech["vocabulary"], locale: string): Figure[] {
  return [
    {
      key: "mattr",
      label: m.figure_mattr(),
      shown: mattr == null ? undefined : percent(mattr, locale),
      why: { text: m.limit_mattr() },
      about: m.about_mattr(),
    },
    {
      key: "sentence_words",
      label: m.figure_sentence_words(),
      shown: sentence_words == null ? undefined : number(sentence_words, locale),
      about: m.about_sentence_words(),
    },
    {
      key: "i_and_we",
      label: m.figure_i_and_we(),
      shown: m.i_and_we_value({ i: number(i ?? 0, locale), we: number(we ?? 0, locale) }),
      about: m.about_i_and_we(),
    },
  ];
}

const LIMITS: Readonly<Record<string, () => string>> = {
  face: m.limit_face,
  candidate: m.limit_candidate,
  blinks_per_min: m.limit_blinks,
  head_motion_deg_per_s: m.limit_head_motion,
};

function limit({ limits }: Video, key: string): Sentence | undefined {
  const reason = limits?.[key];
  const own = LIMITS[key];
  return reason === undefined ? undefined : own ? { text: own() } : { text: reason, lang: "en" };
}

/** Why nothing is said of the candidate's face. */
function noFace(video: Video): Sentence | undefined {
  return limit(video, "face") ?? limit(video, "candidate");
}

export function seen(video: Video, locale: string): Figure[] {
  return [...gaze(video, locale), ...presence(video, locale), ...movement(video, locale)];
}

function gaze(video: Video, locale: string): Figure[] {
  const ratio = video.looking_at_camera_ratio ?? undefined;
  const why = noFace(video);
  const steady = video.attention;
  return [
    {
      key: "looking",
      label: m.figure_looking(),
      shown: share(ratio, locale),
      why,
      value: ratio,
      range: { low: LEAST_LOOKING, high: 1, text: m.range_from({ low: percent(LEAST_LOOKING, locale) }) },
      most: 1,
      about: m.about_looking(),
    },
    {
      key: "attention",
      label: m.figure_attention(),
      shown: steady === null ? undefined : steady ? m.attention_yes() : m.attention_no(),
      why,
      about: m.about_attention(),
    },
  ];
}

function presence(video: Video, locale: string): Figure[] {
  const whose = limit(video, "candidate");
  return [
    {
      key: "face_present",
      label: m.figure_face_present(),
      shown: whose === undefined ? share(video.face_present_ratio, locale) : undefined,
      why: whose,
      about: m.about_face_present({ hz: number(video.sampling_hz, locale, video.sampling_hz % 1 ? 1 : 0) }),
    },
    {
      key: "multiple_faces",
      label: m.figure_multiple_faces(),
      shown: share(video.multiple_faces_ratio, locale),
      about: m.about_multiple_faces(),
    },
  ];
}

function movement(video: Video, locale: string): Figure[] {
  const why = noFace(video);
  const [motion, blinks] = [video.head_motion_deg_per_s, video.blinks_per_min];
  return [
    {
      key: "head_motion",
      label: m.figure_head_motion(),
      shown: motion === null ? undefined : m.unit_deg_per_s({ value: number(motion, locale, 1) }),
      why: why ?? limit(video, "head_motion_deg_per_s"),
      about: m.about_head_motion(),
    },
    {
      key: "smile",
      label: m.figure_smile(),
      shown: share(video.smile_ratio, locale),
      why,
      about: m.about_smile(),
    },
    {
      key: "blinks",
      label: m.figure_blinks(),
      shown: blinks === null ? undefined : m.unit_per_min({ value: number(blinks, locale, 1) }),
      why: why ?? limit(video, "blinks_per_min"),
      about: m.about_blinks(),
    },
  ];
}

function share(ratio: number | null | undefined, locale: string): string | undefined {
  return ratio === null || ratio === undefined ? undefined : percent(ratio, locale);
}

export type Place = "below" | "within" | "above";

/** Where a value lies to its range; the edges belong to it. */
export function placeIn({ low, high }: Range, value: number): Place {
  return value < low ? "below" : value > high ? "above" : "within";
}

export interface Missing {
  readonly what: string;
  readonly why: Reason;
}

/** The sections that were not analysed, each with its reason. */
export function missing({ video, speech, transcript, answers }: Report): Missing[] {
  const objects = "objects" in video ? video.objects : undefined;
  const sections: [string, Reason | object | undefined][] = [
    [m.section_video(), video],
    [m.section_speech(), speech],
    [m.section_transcript(), transcript],
    [m.section_answers(), answers],
    [m.section_objects(), objects],
  ];
  return sections.flatMap(([what, section]) =>
    section && "reason" in section ? [{ what, why: section }] : [],
  );
}
