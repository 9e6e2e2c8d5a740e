/** Addresses as a person writes or pastes them: one a line, or between commas, semicolons or spaces. Pure. */
export function addressesIn(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter(Boolean))];
}
