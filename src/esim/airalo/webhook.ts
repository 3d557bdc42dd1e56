import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { EsimProvider, ProviderEvent, WebhookResult } from '../../services/supply-port.ts';

/** Header with the hex HMAC-SHA512 of the body, by our API secret. */
const signatureHeader = 'airalo-signature';

const body = z.looseObject({
  iccid: z.string().nullish(),
  description: z.string().nullish(),
  data: z.looseObject({ description: z.string().nullish() }).nullish().catch(null),
});

/**
 * Verifies over the raw bytes, then reads. Airalo numbers no events, so their bytes are their number: a warning about a later package of
 * the same eSIM may have the number of an earlier one. Junk of any kind is rejected, never thrown.
 */
export function readWebhook(
  secret: string,
  { headers, rawBody }: Parameters<EsimProvider['parseWebhook']>[0],
): WebhookResult {
  const name = Object.keys(headers).find((header) => header.toLowerCase() === signatureHeader);
  const given = name === undefined ? undefined : headers[name];
  if (typeof given !== 'string' || !/^[0-9a-f]{128}$/i.test(given))
    return { kind: 'rejected', reason: 'the signature is missing or malformed' };
  if (!isSigned(secret, rawBody, Buffer.from(given, 'hex')))
    return { kind: 'rejected', reason: 'the signature is wrong' };
  const event = body.safeParse(parsed(rawBody));
  if (!event.success) return { kind: 'rejected', reason: 'the body is not an event' };
  return { kind: 'events', events: eventsIn(event.data, rawBody) };
}

/** Of our credit there is nothing to be asked again here: it is looked at regularly. */
function eventsIn({ iccid, description, data }: z.infer<typeof body>, rawBody: Uint8Array): ProviderEvent[] {
  const orderKey = description ?? data?.description ?? null;
  if (!iccid && !orderKey) return [];
  const id = createHash('sha256').update(rawBody).digest('hex');
  return [{ id, ref: iccid ? { id: iccid, iccid } : null, orderKey }];
}

/**
 * By its documentation Airalo signs the body as it is; its own package signs it as PHP would write it, with `/` as `\/`, and PHP writes
 * other letters as `\uXXXX`.
 */
function isSigned(secret: string, rawBody: Uint8Array, given: Buffer): boolean {
  const text = Buffer.from(rawBody).toString('utf8');
  const slashes = text.replaceAll(/(?<!\\)\//g, String.raw`\/`);
  const letters = slashes.replaceAll(
    /[\u0080-\uffff]/g,
    (letter) => String.raw`\u` + letter.charCodeAt(0).toString(16).padStart(4, '0'),
  );
  return [rawBody, slashes, letters]
    .map((form) => timingSafeEqual(given, createHmac('sha512', secret).update(form).digest()))
    .includes(true);
}

function parsed(rawBody: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(rawBody));
  } catch {
    return undefined;
  }
}
