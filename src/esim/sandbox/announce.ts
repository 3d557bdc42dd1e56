import type { ProfileRef } from '../../domain/card.ts';
import type { Magic } from './magic.ts';
import { signedWebhook } from './webhook.ts';
import type { WebhookRequest } from './webhook.ts';

/** Receives a webhook; what it throws is ignored, for nobody waits for the receiver. */
export type Deliver = (request: WebhookRequest) => void | Promise<void>;

/** Tells of an order that was accepted and, where a profile is there, done; twice or in the wrong order if the plan is of that kind. */
export function announce({
  deliver,
  secret,
  magic,
  key,
  ref,
}: {
  deliver: Deliver;
  secret: Uint8Array;
  magic: Magic;
  key: string;
  ref: ProfileRef | null;
}): void {
  const types = ref ? ['order.accepted', 'order.done'] : ['order.accepted'];
  const usual = types.map((type) => signedWebhook(secret, { type, key, ref }));
  for (const request of inOrder(usual, magic))
    void Promise.try(() => deliver(request)).catch(() => undefined);
}

function inOrder(requests: readonly WebhookRequest[], magic: Magic): readonly WebhookRequest[] {
  if (magic.kind === 'webhooks_twice') return requests.flatMap((request) => [request, request]);
  return magic.kind === 'webhooks_reversed' ? requests.toReversed() : requests;
}
