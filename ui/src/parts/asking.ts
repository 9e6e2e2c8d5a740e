/** Whether consent is to be asked before anything is recorded. */
export interface Consented {
  readonly holds: boolean;
}

/** Not where the server does not know of consent, and not again while it holds. */
export function isToBeAsked(state: Consented | undefined): boolean {
  return state !== undefined && !state.holds;
}
