/** Which key does what in an interview, pure. No letters, so that speech input and screen readers keep theirs. */
import type { SessionEvent } from "../../recording/session";

export type Action = Exclude<SessionEvent["type"], "tick">;

const KEYS: Readonly<Record<string, readonly Action[]>> = {
  Enter: ["start", "begin", "stop", "next", "resume"],
  Escape: ["pause", "resume"],
  ArrowRight: ["skip"],
  ArrowLeft: ["repeat"],
};

/** What the key does now; undefined when it does nothing. */
export function actionOf(key: string, allowed: readonly Action[]): Action | undefined {
  return KEYS[key]?.find((action) => allowed.includes(action));
}
