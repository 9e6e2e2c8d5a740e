/** Looks at the live picture and tells how well lit it is. */
import { type Light, lightOf, meanLuma } from "./light";

const LOOK_EVERY_MS = 1000;
const WIDTH = 64;
const HEIGHT = 36;

/** Tell the light once a second; gives what ends it. */
export function watch(video: HTMLVideoElement, tell: (light: Light) => void): () => void {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT).getContext("2d", { willReadFrequently: true });
  const timer = setInterval(() => {
    if (!canvas || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    canvas.drawImage(video, 0, 0, WIDTH, HEIGHT);
    tell(lightOf(meanLuma(canvas.getImageData(0, 0, WIDTH, HEIGHT).data)));
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
