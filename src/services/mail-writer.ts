import type { OrderId } from '../domain/ids.ts';
import type { QueuedMail } from '../domain/mail.ts';
import type { Refund } from '../domain/payment.ts';
import { needsInstall } from '../domain/renewal.ts';
import type { Clock } from '../domain/time.ts';
import type { Letter, Letters, ReceiptFacts } from './mail-port.ts';
import type { Store } from './storage-port.ts';

/** To whom a mail that waits goes, and what it says now; undefined when there is nothing to say any more. */
export type WriteMail = (
  mail: QueuedMail,
) => Promise<{ readonly to: string; readonly letter: Letter } | undefined>;

/** Writes mails from what is true when they go out. */
export function createMailWriter({
  store,
  letters,
  clock,
}: {
  store: Store;
  letters: Letters;
  clock: Clock;
}): WriteMail {
  async function factsOf({ subject, customerId }: QueuedMail): Promise<ReceiptFacts | undefined> {
    const order = await store.orders.byId(subject as OrderId);
    if (order?.payerId !== customerId) return undefined;
    const cardId = order.suppliedCardId ?? order.cardId;
    const card = cardId ? await store.cards.byId(cardId) : undefined;
    const payments = await store.payments.ofOrder(order.id);
    const refunds: Refund[] = [];
    for (const payment of payments) {
      const refund = await store.refunds.ofPayment(payment.id);
      if (refund) refunds.push(refund);
    }
    const issued = order.delivery === 'code' ? await store.activationCodes.ofOrder(order.id) : undefined;
    const secret = issued?.state === 'active' ? await store.activationCodes.secretOf(issued.id) : undefined;
    const installs = order.state === 'fulfilled' && needsInstall(order.preview);
    const lpa = card?.ownerId === customerId && installs ? await store.cards.installationCode(card.id) : null;
    return { order, card, code: issued && { issued, secret: secret ?? null }, payments, refunds, lpa };
  }

  return async (mail) => {
    const reader = await store.customers.byId(mail.customerId);
    if (!reader) return undefined;
    switch (mail.kind) {
      case 'one_time_code': {
        const digits = await store.mails.secretOf(mail.id);
        const code = await store.oneTimeCodes.of(mail.customerId);
        // Replaced, used or expired meanwhile: a mail that comes now would only confuse. Or it goes nowhere.
        const open = code?.id === mail.subject && code.usedAt === null && clock() < code.expiresAt;
        if (!digits || !open || code.address === null) return undefined;
        return { to: code.address, letter: letters.oneTimeCode(reader, digits) };
      }
      case 'receipt': {
        const address = await store.addresses.of(mail.customerId);
        const facts = await factsOf(mail);
        return address && facts && { to: address.address, letter: letters.receipt(reader, facts) };
      }
    }
  };
}
