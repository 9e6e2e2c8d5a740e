/** The server's codes in the reader's words. */
import type { AttemptRecord, Schemas } from "../../api/client";
import { m } from "../../paraglide/messages.js";
import type { Reason } from "../../parts/reasons";

type Status = NonNullable<AttemptRecord["status"]>;
export type StepName = keyof NonNullable<AttemptRecord["steps"]>;
type StepStatus = NonNullable<Schemas["StepProgress"]["status"]>;

export const STATUS: Readonly<Record<Status, () => string>> = {
  waiting: m.status_waiting,
  analysing: m.status_analysing,
  succeeded: m.status_succeeded,
  partly_failed: m.status_partly_failed,
  failed: m.status_failed,
};

const STEP_NAMES: Readonly<Record<string, () => string>> = {
  convert_video: m.step_convert_video,
  video_metrics: m.step_video_metrics,
  transcription: m.step_transcription,
  text_metrics: m.step_text_metrics,
  update_record: m.step_update_record,
};

const STEP_STATUS: Readonly<Record<StepStatus, () => string>> = {
  waiting: m.step_waiting,
  running: m.step_running,
  succeeded: m.step_succeeded,
  failed: m.step_failed,
  skipped: m.step_skipped,
};

export function stepName(step: string): string {
  return STEP_NAMES[step]?.() ?? step;
}

export function stepStatus(status: StepStatus): string {
  return STEP_STATUS[status]();
}

export interface Failure {
  readonly step: string;
  readonly why: Reason;
}

/** The steps that failed, with the reason. Skipped steps only follow from these. */
export function failures(record: AttemptRecord): Failure[] {
  return Object.entries(record.steps ?? {})
    .filter(([, progress]) => progress?.status === "failed")
    .map(([step, progress]) => ({ step, why: progress ?? {} }));
}
