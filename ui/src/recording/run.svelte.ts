/** An interview under way: the session's clock, the recorder, and what is kept and sent of it. */
import type { Interview } from "../api/client";
import { type Journal, newJournal } from "../uploads/journal";
import { type Kept, keep } from "../uploads/kept";
import { leftAgain } from "../uploads/left.svelte";
import { type Sending, send } from "../uploads/sending.svelte";
import type { SliceStore } from "../uploads/store";
import type { Format } from "./format";
import { practisedIn } from "./practice";
import { type Recorder, createRecorder } from "./recorder";
import { type Mode, type Session, type SessionEvent, after, isRecording, newSession } from "./session";

const TICK_MS = 200;
/** A recorder that hands over nothing for so long never will. */
const EMPTY_S = 10;

export interface Equipment {
  readonly stream: MediaStream;
  readonly format: Format;
  readonly store: SliceStore;
}

export class Run {
  session: Session = $state.raw(newSession([], "practice"));
  /** Recorded and kept on this device, seconds. */
  saved_s = $state(0);
  isOnDisk = $state(true);
  /** An answer is to be recorded, and the browser's recorder has not begun yet. */
  isStarting = $state(false);
  /** A device went away in the middle. */
  isCutOff = $state(false);
  /** The browser's recorder runs and hands over nothing. */
  isEmpty = $state(false);
  /** Everything is written; what remains is to send it. */
  isKept = $state(false);
  readonly record_id: string;

  readonly #kept: Kept;
  readonly #sending: Sending;
  readonly #recorder: Recorder;
  readonly #timer: ReturnType<typeof setInterval>;
  #ticked_ms = performance.now();

  constructor(interview: Interview, mode: Mode, { stream, format, store }: Equipment) {
    const journal: Journal = newJournal(practisedIn(interview), mode, format);
    this.session = newSession(interview.questions, mode);
    this.record_id = journal.record_id;
    this.#kept = keep(store, journal);
    this.#sending = send(this.#kept);
    this.#recorder = createRecorder(stream, format, (slice, recorded_s) => void this.#add(slice, recorded_s));
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    this.isOnDisk = store.lasts;
    for (const track of stream.getTracks()) track.addEventListener("ended", () => this.#cutOff());
  }

  dispatch(event: SessionEvent): void {
    const before = this.session;
    const now = (this.session = after(before, event));
    if (now.takes > before.takes) this.#mark(now);
    if (now.phase === "finished") void this.#end(before);
    else if (isRecording(now)) this.#recorder.run();
    else this.#recorder.rest();
  }

  /** The reader goes elsewhere: what was said is written down and can be finished later. */
  async leave(): Promise<void> {
    clearInterval(this.#timer);
    if (this.session.phase === "finished") return;
    await this.#recorder.stop();
    this.#sending.stop();
    leftAgain();
  }

  /** The clock of an answer stands still until its first word would be recorded. */
  #tick(): void {
    const now_ms = performance.now();
    this.isStarting = isRecording(this.session) && !this.#recorder.isRunning();
    if (!this.isStarting) this.dispatch({ type: "tick", seconds: (now_ms - this.#ticked_ms) / 1000 });
    this.#ticked_ms = now_ms;
    if (!this.saved_s && this.#recorder.recorded_s() > EMPTY_S) this.#giveUp();
  }

  #giveUp(): void {
    this.isEmpty = true;
    this.dispatch({ type: "finish" });
  }

  #mark({ questions, index }: Session): void {
    const question_id = questions[index]?.id ?? "";
    void this.#kept.mark({ question_id, start_s: this.#recorder.recorded_s() });
  }

  async #add(slice: Blob, recorded_s: number): Promise<void> {
    this.isEmpty = false;
    await this.#kept.add(slice, recorded_s);
    this.saved_s = recorded_s;
    this.isOnDisk = this.#kept.isOnDisk;
  }

  async #end(before: Session): Promise<void> {
    if (before.phase === "finished") return;
    clearInterval(this.#timer);
    await this.#recorder.stop();
    if (this.session.takes && !this.isEmpty) await this.#kept.finish();
    else await this.#discard();
    this.isKept = true;
  }

  async #discard(): Promise<void> {
    this.#sending.stop();
    await this.#kept.forget();
  }

  #cutOff(): void {
    if (this.session.phase === "finished") return;
    this.isCutOff = true;
    this.dispatch({ type: "finish" });
  }
}
