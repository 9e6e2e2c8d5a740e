/** Why it was refused, in the reader's language. */
import { ApiError } from "../api/error";
import { m } from "../paraglide/messages.js";
import { failureOf } from "../parts/failure";

/** What a status means where it was met. */
export type Meanings = Readonly<Record<number, () => string>>;

export function refusal(error: unknown, meanings: Meanings): string {
  if (!(error instanceof ApiError)) return failureOf(error);
  if (error.status === 429) return waitOf(error.wait_s);
  if (error.code === "weak_password") return m.account_password_weak();
  return meanings[error.status]?.() ?? failureOf(error);
}

function waitOf(wait_s: number): string {
  if (!wait_s) return m.account_wait();
  return wait_s < 60
    ? m.account_wait_seconds({ seconds: Math.ceil(wait_s) })
    : m.account_wait_minutes({ minutes: Math.ceil(wait_s / 60) });
}
