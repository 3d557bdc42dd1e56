import { parseActivationCode } from './activation-code.ts';
import type { ActivationCode } from './activation-code.ts';
import { parseAddress } from './address.ts';

/** What a message is, or holds among its words: typed, pasted, forwarded, or read from a picture. */
export type Recognised =
  /** By its shape; whether it can be read is for the claim to say. A bearer secret. */
  | { readonly kind: 'installation_code'; readonly lpa: string }
  | { readonly kind: 'activation_code'; readonly code: ActivationCode }
  /** Meant as an activation code, and mistyped. */
  | { readonly kind: 'wrong_activation_code' }
  /** An ICCID: 18 to 20 digits that begin with 89 (ITU-T E.118). */
  | { readonly kind: 'card_number'; readonly iccid: string }
  | { readonly kind: 'address'; readonly address: string }
  /** `alone`: the message is nothing else; among words, six digits mean a code only to who waits for one. */
  | { readonly kind: 'one_time_code'; readonly code: string; readonly alone: boolean }
  /** A link into this bot: its start payload. */
  | { readonly kind: 'link'; readonly payload: string };

/** Longer than an installation code or an e-mail address is none of them. */
const longest = 320;
/** A message in Telegram is no longer. */
const longestMessage = 4096;

/** Finds out what a text is, or what one code or link is in it; undefined for all that is talk. Nothing here is proved or acted on. */
export function recognise(text: string, botUsername: string): Recognised | undefined {
  const said = text.trim();
  if (said === '' || said.length > longestMessage) return undefined;
  const whole = said.length > longest ? undefined : wholeText(said, botUsername);
  const what = whole ?? amongWords(said.normalize('NFKC'), botUsername);
  if (what) return what;
  const isMeant = /^YY[\p{Pd}\s]/iu.test(said) && /^[\w\s\p{Pd}]+$/u.test(said) && said.length <= longest;
  return isMeant ? { kind: 'wrong_activation_code' } : undefined;
}

function wholeText(said: string, botUsername: string): Recognised | undefined {
  if (/^(?:LPA:)?1\$[^\s$]+\$\S*$/i.test(said)) return { kind: 'installation_code', lpa: said };
  const [link] = linksIn(said, botUsername);
  if (link?.text === said) return link.what;
  const address = parseAddress(said);
  if (address !== undefined) return { kind: 'address', address };
  const digits = said.normalize('NFKC').replaceAll(/[\s\p{Pd}]/gu, '');
  if (/^89\d{16,18}$/.test(digits)) return { kind: 'card_number', iccid: digits };
  if (/^\d{6}$/.test(digits)) return { kind: 'one_time_code', code: digits, alone: true };
  const code = parseActivationCode(said);
  return code && { kind: 'activation_code', code };
}

/** The one code or link in a text. Of several different ones nobody can tell which is meant. */
function amongWords(said: string, botUsername: string): Recognised | undefined {
  const found = [...installationCodesIn(said), ...linksIn(said, botUsername), ...activationCodesIn(said)];
  const different = new Map(found.map(({ what }) => [JSON.stringify(what).toUpperCase(), what]));
  if (different.size > 0) return different.size === 1 ? found[0]?.what : undefined;
  const digits = new Set(said.match(/(?<![\d.,])\d{6}(?![\d]|[.,]\d)/g));
  const [code] = digits;
  return code !== undefined && digits.size === 1 ? { kind: 'one_time_code', code, alone: false } : undefined;
}

interface Found {
  readonly text: string;
  readonly what: Recognised;
}

/** In the characters of SGP.22 alone, so that a sentence's own stop is no part of it; without `LPA:` only where a server's name follows. */
function installationCodesIn(said: string): Found[] {
  const code =
    /(?<![\w$])(?:LPA:1\$[a-z0-9.-]+|1\$[a-z0-9-]+(?:\.[a-z0-9-]+)+)\$[a-z0-9-]*(?:\$[\d.]*(?:\$1)?)?/gi;
  return Array.from(said.matchAll(code), ([text]) => ({
    text,
    what: { kind: 'installation_code', lpa: text } as const,
  }));
}

function linksIn(said: string, botUsername: string): Found[] {
  const link = /(?<![\w./@-])(?:https?:\/\/)?(?:t|telegram)\.me\/(\w+)\?start=([\w-]{1,64})(?![\w&=-])/gi;
  return Array.from(said.matchAll(link)).flatMap(([text, username, payload = '']) =>
    username?.toLowerCase() === botUsername.toLowerCase()
      ? [{ text, what: { kind: 'link', payload } as const }]
      : [],
  );
}

/** With its mark and three groups of four; one that is mistyped is told only where the groups are held together. */
function activationCodesIn(said: string): Found[] {
  const shape = /(?<![\w/=-])YY(?:[\p{Pd}\s]?[0-9A-Z]{4}){3}(?![\w-])/giu;
  return Array.from(said.matchAll(shape)).flatMap(([text]): Found[] => {
    const code = parseActivationCode(text);
    if (code) return [{ text, what: { kind: 'activation_code', code } }];
    return /^YY(?:\p{Pd}\w{4}){3}$/iu.test(text) ? [{ text, what: { kind: 'wrong_activation_code' } }] : [];
  });
}
