/** What the timeline shows below one another, out of the report. */
import type { Report, Schemas } from "../api/client";
import type { Stretch } from "./stretch";

export type MarkKind = "pauses" | "fillers" | Schemas["Span"]["kind"];

export interface Mark extends Stretch {
  /** What was said, for fillers. */
  readonly text?: string;
}

export interface Lane {
  readonly kind: MarkKind;
  readonly marks: readonly Mark[];
}

const SEEN: readonly Schemas["Span"]["kind"][] = ["looked_away", "no_face", "multiple_faces"];

/** Whether there was a face whose direction could be told. */
function hasFace({ limits }: Schemas["VideoSection"]): boolean {
  return limits?.face === undefined && limits?.candidate === undefined;
}

/** One lane for each kind that was looked for, with its marks in order; a lane without marks says that there were none. */
export function lanesOf(report: Pick<Report, "speech" | "video">): Lane[] {
  const { speech, video } = report;
  const heard: Lane[] =
    speech.status === "analysed"
      ? [
          { kind: "pauses", marks: speech.pauses.items ?? [] },
          { kind: "fillers", marks: speech.fillers.items ?? [] },
        ]
      : [];
  const seen: Lane[] =
    video.status === "analysed"
      ? SEEN.filter((kind) => kind !== "looked_away" || hasFace(video)).map((kind) => ({
          kind,
          marks: (video.spans ?? []).filter((span) => span.kind === kind),
        }))
      : [];
  return [...heard, ...seen];
}
