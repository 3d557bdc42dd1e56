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

/** Ids of the shop's: by chance their letters may look like a code. */
const ID = /(\b(?:attempt|order|card|payment|refund)_[\w-]{22}(?![\w-]))/;
/** What may stand between the characters of a code as people type it. */
const gap = String.raw`[\s\p{Pd}+]*`;
const MASKS: readonly [RegExp, string][] = [
  [/(LPA:)?\b1\$[^\s"'<&]+/gi, 'LPA:1$…'],
  [/<code>[^<]*<\/code>/g, '<code>…</code>'],
  [/\b\d+:[\w-]{7,}/g, '…:…'],
  [/(?<![a-z])(act|claim|give|paid|share)_[\w-]{12,}/g, '$1_…'],
  [/[^\s@<>:"]+@[\w-]+(\.[\w-]+)+/g, '…@…'],
  [new RegExp(`^${gap}(\\d${gap}){6}$`, 'u'), '……'],
  // An activation code, also with a character too few or too many.
  [new RegExp(`(?<![a-z])YY(${gap}[0-9A-Z]){8,13}`, 'giu'), 'YY-…'],
  // One without its mark: three times four letters and digits.
  [
    new RegExp(
      `(?<![0-9a-z])(?=([a-z]${gap})+\\d|(\\d${gap})+[a-z])[0-9a-z]{4}(${gap}[0-9a-z]{4}){2}(?![0-9a-z])`,
      'giu',
    ),
    'YY-…',
  ],
];

/** Wide characters and the escapes of a link hide nothing. */
function plain(text: string): string {
  const once = text
    .normalize('NFKC')
    .replace(/%([2-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return once === text ? text : plain(once);
}

function masked(text: string): string {
  const read = plain(text);
  const seen = read
    .split(ID)
    .map((part, index) =>
      index % 2 === 1 ? part : MASKS.reduce((rest, [secret, mask]) => rest.replace(secret, mask), part),
    )
    .join('');
  return seen === read ? text : seen;
}

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
