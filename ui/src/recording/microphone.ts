/** Listens to the microphone and tells its level. */
import { type Level, type Loudness, levelOf, loudness } from "./level";

const LOOK_EVERY_MS = 50;
const WINDOW_S = 3;

export type TellLevel = (level: Level, lately: Loudness) => void;

/** Tell the level twenty times a second; gives what ends it. */
export function listen(stream: MediaStream, tell: TellLevel): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  const samples = new Float32Array(analyser.fftSize);
  const lately: Level[] = [];
  context.createMediaStreamSource(new MediaStream(stream.getAudioTracks())).connect(analyser);

  const timer = setInterval(() => {
    if (context.state !== "running") return void context.resume();
    analyser.getFloatTimeDomainData(samples);
    lately.push(levelOf(samples));
    if (lately.length > (WINDOW_S * 1000) / LOOK_EVERY_MS) lately.shift();
    tell(lately.at(-1) ?? levelOf([]), loudness(lately));
  }, LOOK_EVERY_MS);

  return () => {
    clearInterval(timer);
    void context.close();
  };
}
