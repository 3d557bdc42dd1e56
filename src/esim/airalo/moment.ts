/** "2025-11-18 13:40:21" without a zone is taken for UTC, which Airalo does not say; ISO dates say it themselves. Epoch milliseconds, or null. */
export function momentOf(text: string | null | undefined): number | null {
  if (!text) return null;
  const zoneless = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)$/.exec(text.trim());
  const at = Date.parse(zoneless ? `${zoneless[1]}T${zoneless[2]}Z` : text);
  return Number.isNaN(at) ? null : at;
}
