import { parse } from 'csv-parse/sync';
import { parseAddress } from '../domain/address.ts';
import type { ListMistake, SoldCard } from '../domain/sold-card.ts';

const mostRows = 20_000;
const columns = ['iccid', 'email', 'order'] as const;
const longestOrder = 64;

/** A row and the line on which it ends. */
interface Line {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * Reads a seller's list (CSV with the columns iccid, email and order in any order, separated by commas or semicolons, UTF-8). Checked
 * whole: either all rows, or every mistake with its line.
 */
export function readSoldCards(
  bytes: Uint8Array,
): { kind: 'rows'; rows: readonly SoldCard[] } | { kind: 'mistakes'; mistakes: readonly ListMistake[] } {
  const [header, ...lines] = linesOf(bytes) ?? [];
  if (!header) return { kind: 'mistakes', mistakes: [{ kind: 'not_a_table' }] };
  const names = header.record.map((name) => name.toLowerCase().replaceAll(/[^a-z]/g, ''));
  const missing = columns.filter((column) => !names.includes(column));
  if (missing.length > 0)
    return { kind: 'mistakes', mistakes: missing.map((column) => ({ kind: 'no_column', column })) };
  if (lines.length === 0) return { kind: 'mistakes', mistakes: [{ kind: 'empty' }] };
  if (lines.length > mostRows) return { kind: 'mistakes', mistakes: [{ kind: 'too_many_rows' }] };

  const rows = new Map<string, SoldCard>();
  const mistakes: ListMistake[] = [];
  for (const { record, info } of lines) {
    const line = info.lines;
    const [iccid = '', typed = '', order = ''] = columns.map((column) => record[names.indexOf(column)] ?? '');
    const email = parseAddress(typed);
    if (record.length !== names.length) mistakes.push({ kind: 'fields', line });
    else if (!/^89\d{16,18}$/.test(iccid)) mistakes.push({ kind: 'iccid', line });
    else if (email === undefined) mistakes.push({ kind: 'email', line });
    else if (order.length > longestOrder) mistakes.push({ kind: 'order', line });
    else if (rows.has(iccid)) mistakes.push({ kind: 'twice', line });
    else rows.set(iccid, { iccid, email, order });
  }
  return mistakes.length > 0 ? { kind: 'mistakes', mistakes } : { kind: 'rows', rows: [...rows.values()] };
}

/** undefined for what is no CSV at all. */
function linesOf(bytes: Uint8Array): readonly Line[] | undefined {
  const text = Buffer.from(bytes).toString('utf8');
  if (text.includes('\0')) return undefined;
  const [first = ''] = text.split(/\r?\n/, 1);
  try {
    return parse(text, {
      bom: true,
      delimiter: first.includes(';') ? ';' : ',',
      relaxColumnCount: true,
      skipEmptyLines: true,
      trim: true,
      info: true,
    }) as unknown as readonly Line[];
  } catch {
    return undefined;
  }
}
