/** Talking back about one answer's feedback, pure: what was asked, and what was replied. */
import type { Schemas } from "../../api/client";

export type Reply = Schemas["CoachReply"];

export interface Turn {
  readonly asked: string;
  /** None while it is waited for, or when it failed. */
  readonly reply: Reply | undefined;
  readonly error: unknown;
}

export type Conversation = readonly Turn[];

/** What an empty question would be is not asked; the server wants two letters at least. */
export const SHORTEST = 2;
export const LONGEST = 1000;

export function isWaiting(turns: Conversation): boolean {
  const last = turns.at(-1);
  return last !== undefined && !last.reply && !last.error;
}

/** One question at a time: while a reply is waited for, nothing is asked. */
export function withQuestion(turns: Conversation, text: string): Conversation {
  const asked = text.trim();
  if (asked.length < SHORTEST || isWaiting(turns)) return turns;
  return [...turns, { asked, reply: undefined, error: undefined }];
}

export function withReply(turns: Conversation, reply: Reply): Conversation {
  return turns.map((turn, index) => (index === turns.length - 1 ? { ...turn, reply } : turn));
}

export function withError(turns: Conversation, error: unknown): Conversation {
  return turns.map((turn, index) => (index === turns.length - 1 ? { ...turn, error } : turn));
}

/** The paragraphs and the points ("- …") of a reply. */
export function linesOf({ text }: Reply): readonly { readonly text: string; readonly isPoint: boolean }[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => ({ text: line.replace(/^- /, ""), isPoint: line.startsWith("- ") }));
}
