import { createHash } from 'node:crypto';
import type { ProfileRef } from '../../domain/card.ts';

/** 89 = telecom, 999 = a country code that nobody has. */
const issuer = '8999900';
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export interface Identity {
  readonly ref: ProfileRef;
  readonly lpa: string;
}

/**
 * The names of a profile, always the same for a seed; `.invalid` never resolves, so no phone can install it. `ending` fixes the last
 * four digits of the ICCID. Another `attempt` gives another ICCID, for the case that one is taken.
 */
export function identityOf(
  seed: string,
  { ending, attempt = 0 }: { ending?: string; attempt?: number } = {},
): Identity {
  const digest = createHash('sha256').update(seed).digest();
  const id = `SBXP-${base32(digest.subarray(0, 10))}`;
  const code = base32(digest.subarray(10, 20));
  const digits = (hash32(`${seed}#${attempt}`) * 1e5 + (hash32(`${attempt}#${seed}`) % 1e5)).toString();
  const account = digits.padStart(11, '0').slice(-11);
  const iccid = ending ? endingIn(account, ending) : withLuhn(issuer + account);
  return {
    ref: { id, iccid },
    lpa: `LPA:1$smdp.sandbox.invalid$SBX-${code.slice(0, 5)}-${code.slice(5, 10)}`,
  };
}

/** The digits with their Luhn check digit behind. */
export function withLuhn(digits: string): string {
  const sum = digits
    .split('')
    .toReversed()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** A number from 0 to 2^32 - 1, always the same for a text (FNV-1a, mixed). */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return mix(hash);
}

/** From 0 up to 1, always the same for a seed and a number. */
export function unit(seed: number, index: number): number {
  return mix(seed ^ Math.imul(index + 1, 0x9e3779b1)) / 2 ** 32;
}

function mix(value: number): number {
  let x = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/** One digit is free: exactly one of its ten values makes the wanted last digit the right check digit. */
function endingIn(account: string, ending: string): string {
  const found = Array.from({ length: 10 }, (_, free) =>
    withLuhn(issuer + account.slice(0, 7) + free + ending.slice(0, 3)),
  ).find((iccid) => iccid.endsWith(ending));
  return found ?? withLuhn(issuer + account);
}

function base32(bytes: Uint8Array): string {
  return [...bytes].map((byte) => alphabet[byte & 31]).join('');
}
