/** One line of what went over the wire between bot and box, with nothing secret in it. */
export interface WireEntry {
  at: number;
  direction: 'to_telegram' | 'to_bot';
  method: string;
  params: unknown;
  status: number;
  description?: string;
}
export interface Wire {
  add(entry: WireEntry): void;
  entries(): WireEntry[];
}

const KEPT = 200;
const SECRET_KEYS = new Set(['provider_token', 'secret_token', 'copy_text', 'certificate', 'provider_data']);

const masked = (text: string) =>
  text
    .replace(/LPA:1\$[^\s"'<]*/gi, 'LPA:1$…')
    .replace(/<code>[^<]*<\/code>/g, '<code>…</code>')
    .replace(/\b\d+:[\w-]{7,}/g, '…:…')
    .replace(/\bYY(-[0-9A-Z]{4}){3}\b/gi, 'YY-…');

function shown(value: unknown): unknown {
  if (typeof value === 'string') return readable(value);
  if (value instanceof Uint8Array) return `(${value.byteLength} bytes)`;
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== 'object' || value === null) return value;
  if (isCode(value)) return { ...value, text: '…' };
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, SECRET_KEYS.has(k) ? '…' : shown(v)]));
}

const isCode = (value: object) => 'type' in value && 'text' in value && value.type === 'code';

/** Forms carry nested objects as JSON text: those are masked by key like any other. */
function readable(text: string): unknown {
  if (/^\s*[[{]/.test(text)) {
    try {
      return shown(JSON.parse(text));
    } catch {
      // Not JSON after all.
    }
  }
  return masked(text);
}

/** A ring of the last 200 calls and updates; installation codes, tokens and file contents are masked on the way in. */
export function createWire({ onAdd }: { onAdd: (entry: WireEntry) => void }): Wire {
  const ring: WireEntry[] = [];
  return {
    add(entry) {
      const clean = { ...entry, params: shown(entry.params) };
      ring.push(clean);
      if (ring.length > KEPT) ring.shift();
      onAdd(clean);
    },
    entries: () => [...ring],
  };
}
