/** Lists that the server tells in pages. */

export interface Page<T> {
  readonly results: readonly T[];
  readonly next?: string | null;
}

export interface Asked {
  readonly limit: number;
  /** Where the page begins; null at the beginning of the list. */
  readonly cursor: string | null;
}

const MOST_AT_ONCE = 1000;

/** One page after the other, from `cursor` on, until there are `least` or no more; then `next` is null. */
export async function gathered<T>(
  ask: (query: Asked) => Promise<Page<T>>,
  least = Infinity,
  cursor: string | null = null,
): Promise<{ results: T[]; next: string | null }> {
  const results: T[] = [];
  let next = cursor;
  do {
    const page = await ask({ limit: Math.min(least, MOST_AT_ONCE), cursor: next });
    results.push(...page.results);
    next = page.next ?? null;
  } while (next !== null && results.length < least);
  return { results, next };
}
