/** The main figures of an attempt: their names, how they are written, and the range that is usual. */
import type { Schemas } from "../api/client";
import { difference, number, percent } from "../format";
import { m } from "../paraglide/messages.js";

export type Figures = Required<Schemas["Figures"]>;
export type FigureName = keyof Figures;

export interface Figure {
  readonly key: FigureName;
  readonly label: () => string;
  /** With its unit, as it is read in a sentence. */
  readonly shown: (value: number, locale: string) => string;
  /** The difference of two attempts, in the same unit. */
  readonly change: (value: number, locale: string) => string;
}

const perMinute = {
  shown: (value: number, locale: string) => m.unit_wpm({ value: number(value, locale) }),
  change: (value: number, locale: string) => difference(value, locale),
};
const share = {
  shown: (value: number, locale: string) => percent(value, locale),
  change: (value: number, locale: string) => m.unit_points({ value: difference(100 * value, locale) }),
};

export const FIGURES: readonly Figure[] = [
  { key: "score", label: m.figure_score, ...share },
  { key: "speech_rate_wpm", label: m.figure_speech_rate, ...perMinute },
  { key: "articulation_rate_wpm", label: m.figure_articulation_rate, ...perMinute },
  {
    key: "fillers_per_min",
    label: m.figure_fillers,
    shown: (value, locale) => m.unit_per_min({ value: number(value, locale, 1) }),
    change: (value, locale) => difference(value, locale, 1),
  },
  { key: "pause_ratio", label: m.figure_pauses, ...share },
  {
    key: "pitch_spread_semitones",
    label: m.figure_pitch_spread,
    shown: (value, locale) => m.unit_semitones({ value: number(value, locale, 1) }),
    change: (value, locale) => difference(value, locale, 1),
  },
  { key: "looking_at_camera_ratio", label: m.figure_looking, ...share },
];
