/** The browser's MediaRecorder, cut into slices of a second, with the recorded time kept exactly. */
import { type Format, SOUND_BITS_PER_S, VIDEO_BITS_PER_S } from "./format";
import { NOTHING_RECORDED, recordedSeconds, resting, running } from "./recordedTime";

export const SLICE_MS = 1000;
/** The server looks at two pictures a second, and a key picture is decoded without those before it. */
const KEY_PICTURE_MS = 450;

/** In the standard and in Chromium; other browsers pass it over. */
interface RecorderOptions extends MediaRecorderOptions {
  videoKeyFrameIntervalDuration: number;
}

export interface Recorder {
  /** Record, or go on recording. */
  run(): void;
  /** Whether what is said now is recorded: some browsers take a second or two to begin. */
  isRunning(): boolean;
  rest(): void;
  /** End for good; resolves when the last slice has been handed over. */
  stop(): Promise<void>;
  /** Recorded so far, seconds. */
  recorded_s(): number;
}

export type TakeSlice = (slice: Blob, recorded_s: number) => void;

export function createRecorder(stream: MediaStream, format: Format, take: TakeSlice): Recorder {
  const options: RecorderOptions = {
    mimeType: format.mimeType,
    videoBitsPerSecond: VIDEO_BITS_PER_S,
    audioBitsPerSecond: SOUND_BITS_PER_S,
    videoKeyFrameIntervalDuration: KEY_PICTURE_MS,
  };
  const media = new MediaRecorder(stream, options);
  let time = NOTHING_RECORDED;
  let hasBegun = false;
  const recorded_s = () => recordedSeconds(time, performance.now() / 1000);

  const isRunning = () => hasBegun && media.state === "recording";
  const count = () => {
    if (isRunning()) time = running(time, performance.now() / 1000);
  };

  media.addEventListener("start", () => {
    hasBegun = true;
    count();
  });
  media.addEventListener("dataavailable", ({ data }) => {
    if (data.size) take(data, recorded_s());
  });

  return {
    recorded_s,
    isRunning,
    run() {
      if (media.state === "inactive") media.start(SLICE_MS);
      else media.resume();
      count();
    },
    rest() {
      if (media.state !== "recording") return;
      media.pause();
      time = resting(time, performance.now() / 1000);
      media.requestData(); // what was said just now goes to the disk now, not with the next answer
    },
    stop() {
      time = resting(time, performance.now() / 1000);
      if (media.state === "inactive") return Promise.resolve();
      const ended = new Promise<void>((resolve) =>
        media.addEventListener("stop", () => resolve(), { once: true }),
      );
      media.stop();
      return ended;
    },
  };
}
