import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync } from 'node:crypto';

/** Encrypts small secrets at rest. */
export interface Vault {
  /**
   * Seals with the first key. `context` names the place it is for: sealed bytes moved to another place do not open. The same secret in
   * the same place seals to the same bytes, so that writing what is there already changes nothing.
   */
  seal(secret: string, context: string): Uint8Array;
  /** Opens with whichever key sealed it. Throws when none of ours did, or when the bytes or their place were changed. */
  open(sealed: Uint8Array, context: string): string;
  /** Whether these bytes were sealed with an older key than the first. */
  isOld(sealed: Uint8Array, context: string): boolean;
}

const nonceBytes = 12;
const tagBytes = 16;

/**
 * A vault over 32-byte keys (DATA_KEY): the first one seals, all of them open. AES-256-GCM; sealed bytes are a key mark of one byte, the
 * nonce, the ciphertext, the tag. The nonce is a MAC of what is sealed and where, so that two things that differ do not share one. Throws
 * RangeError for a key of another length or no key.
 */
export function createVault({ keys }: { keys: readonly Uint8Array[] }): Vault {
  const marked = keys.map((key) => {
    if (key.length !== 32) throw new RangeError('A data key is 32 bytes long');
    const nonceKey = new Uint8Array(hkdfSync('sha256', key, '', 'nonce', 32));
    return { key, nonceKey, mark: createHash('sha256').update(key).digest().readUInt8(0) };
  });
  const first = marked[0];
  if (!first) throw new RangeError('The vault needs a data key');

  /** The mark says which keys are worth trying; two keys may share one. */
  const find = (sealed: Uint8Array, context: string): { secret: string; old: boolean } | undefined => {
    for (const { key, mark } of marked) {
      const secret = mark === sealed[0] ? openWith(key, sealed, context) : undefined;
      if (secret !== undefined) return { secret, old: key !== first.key };
    }
    return undefined;
  };

  return {
    seal: (secret, context) => {
      const whole = createHmac('sha256', first.nonceKey).update(`${context.length}\n${context}\n${secret}`);
      const nonce = whole.digest().subarray(0, nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', first.key, nonce, { authTagLength: tagBytes });
      cipher.setAAD(Buffer.from(context));
      const text = [cipher.update(secret, 'utf8'), cipher.final()];
      return Buffer.concat([Buffer.of(first.mark), nonce, ...text, cipher.getAuthTag()]);
    },
    open: (sealed, context) => {
      const found = find(sealed, context);
      if (!found) throw new Error(`What is sealed for ${context} does not open with the data keys given`);
      return found.secret;
    },
    isOld: (sealed, context) => find(sealed, context)?.old ?? false,
  };
}

function openWith(key: Uint8Array, sealed: Uint8Array, context: string): string | undefined {
  const end = sealed.length - tagBytes;
  if (end < 1 + nonceBytes) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(end));
  const text = decipher.update(sealed.subarray(1 + nonceBytes, end));
  try {
    return Buffer.concat([text, decipher.final()]).toString();
  } catch {
    return undefined;
  }
}
