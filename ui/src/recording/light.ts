/** How well lit the picture is, pure. Luma by ITU-R BT.709, 0 black to 255 white. */
export type Light = "dark" | "good" | "bright";

export const DARK_LUMA = 50;
export const BRIGHT_LUMA = 210;

/** Mean luma of RGBA pixels, as a canvas gives them; 0 for no pixels. */
export function meanLuma(rgba: ArrayLike<number>): number {
  const pixels = Math.floor(rgba.length / 4);
  let sum = 0;
  for (let n = 0; n < pixels * 4; n += 4)
    sum += 0.2126 * (rgba[n] ?? 0) + 0.7152 * (rgba[n + 1] ?? 0) + 0.0722 * (rgba[n + 2] ?? 0);
  return pixels ? sum / pixels : 0;
}

export function lightOf(luma: number): Light {
  if (luma < DARK_LUMA) return "dark";
  return luma > BRIGHT_LUMA ? "bright" : "good";
}
