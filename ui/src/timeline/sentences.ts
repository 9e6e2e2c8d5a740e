/** Words into sentences, by the same rule as the server's evaluation, so that a quote is a sentence here too. */
import type { Word } from "./stretch";

const SENTENCE_END = /[.?!…]$/;
const PAUSE_S = 0.8;
/** Words; a recogniser that gives no punctuation would otherwise give one endless sentence. */
const LONGEST = 40;

export interface Sentence {
  /** Index of the first word in the transcript. */
  readonly first: number;
  readonly words: readonly Word[];
}

export interface Part {
  readonly start_s: number;
}

/** The sentences in order. A sentence never runs over the beginning of the next answer. */
export function sentences(words: readonly Word[], parts: readonly Part[] = []): Sentence[] {
  const found: { first: number; words: Word[] }[] = [];
  words.forEach((word, index) => {
    const open = found.at(-1);
    if (open && !ends(open.words, word) && partOf(parts, open.words.at(-1)) === partOf(parts, word)) {
      open.words.push(word);
    } else {
      found.push({ first: index, words: [word] });
    }
  });
  return found;
}

/** Index of the part that a word belongs to by its middle, -1 before the first. */
export function partOf(parts: readonly Part[], word: Word | undefined): number {
  if (!word) return -1;
  return parts.findLastIndex((part) => part.start_s <= (word.start_s + word.end_s) / 2);
}

function ends(sentence: readonly Word[], following: Word): boolean {
  const last = sentence.at(-1);
  if (!last) return false;
  return (
    SENTENCE_END.test(last.text) || following.start_s - last.end_s >= PAUSE_S || sentence.length >= LONGEST
  );
}
