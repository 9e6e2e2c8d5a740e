/**
 * The course of an interview, pure: which question is on, in which phase, and how much time is left.
 *
 *   ready ─start─► prepare ─(time, begin)─► answer ─(time, stop)─► after ─next─► prepare … ─► finished
 *
 * In real mode there is no phase `after` and no pause: the next question follows at once.
 */
export type Mode = "practice" | "real";
export type Phase = "ready" | "prepare" | "answer" | "after" | "finished";
export type Outcome = "open" | "answered" | "skipped";

export interface Asked {
  readonly id: string;
  readonly preparation_s: number;
  readonly answer_s: number;
}

export interface Session {
  readonly mode: Mode;
  readonly questions: readonly Asked[];
  readonly phase: Phase;
  /** Index of the question that is on. */
  readonly index: number;
  /** Time left in `prepare` and `answer`, seconds. */
  readonly left_s: number;
  /** Time spent in this phase, seconds. */
  readonly spent_s: number;
  readonly paused: boolean;
  /** Everything recorded so far, seconds. */
  readonly recorded_s: number;
  /** How often an answer has begun: each one makes a mark in the recording. */
  readonly takes: number;
  readonly outcomes: readonly Outcome[];
}

export type SessionEvent =
  | { readonly type: "tick"; readonly seconds: number }
  | {
      readonly type: "start" | "begin" | "stop" | "next" | "repeat" | "skip" | "pause" | "resume" | "finish";
    };

/** Longest recording of one interview, seconds. */
export const LONGEST_S = 30 * 60;
/** A key pressed just as the answer began was meant for what came before. */
export const SETTLE_S = 1;

export function newSession(questions: readonly Asked[], mode: Mode): Session {
  return {
    mode,
    questions,
    phase: "ready",
    index: 0,
    left_s: 0,
    spent_s: 0,
    paused: false,
    recorded_s: 0,
    takes: 0,
    outcomes: questions.map(() => "open"),
  };
}

/** The session after an event; an event that is not allowed now changes nothing. */
export function after(session: Session, event: SessionEvent): Session {
  if (event.type === "tick") return ticked(session, event.seconds);
  return allowed(session).includes(event.type) ? REACTIONS[event.type](session) : session;
}

type Action = Exclude<SessionEvent["type"], "tick">;

/** What a candidate may do now. */
export function allowed(session: Session): readonly Action[] {
  if (session.phase === "ready") return session.questions.length ? ["start"] : [];
  if (session.phase === "finished") return [];
  if (session.paused) return ["resume", "finish"];
  return [...ALLOWED[session.phase](session), ...mayPause(session), "finish"];
}

const ALLOWED: Record<"prepare" | "answer" | "after", (session: Session) => Action[]> = {
  prepare: () => ["begin", "skip"],
  answer: ({ spent_s }) => (spent_s < SETTLE_S ? [] : ["stop", "repeat"]),
  after: () => ["next", "repeat"],
};

function mayPause({ mode, phase }: Session): Action[] {
  return mode === "practice" && phase !== "after" ? ["pause"] : [];
}

const REACTIONS: Record<Action, (session: Session) => Session> = {
  start: (session) => shown(session, 0),
  begin: answering,
  stop: answered,
  next: (session) => shown(session, session.index + 1),
  repeat: (session) => shown(session, session.index),
  skip: (session) => shown(withOutcome(session, "skipped"), session.index + 1),
  pause: (session) => ({ ...session, paused: true }),
  resume: (session) => ({ ...session, paused: false }),
  finish: (session) =>
    entered(session.phase === "answer" ? withOutcome(session, "answered") : session, "finished", 0),
};

function ticked(session: Session, seconds: number): Session {
  if (session.paused || (session.phase !== "prepare" && session.phase !== "answer")) return session;
  const passed = Math.min(seconds, session.left_s);
  const now = {
    ...session,
    left_s: session.left_s - passed,
    spent_s: session.spent_s + passed,
    recorded_s: session.recorded_s + (session.phase === "answer" ? passed : 0),
  };
  if (now.left_s > 0) return now;
  return session.phase === "prepare" ? answering(now) : answered(now);
}

/** Question `index` is on, or the interview is over. */
function shown(session: Session, index: number): Session {
  const question = session.questions[index];
  if (!question || session.recorded_s >= LONGEST_S) return entered(session, "finished", 0);
  const on = { ...session, index };
  return question.preparation_s > 0 ? entered(on, "prepare", question.preparation_s) : answering(on);
}

function answering(session: Session): Session {
  const most_s = Math.min(session.questions[session.index]?.answer_s ?? 0, LONGEST_S - session.recorded_s);
  return { ...entered(session, "answer", most_s), takes: session.takes + 1 };
}

function answered(session: Session): Session {
  const done = withOutcome(session, "answered");
  return session.mode === "practice" ? entered(done, "after", 0) : shown(done, done.index + 1);
}

function entered(session: Session, phase: Phase, left_s: number): Session {
  return { ...session, phase, left_s, spent_s: 0, paused: false };
}

function withOutcome(session: Session, outcome: Outcome): Session {
  const outcomes = session.outcomes.map((before, index) => (index === session.index ? outcome : before));
  return { ...session, outcomes };
}

/** Whether the recorder runs. */
export function isRecording({ phase, paused }: Session): boolean {
  return phase === "answer" && !paused;
}

/** Whether the interview's last question is on. */
export function isLast({ index, questions }: Session): boolean {
  return index === questions.length - 1;
}
