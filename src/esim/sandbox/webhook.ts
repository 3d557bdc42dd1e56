import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { ProfileRef } from '../../domain/card.ts';
import type { WebhookResult } from '../../services/supply-port.ts';

/** A webhook as it goes over the wire. */
export interface WebhookRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly rawBody: Uint8Array;
  readonly ip: string;
}

/** Header with the hex HMAC-SHA256 over the raw body. */
const signatureHeader = 'x-sandbox-signature';

const body = z.object({
  id: z.string().min(1).max(200),
  order_key: z.string().max(50).nullable(),
  profile: z.object({ id: z.string().min(1), iccid: z.string().min(1) }).nullable(),
});

/** A signed hint that something happened to an order or profile. */
export function signedWebhook(
  secret: Uint8Array,
  event: { type: string; key: string; ref: ProfileRef | null },
): WebhookRequest {
  const { type, key, ref } = event;
  const text = JSON.stringify({ id: `${type}:${key}`, type, order_key: key, profile: ref });
  const rawBody = new TextEncoder().encode(text);
  const signature = sign(secret, rawBody).toString('hex');
  return {
    headers: { 'content-type': 'application/json', [signatureHeader]: signature },
    rawBody,
    ip: '127.0.0.1',
  };
}

/** Verifies over the raw bytes in constant time, then parses. Junk of any kind is rejected, never thrown. */
export function readWebhook(secret: Uint8Array, { headers, rawBody }: WebhookRequest): WebhookResult {
  const name = Object.keys(headers).find((header) => header.toLowerCase() === signatureHeader);
  const given = name === undefined ? undefined : headers[name];
  if (typeof given !== 'string' || !/^[0-9a-f]{64}$/i.test(given))
    return { kind: 'rejected', reason: 'the signature is missing or malformed' };
  if (!timingSafeEqual(Buffer.from(given, 'hex'), sign(secret, rawBody)))
    return { kind: 'rejected', reason: 'the signature is wrong' };
  const event = body.safeParse(parsed(rawBody));
  if (!event.success) return { kind: 'rejected', reason: 'the body is not an event' };
  const { id, order_key: orderKey, profile } = event.data;
  return { kind: 'events', events: [{ id, orderKey, ref: profile }] };
}

function sign(secret: Uint8Array, rawBody: Uint8Array): Buffer {
  return createHmac('sha256', secret).update(rawBody).digest();
}

function parsed(rawBody: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(rawBody));
  } catch {
    return undefined;
  }
}
