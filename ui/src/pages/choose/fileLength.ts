/** How long a video or sound file is. */
const WITHIN_MS = 5000;
/** What a browser recorded tells no length until someone has gone to its end. */
const FAR_S = 1e7;

/** Seconds, or undefined when this browser cannot tell. */
export async function lengthOf(file: File): Promise<number | undefined> {
  const media = document.createElement("video");
  media.preload = "metadata";
  media.src = URL.createObjectURL(file);
  try {
    await once(media, "loadedmetadata");
    if (!Number.isFinite(media.duration)) {
      media.currentTime = FAR_S;
      await once(media, "durationchange");
    }
    return Number.isFinite(media.duration) ? media.duration : undefined;
  } catch {
    return undefined;
  } finally {
    URL.revokeObjectURL(media.src);
    media.removeAttribute("src");
  }
}

function once(media: HTMLMediaElement, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    media.addEventListener(event, () => resolve(), { once: true });
    media.addEventListener("error", () => reject(media.error), { once: true });
    setTimeout(() => reject(new Error("no answer")), WITHIN_MS);
  });
}
