/** The server's refusal or the lack of an answer, with the sentence that the server gave. */
export class ApiError extends Error {
  constructor(
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    message: string,
    /** Seconds after which it may be tried again; 0 where the server does not say. */
    readonly wait_s = 0,
    /** What a program may go by; empty where the server gives none. */
    readonly code = "",
  ) {
    super(message);
  }
}
