/** Who has signed in, where the server has accounts; elsewhere nobody needs to. */
import type { components } from "../api/schema";

export type Session = components["schemas"]["Session"];
export type Me = components["schemas"]["Me"];

let session = $state.raw<Session>({ accounts: false, me: null });
let isOver = $state(false);
let waiting: (() => void)[] = [];

export const who = {
  /** Whether people sign in here. */
  get hasAccounts(): boolean {
    return session.accounts;
  },
  /** Who has signed in; still there when the session is over, so that they can go on. */
  get me(): Me | null {
    return session.me;
  },
  /** Whether the server asked for a sign-in while the page was in use. */
  get isOver(): boolean {
    return isOver;
  },
  get isMentor(): boolean {
    return session.me?.role === "mentor" || session.me?.role === "administrator";
  },
};

/** What the server says at the start. */
export function learn(found: Session): void {
  session = found;
}

/** The session is over: resolves when somebody has signed in. */
export function untilSignedIn(): Promise<void> {
  session = { ...session, accounts: true };
  isOver = true;
  return new Promise((resolve) => waiting.push(resolve));
}

/** What waited goes on; whoever else signs in gets a page that knows nothing of who was there before. */
export function enter(me: Me): void {
  if (session.me && session.me.id !== me.id) {
    location.reload();
    return;
  }
  session = { accounts: true, me };
  isOver = false;
  const all = waiting;
  waiting = [];
  for (const goOn of all) goOn();
}

/** Whether the record is the reader's own: everyone's is where there are no accounts. */
export function owns({ email }: { email?: string | null }): boolean {
  return !session.accounts || email?.toLowerCase() === session.me?.email.toLowerCase();
}
