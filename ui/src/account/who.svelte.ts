/** Who has signed in, where the server has accounts; elsewhere nobody needs to. */
import type { components } from "../api/schema";

export type Session = components["schemas"]["Session"];
export type Me = components["schemas"]["Me"];

// Each by itself: what depends on one is not done anew when another changes.
let hasAccounts = $state(false);
let me = $state.raw<Me | null>(null);
let isOver = $state(false);
let waiting: (() => void)[] = [];

export const who = {
  /** Whether people sign in here. */
  get hasAccounts(): boolean {
    return hasAccounts;
  },
  /** Who has signed in; still there when the session is over, so that they can go on. */
  get me(): Me | null {
    return me;
  },
  /** Whether the server asked for a sign-in while the page was in use. */
  get isOver(): boolean {
    return isOver;
  },
  get isMentor(): boolean {
    return me?.role === "mentor" || me?.role === "administrator";
  },
};

/** What the server says at the start. */
export function learn(found: Session): void {
  [hasAccounts, me] = [found.accounts, found.me];
}

/** The session is over: resolves when somebody has signed in. */
export function untilSignedIn(): Promise<void> {
  [hasAccounts, isOver] = [true, true];
  return new Promise((resolve) => waiting.push(resolve));
}

/** What waited goes on; whoever else signs in gets a page that knows nothing of who was there before. */
export function enter(found: Me): void {
  if (me && me.id !== found.id) {
    location.reload();
    return;
  }
  me ??= found;
  isOver = false;
  const all = waiting;
  waiting = [];
  for (const goOn of all) goOn();
}

/** Whether the record is the reader's own: everyone's is where there are no accounts. */
export function owns({ email }: { email?: string | null }): boolean {
  if (!hasAccounts) return true;
  return me !== null && email?.toLowerCase() === me.email.toLowerCase();
}
