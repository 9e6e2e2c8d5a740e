/** What went wrong in a call to the server, in the reader's language as far as it is known there. */
import { ApiError } from "../api/error";
import { m } from "../paraglide/messages.js";

const GONE = 410;

export function failureOf(error: unknown): string {
  if (!(error instanceof ApiError) || error.status === 0) return m.error_offline();
  if (error.status === GONE) return m.error_gone();
  return error.message || m.error_server({ status: error.status });
}
