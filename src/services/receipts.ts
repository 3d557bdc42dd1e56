import type { Card } from '../domain/card.ts';
import type { CustomerId, NewId, OrderId } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import { day } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import { queueMail } from './mailing.ts';
import type { Repositories, Store } from './storage-port.ts';

/** A customer gets this many receipts a day that they asked for. */
const onRequest = { name: 'receipts on request', most: 10, span: day } as const;

export interface ReceiptService {
  /** Whether the picture that ends this order should also ask for an address: once in a customer's life. */
  asksForAddress(order: Order, card: Card): Promise<boolean>;
  /** To be called in the transaction that notes the delivery: the receipt goes its way, and that we asked is remembered. */
  delivered(tx: Repositories, order: Order, { asked }: { asked: boolean }): Promise<void>;
  /** Sends the receipt of an order that this customer paid to their verified address. One that is on its way already is enough. */
  send(
    customerId: CustomerId,
    orderId: string,
  ): Promise<
    | { kind: 'sent'; address: string }
    | { kind: 'no_address' }
    | { kind: 'too_often' }
    | { kind: 'not_yours' }
    | { kind: 'off' }
  >;
}

/** Receipts by e-mail. */
export function createReceipts({
  store,
  isOn,
  clock,
  newId,
}: {
  store: Store;
  /** Whether there is a mail server. */
  isOn: boolean;
  clock: Clock;
  newId: NewId;
}): ReceiptService {
  return {
    asksForAddress: async ({ payerId, activationCodeId }, { ownerId }) => {
      // The picture goes to the owner, the receipt to whoever paid; what an activation code pays for has none.
      if (!isOn || payerId !== ownerId || activationCodeId) return false;
      const payer = await store.customers.byId(payerId);
      return payer?.emailAskedAt === null && (await store.addresses.of(payerId)) === undefined;
    },

    delivered: async (tx, { id, payerId, activationCodeId }, { asked }) => {
      if (activationCodeId) return;
      if (asked) await tx.customers.emailAsked(payerId, clock());
      const address = isOn ? await tx.addresses.of(payerId) : undefined;
      if (address?.wantsReceipts && address.refusedAt === null) await queueReceipt(tx, payerId, id);
    },

    send: async (customerId, orderId) => {
      if (!isOn) return { kind: 'off' };
      return store.transaction(async (tx) => {
        const order = await tx.orders.byId(orderId as OrderId);
        if (order?.payerId !== customerId) return { kind: 'not_yours' };
        if ((await tx.payments.ofOrder(order.id)).length === 0) return { kind: 'not_yours' };
        const address = await tx.addresses.of(customerId);
        // One that takes no mail is as good as none; proved anew it counts again.
        if (!address || address.refusedAt !== null) return { kind: 'no_address' };
        const sent = { kind: 'sent', address: address.address } as const;
        if (await tx.mails.isWaiting({ kind: 'receipt', subject: order.id })) return sent;
        const left = await tx.limits.take({ ...onRequest, subject: customerId, at: clock() });
        if (left === undefined) return { kind: 'too_often' };
        await queueReceipt(tx, customerId, order.id);
        return sent;
      });
    },
  };

  function queueReceipt(tx: Repositories, customerId: CustomerId, orderId: OrderId): Promise<void> {
    return queueMail(tx, { kind: 'receipt', customerId, subject: orderId, secret: null, newId, clock });
  }
}
