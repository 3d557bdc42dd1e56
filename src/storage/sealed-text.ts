import type { Vault } from './vault.ts';

/** No JSON begins so: what stands without it was written before these texts were sealed. */
const mark = 'sealed:';

/** Where a sealed text lies: the row that it belongs to, which need not be its number. */
export function textPlace(table: 'inbox' | 'conversations', id: string): string {
  return `${table}:${id}`;
}

/** Seals a text for a text column. The same text in the same place and under the same key reads the same every time. */
export function sealText(vault: Vault, text: string, place: string): string {
  return mark + Buffer.from(vault.seal(text, place)).toString('base64');
}

/** Opens what `sealText` sealed; a text that was never sealed is answered as it is. */
export function openText(vault: Vault, stored: string, place: string): string {
  if (!stored.startsWith(mark)) return stored;
  return vault.open(Buffer.from(stored.slice(mark.length), 'base64'), place);
}
