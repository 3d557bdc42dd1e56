import { expect, test } from 'vitest';
import type { Dispute } from '../../src/domain/dispute.ts';
import { describeOnBoth, storeOver } from '../support/database.ts';
import { aPayment } from '../support/samples.ts';

const money = { amount: 900, currency: 'EUR' } as const;

describeOnBoth('Disputes', (open) => {
  test('what the rail says of a dispute is one row that follows it, and its moment is when it changed', async () => {
    const store = storeOver(await open());
    const { payment } = await store.payments.record(aPayment({ rail: 'stripe' }));
    const say = (state: Dispute['state'], at: number) =>
      store.disputes.record({ paymentId: payment.id, railId: 'dp_1', money, state }, at);
    expect((await say('inquiry', 1)).before).toBeNull();
    expect((await say('inquiry', 2)).before).toMatchObject({ state: 'inquiry', changedAt: 1 });
    expect((await say('open', 3)).before).toMatchObject({ state: 'inquiry' });
    await say('lost', 4);
    await say('lost', 5);
    const [dispute] = await store.disputes.ofPayment(payment.id);
    expect(dispute).toMatchObject({ state: 'lost', openedAt: 1, changedAt: 4, toldAt: null, endTold: null });
    expect(await store.disputes.lost(4, 10)).toEqual([dispute]);
    expect(await store.disputes.lost(5, 10), 'known before').toEqual([]);
  });

  test('one payment can be disputed more than once, and each is told for itself', async () => {
    const store = storeOver(await open());
    const { payment } = await store.payments.record(aPayment({ rail: 'stripe' }));
    const common = { paymentId: payment.id, money } as const;
    const { dispute } = await store.disputes.record({ ...common, railId: 'dp_1', state: 'won' }, 1);
    await store.disputes.record({ ...common, railId: 'dp_2', state: 'open' }, 2);
    await store.disputes.told(dispute.id, 3);
    await store.disputes.endTold(dispute.id, 'won');
    expect(await store.disputes.ofPayment(payment.id)).toMatchObject([
      { railId: 'dp_1', toldAt: 3, endTold: 'won' },
      { railId: 'dp_2', toldAt: null, endTold: null },
    ]);
    expect(await store.disputes.lost(0, 10)).toEqual([]);
  });
});
