/** Where in the recording a quote was said. */
import type { Stretch, Word } from "./stretch";

/**
 * The stretch of the first words that are the quote's, between two moments; undefined when they are not there. Case and
 * punctuation do not count.
 */
export function quoted(
  words: readonly Word[],
  quote: string,
  from_s = 0,
  to_s = Infinity,
): Stretch | undefined {
  const wanted = quote.split(/\s+/).map(bare).filter(Boolean);
  const inside = words.filter((word) => word.end_s > from_s && word.start_s < to_s && bare(word.text));
  const said = inside.map((word) => bare(word.text));
  const at = said.findIndex((_, index) => wanted.every((text, offset) => said[index + offset] === text));
  const [first, last] = [inside[at], inside[at + wanted.length - 1]];
  return wanted.length && first && last ? { start_s: first.start_s, end_s: last.end_s } : undefined;
}

function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}
