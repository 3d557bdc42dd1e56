/** Beyond this a date is a mistake, and one that no screen could show. */
const latest = Date.UTC(2200, 0);

/**
 * A time as suppliers write it, in epoch milliseconds; null where there is none. One without a zone is taken for UTC, like all the
 * others; a number is milliseconds.
 */
export function momentOf(value: unknown): number | null {
  const at = typeof value === 'string' ? read(value.trim()) : value;
  return typeof at === 'number' && at > 0 && at < latest ? at : null;
}

function read(text: string): number {
  const zoneless = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)$/.exec(text);
  return Date.parse(zoneless ? `${zoneless[1]}T${zoneless[2]}Z` : text);
}
