/** One line of what went over the wire between bot and box, with nothing secret in it. */
export interface WireEntry {
  at: number;
  direction: 'to_telegram' | 'to_bot' | 'to_stripe';
  method: string;
  params: unknown;
  status: number;
  description?: string;
}
export type Wire = ReturnType<typeof createWire>;

const KEPT = 200;
const SECRET_KEYS = new Set(['provider_token', 'secret_token', 'copy_text', 'certificate', 'provider_data']);

const masked = (text: string) =>
  text
    .replace(/LPA:1\$[^\s"'<]*/gi, 'LPA:1$…')
    .replace(/<code>[^<]*<\/code>/g, '<code>…</code>')
    .replace(/\b\d+:[\w-]{7,}/g, '…:…')
    .replace(/(?<![a-z])(act|claim|give|paid|share)_[\w-]{12,}/g, '$1_…')
    .replace(/[^\s@<>:"]+@[\w-]+(\.[\w-]+)+/g, '…@…')
    .replace(/^\s*\d{6}\s*$/, '……')
    .replace(/YY(-[0-9A-Z]{4}){3}|\bYY[0-9A-Z]{12}\b/gi, 'YY-…');

/** Forms carry nested objects as JSON text: those are masked by key like any other. */
function shown(value: unknown): unknown {
  if (typeof value === 'string') {
    try {
      return /^\s*[[{]/.test(value) ? shown(JSON.parse(value)) : masked(value);
    } catch {
      return masked(value);
    }
  }
  if (value instanceof Uint8Array) return `(${value.byteLength} bytes)`;
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, SECRET_KEYS.has(k) ? '…' : shown(v)]));
}

/** A ring of the last 200 calls and updates; codes, tokens, addresses and file contents are masked on the way in. */
export function createWire({ onAdd }: { onAdd: (entry: WireEntry) => void }) {
  const ring: WireEntry[] = [];
  return {
    add(entry: WireEntry) {
      const clean = { ...entry, params: shown(entry.params) };
      ring.push(clean);
      if (ring.length > KEPT) ring.shift();
      onAdd(clean);
    },
    entries: () => [...ring],
  };
}
