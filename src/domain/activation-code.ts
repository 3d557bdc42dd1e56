/** The word on a plan that is paid and not yet used: `YY-XXXX-XXXX-XXXX`. A bearer secret until redeemed or void: never log it. */
export type ActivationCode = `YY-${string}`;

/** Crockford's base 32: no I, L, O, U, so that nothing is misread. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const randomCharacters = 11;

/**
 * A code from 11 random bytes, of which five bits each are used; the twelfth character is their check. Throws RangeError for fewer
 * bytes.
 */
export function activationCodeFrom(random: Uint8Array): ActivationCode {
  if (random.length < randomCharacters) throw new RangeError(`A code needs ${randomCharacters} random bytes`);
  const characters = Array.from(random.subarray(0, randomCharacters), (byte) => alphabet.charAt(byte % 32));
  return written(characters.join(''));
}

/** Reads a code as people type it: any case, with or without `YY`, dashes and spaces, O for 0, I and L for 1; undefined when it is none. */
export function parseActivationCode(text: string): ActivationCode | undefined {
  if (text.length > 40) return undefined;
  const typed = text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, '');
  const characters = typed.replace(/^YY/, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (!/^[0-9A-HJKMNP-TV-Z]{12}$/.test(characters)) return undefined;
  // Twelve characters without their mark may be any word or number; with it they are meant as a code.
  if (!typed.startsWith('YY') && /^(\d+|[A-Z]+)$/.test(typed)) return undefined;
  const code = written(characters.slice(0, randomCharacters));
  return code.replaceAll('-', '') === `YY${characters}` ? code : undefined;
}

function written(characters: string): ActivationCode {
  const whole = characters + checkOf(characters);
  return `YY-${whole.slice(0, 4)}-${whole.slice(4, 8)}-${whole.slice(8)}`;
}

/** Luhn's sum over 32 digits: finds every single wrong character and nearly every swap of neighbours. */
function checkOf(characters: string): string {
  let sum = 0;
  for (const [index, character] of Array.from(characters).entries()) {
    const value = alphabet.indexOf(character) * (index % 2 === 0 ? 2 : 1);
    sum += Math.floor(value / 32) + (value % 32);
  }
  return alphabet.charAt((32 - (sum % 32)) % 32);
}
