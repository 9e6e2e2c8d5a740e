/** How loud the microphone is, pure. Levels in dB relative to full scale (dBFS): 0 is the loudest possible. */
export interface Level {
  readonly rms_dbfs: number;
  readonly peak_dbfs: number;
}

export type Loudness = "silent" | "quiet" | "good" | "clipping";

/** The lowest level that is told apart from nothing. */
export const FLOOR_DBFS = -90;
/** Rooms are louder than this; a muted microphone is not. */
export const SILENT_DBFS = -60;
/** Speech below this is hard to recognise over the noise of a laptop. */
export const QUIET_DBFS = -40;
/** Converters clip a little below full scale. */
export const CLIPPING_DBFS = -0.5;

/** Level of samples between -1 and 1. */
export function levelOf(samples: ArrayLike<number>): Level {
  let squares = 0;
  let peak = 0;
  for (let n = 0; n < samples.length; n++) {
    const sample = samples[n] ?? 0;
    squares += sample * sample;
    peak = Math.max(peak, Math.abs(sample));
  }
  return {
    rms_dbfs: samples.length ? dbfs(Math.sqrt(squares / samples.length)) : FLOOR_DBFS,
    peak_dbfs: dbfs(peak),
  };
}

/** What to tell about the last seconds: the loudest tenth of them is what was said, the rest is breath and pauses. */
export function loudness(levels: readonly Level[]): Loudness {
  if (levels.some(({ peak_dbfs }) => peak_dbfs >= CLIPPING_DBFS)) return "clipping";
  const sorted = levels.map(({ rms_dbfs }) => rms_dbfs).sort((a, b) => a - b);
  const said_dbfs = sorted[Math.ceil(0.9 * sorted.length) - 1] ?? FLOOR_DBFS;
  if (said_dbfs < SILENT_DBFS) return "silent";
  return said_dbfs < QUIET_DBFS ? "quiet" : "good";
}

function dbfs(amplitude: number): number {
  return amplitude > 0 ? Math.max(FLOOR_DBFS, 20 * Math.log10(amplitude)) : FLOOR_DBFS;
}
