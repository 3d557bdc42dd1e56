import type { Clock } from '../domain/time.ts';
import type { ProviderEvent, WebhookResult } from './supply-port.ts';
import type { Logger } from './ports.ts';
import { sparingly } from './sparing-log.ts';
import type { Repositories, Store } from './storage-port.ts';
import type { Suppliers } from './suppliers.ts';

/** A webhook of a supplier as it came. */
export interface Hint {
  readonly headers: Readonly<Record<string, string>>;
  readonly rawBody: Uint8Array;
  readonly ip: string;
}

export interface SupplierHints {
  /** `heard` once what it causes is committed; `rejected` when it is not this supplier's. Throws when it could not be kept. */
  hear(supplier: string, hint: Hint): Promise<'heard' | 'rejected'>;
}

/**
 * What a supplier reports by itself changes nothing: it only makes the shop ask about the order and the card that it names. May come twice,
 * late and in any order, since what counts is the answer.
 */
export function createSupplierHints({
  store,
  suppliers,
  clock,
  logger,
}: {
  store: Pick<Store, 'transaction'>;
  suppliers: Suppliers;
  clock: Clock;
  logger: Logger;
}): SupplierHints {
  const warn = sparingly({ logger, clock });

  async function ask(tx: Repositories, supplier: string, { orderKey, ref }: ProviderEvent): Promise<void> {
    const fulfilment = orderKey === null ? undefined : await tx.fulfilments.byKey(supplier, orderKey);
    if (fulfilment) await tx.jobs.send({ kind: 'order', key: fulfilment.orderId });
    // Some are about a card, and name nothing but the order that brought it.
    const card = ref
      ? (await tx.cards.byProfile(supplier, ref.id))?.id
      : fulfilment && (await tx.orders.byId(fulfilment.orderId))?.suppliedCardId;
    if (card) await tx.jobs.send({ kind: 'card', key: card });
  }

  return {
    hear: async (supplier, hint) => {
      const read: WebhookResult = await suppliers.of(supplier).provider.parseWebhook(hint);
      if (read.kind === 'rejected') {
        warn({ supplier, reason: read.reason }, 'A webhook of a supplier was rejected');
        return 'rejected';
      }
      if (read.events.length > 0)
        await store.transaction(async (tx) => {
          for (const event of read.events) await ask(tx, supplier, event);
        });
      return 'heard';
    },
  };
}
