/** How much has been recorded, pure: the recorder runs and rests, and only its running counts. Clock readings in seconds. */
export interface RecordedTime {
  readonly before_s: number;
  /** Clock reading at which the present stretch began; undefined while the recorder rests. */
  readonly since_s: number | undefined;
}

export const NOTHING_RECORDED: RecordedTime = { before_s: 0, since_s: undefined };

export function running(time: RecordedTime, now_s: number): RecordedTime {
  return time.since_s === undefined ? { ...time, since_s: now_s } : time;
}

export function resting(time: RecordedTime, now_s: number): RecordedTime {
  return { before_s: recordedSeconds(time, now_s), since_s: undefined };
}

export function recordedSeconds({ before_s, since_s }: RecordedTime, now_s: number): number {
  return before_s + (since_s === undefined ? 0 : Math.max(0, now_s - since_s));
}
