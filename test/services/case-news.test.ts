import { expect, test } from 'vitest';
import { createCaseNews } from '../../src/services/case-news.ts';
import type { Notifier } from '../../src/services/ports.ts';
import { createSessionOutcome } from '../../src/services/session-outcome.ts';
import { describeOnBoth, newId, storeOver } from '../support/database.ts';
import { aCard, aCustomer, anAttempt, anOrder, aPayment } from '../support/samples.ts';
import { silent } from '../support/silent.ts';

describeOnBoth('Whoever has money in a person’s hands', (open) => {
  test('hears of a payment that fits nothing, of a refund to be made by hand, and of a page nobody knows, as long as that is so', async () => {
    const { db } = await open();
    const store = storeOver({ db });
    const told: string[] = [];
    const note = (what: string) => async (): Promise<void> => void told.push(what);
    const notifier = {
      misfit: note('misfit'),
      partBack: note('part back'),
      refunding: note('by hand'),
      cameBack: note('came back'),
      pageLost: note('page lost'),
      pageUnpaid: note('page unpaid'),
    };
    const { tell } = createCaseNews({ store, notifier });
    await store.customers.see(aCustomer());
    const order = anOrder(await store.cards.add(aCard()), { state: 'processing' });
    await store.orders.insert(order);

    const { payment } = await store.payments.record(aPayment({ orderId: order.id }));
    await tell(payment.id);
    expect(told, 'nobody has it').toEqual([]);
    await store.payments.settle(payment.id, 'review');
    await tell(payment.id);

    const asked = { paymentId: payment.id, reason: 'duplicate', state: 'requested', requestedAt: 1 } as const;
    const { refund } = await store.refunds.request({ id: newId('refund'), ...asked });
    await tell(refund.id);
    await store.refunds.finish(refund.id, 'review', 2);
    await tell(refund.id);

    const attempt = anAttempt(order, { rail: 'stripe', state: 'processing', sessionId: 'cs_1' });
    await store.attempts.insert(attempt);
    const unasked = async (): Promise<never> => Promise.reject(new Error('Nobody asks for this'));
    const silentNotifier = new Proxy({} as Notifier, { get: () => unasked });
    const outcome = createSessionOutcome({
      store,
      notifier: silentNotifier,
      applyPayment: unasked,
      disputes: { follow: unasked },
      refunds: { confirm: unasked, deny: unasked },
      clock: () => 3,
      newId,
      logger: silent,
    });
    await outcome.follow(attempt, order, { kind: 'unknown' });
    const jobs = await db.selectFrom('jobs').select(['kind', 'key']).execute();
    expect(jobs).toContainEqual({ kind: 'case', key: attempt.id });
    await tell(attempt.id);
    expect(told).toEqual(['misfit', 'by hand', 'page lost']);
    await store.orders.move(order, 'payment_confirmed', 4);
    await tell(attempt.id);
    expect(told, 'it was found').toHaveLength(3);
  });

  test('hears that a part went back, and not that it fits nothing, also when the case is closed before it is told', async () => {
    const { db } = await open();
    const store = storeOver({ db });
    const told: string[] = [];
    const note = (what: string) => async (): Promise<void> => void told.push(what);
    const notifier = {
      misfit: note('misfit'),
      partBack: note('part back'),
      refunding: note('by hand'),
      cameBack: note('came back'),
      pageLost: note('page lost'),
      pageUnpaid: note('page unpaid'),
    };
    const { tell } = createCaseNews({ store, notifier });
    await store.customers.see(aCustomer());
    const order = anOrder(await store.cards.add(aCard()), { state: 'fulfilled' });
    await store.orders.insert(order);
    const { payment } = await store.payments.record(aPayment({ orderId: order.id }));
    await store.payments.settle(payment.id, 'review');
    const about = { subject: payment.id, reason: 'partly_refunded_elsewhere' } as const;
    await store.reviews.open({ ...about, detail: '', at: 1 });
    await store.reviews.settle(about, { at: 2, outcome: 'noted' });
    await tell(payment.id);
    expect(told).toEqual(['part back']);
  });
});
