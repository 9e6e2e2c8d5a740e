/** In which format this browser records, pure but for the question to the browser. */
export interface Format {
  readonly mimeType: string;
  /** Ending of the file, as the server knows it. */
  readonly ending: ".webm" | ".mp4" | ".m4a" | ".ogg";
}

/** VP8 before VP9: on a weak machine its encoder keeps up with 720p beside everything else. */
const WITH_PICTURE: readonly Format[] = [
  { mimeType: "video/webm;codecs=vp8,opus", ending: ".webm" },
  { mimeType: "video/webm;codecs=vp9,opus", ending: ".webm" },
  { mimeType: "video/webm", ending: ".webm" },
  { mimeType: "video/mp4;codecs=avc1.42E01F,mp4a.40.2", ending: ".mp4" },
  { mimeType: "video/mp4", ending: ".mp4" },
];

const SOUND_ONLY: readonly Format[] = [
  { mimeType: "audio/webm;codecs=opus", ending: ".webm" },
  { mimeType: "audio/webm", ending: ".webm" },
  { mimeType: "audio/mp4", ending: ".m4a" },
  { mimeType: "audio/ogg;codecs=opus", ending: ".ogg" },
];

export const VIDEO_BITS_PER_S = 2_500_000;
export const SOUND_BITS_PER_S = 128_000;

/** The first format that this browser can record; undefined when there is none. */
export function negotiate(
  withPicture: boolean,
  supported: (mimeType: string) => boolean,
): Format | undefined {
  return (withPicture ? WITH_PICTURE : SOUND_ONLY).find(({ mimeType }) => supported(mimeType));
}
