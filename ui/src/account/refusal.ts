/** Why it was refused, in the reader's language. */
import { ApiError } from "../api/error";
import { m } from "../paraglide/messages.js";

/** What a status means where it was met. */
export type Meanings = Readonly<Record<number, () => string>>;

export function refusal(error: unknown, meanings: Meanings): string {
  if (!(error instanceof ApiError) || error.status === 0) return m.error_offline();
  if (error.status === 429) return waitOf(error.wait_s);
  if (error.code === "weak_password") return m.account_password_weak();
  return meanings[error.status]?.() ?? (error.message || m.error_server({ status: error.status }));
}

function waitOf(wait_s: number): string {
  if (!wait_s) return m.account_wait();
  return wait_s < 60
    ? m.account_wait_seconds({ seconds: Math.ceil(wait_s) })
    : m.account_wait_minutes({ minutes: Math.ceil(wait_s / 60) });
}
