import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ProviderEvent, WebhookResult } from '../../services/supply-port.ts';
import type { Known } from './known.ts';
import { name, text } from './wire.ts';

const content = z.looseObject({ esimTranNo: name, iccid: name, transactionId: name, orderNo: name });
const body = z.looseObject({
  notifyType: text.pipe(z.string().min(1)),
  notifyId: text,
  content: content.nullish(),
});

/** A hint about a profile or an order. */
export interface Hint {
  readonly type: string;
  readonly event: ProviderEvent;
}

/**
 * Reads a webhook. There is no signature: whoever receives it has checked where it came from, and believes nothing in it but that there
 * is something to ask about.
 */
export function readHint(rawBody: Uint8Array, { keyOf }: Pick<Known, 'keyOf'>): Hint | undefined {
  const read = body.safeParse(parsed(rawBody));
  if (!read.success) return undefined;
  const { notifyType, notifyId, content: about } = read.data;
  const { esimTranNo = '', iccid = '', transactionId = '', orderNo = '' } = about ?? {};
  return {
    type: notifyType,
    event: {
      id: notifyId === '' ? createHash('sha256').update(rawBody).digest('hex') : notifyId.slice(0, 200),
      ref: esimTranNo === '' ? null : { id: esimTranNo, iccid },
      // Some of them name only the supplier's own number of the order.
      orderKey: transactionId === '' || transactionId.length > 50 ? (keyOf(orderNo) ?? null) : transactionId,
    },
  };
}

/** The supplier's test whether we are there is about nothing. */
export function eventsOf({ type, event }: Hint): WebhookResult {
  const nothing = type === 'CHECK_HEALTH' || (event.ref === null && event.orderKey === null);
  return { kind: 'events', events: nothing ? [] : [event] };
}

function parsed(rawBody: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(rawBody));
  } catch {
    return undefined;
  }
}
