import { parseActivationCode } from './activation-code.ts';
import type { ActivationCode } from './activation-code.ts';
import { parseAddress } from './address.ts';

/** What a message is that is nothing but one of these, typed, pasted, or read from a picture. */
export type Recognised =
  /** By its shape; whether it can be read is for the claim to say. A bearer secret. */
  | { readonly kind: 'installation_code'; readonly lpa: string }
  | { readonly kind: 'activation_code'; readonly code: ActivationCode }
  /** Meant as an activation code, and mistyped. */
  | { readonly kind: 'wrong_activation_code' }
  /** An ICCID: 18 to 20 digits that begin with 89 (ITU-T E.118). */
  | { readonly kind: 'card_number'; readonly iccid: string }
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'one_time_code'; readonly code: string }
  /** A link into this bot: its start payload. */
  | { readonly kind: 'link'; readonly payload: string };

/** Longer than an installation code or an e-mail address is none of them. */
const longest = 320;

/** Finds out what a text is; undefined for all that is talk. Nothing here is proved or acted on. */
export function recognise(text: string, botUsername: string): Recognised | undefined {
  const said = text.trim();
  if (said === '' || said.length > longest) return undefined;
  if (/^(?:LPA:)?1\$[^\s$]+\$\S*$/i.test(said)) return { kind: 'installation_code', lpa: said };
  const payload = startPayload(said, botUsername);
  if (payload !== undefined) return { kind: 'link', payload };
  const address = parseAddress(said);
  if (address !== undefined) return { kind: 'address', address };
  const digits = said.normalize('NFKC').replaceAll(/[\s\p{Pd}]/gu, '');
  if (/^89\d{16,18}$/.test(digits)) return { kind: 'card_number', iccid: digits };
  if (/^\d{6}$/.test(digits)) return { kind: 'one_time_code', code: digits };
  const code = parseActivationCode(said);
  if (code) return { kind: 'activation_code', code };
  return /^YY[\p{Pd}\s]/iu.test(said) && /^[\w\s\p{Pd}]+$/u.test(said)
    ? { kind: 'wrong_activation_code' }
    : undefined;
}

function startPayload(text: string, botUsername: string): string | undefined {
  const [, username, payload] =
    /^(?:https?:\/\/)?(?:t|telegram)\.me\/(\w+)\?start=([A-Za-z0-9_-]{1,64})$/i.exec(text) ?? [];
  return username?.toLowerCase() === botUsername.toLowerCase() ? payload : undefined;
}
