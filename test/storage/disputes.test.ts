import { expect, test } from 'vitest';
import { up as addLosses } from '../../db/migrations/0015-dispute-losses.ts';
import type { Dispute } from '../../src/domain/dispute.ts';
import { columnKinds } from '../../src/storage/columns.ts';
import { describeOnBoth, storeOver } from '../support/database.ts';
import { aPayment } from '../support/samples.ts';

const money = { amount: 900, currency: 'EUR' } as const;

describeOnBoth('Disputes', (open, name) => {
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
    expect(dispute).toMatchObject({ state: 'lost', openedAt: 1, changedAt: 4, heard: null, endTold: null });
  });

  test('what a bank takes for good, and gives back of it, is each a line of its own, however often it is said', async () => {
    const store = storeOver(await open());
    const { payment } = await store.payments.record(aPayment({ rail: 'stripe', chargeId: 'pi_1' }));
    const say = (state: Dispute['state'], at: number, amount = 900) =>
      store.disputes.record(
        { paymentId: payment.id, railId: 'dp_1', money: { ...money, amount }, state },
        at,
      );
    await say('open', 1);
    for (const at of [2, 3]) await say('lost', at);
    await say('lost', 4, 500);
    for (const at of [5, 6]) await say('open', at, 500);
    await say('won', 7, 500);
    await say('lost', 8, 500);
    const euros = (amount: number) => ({ amount, currency: 'EUR' });
    const lines = [
      { kind: 'loss', money: euros(900), at: 2, chargeId: 'pi_1', railId: 'dp_1' },
      { kind: 'regain', money: euros(400), at: 4 },
      { kind: 'regain', money: euros(500), at: 5 },
      { kind: 'loss', money: euros(500), at: 8 },
    ];
    const span = { since: 1, until: 8, after: null, limit: 10 };
    const all = await store.disputes.losses('stripe', span);
    expect(all).toMatchObject(lines);
    expect(await store.disputes.losses('stripe', { ...span, since: 2, until: 7 })).toEqual(all.slice(1, 3));
    const [first = null, second] = all;
    expect(await store.disputes.losses('stripe', { ...span, after: first, limit: 1 })).toEqual([second]);
    expect(await store.disputes.losses('stars', span), 'of another rail').toEqual([]);
  });

  test('what was lost before such lines were kept has its line since', async () => {
    const { db } = await open();
    const store = storeOver({ db });
    const { payment } = await store.payments.record(aPayment({ rail: 'stripe' }));
    for (const state of ['lost', 'won'] as const)
      await store.disputes.record({ paymentId: payment.id, railId: `dp_${state}`, money, state }, 7);
    await db.schema.dropTable('dispute_losses').execute();
    await db.schema.createIndex('disputes_lost').on('disputes').column('changed_at').execute();
    const columns = columnKinds[name === 'SQLite' ? 'sqlite' : 'postgres'];
    await db.transaction().execute((trx) => addLosses({ db: trx.$pickTables<never>(), columns }));
    expect(
      await store.disputes.losses('stripe', { since: 0, until: 9, after: null, limit: 5 }),
    ).toMatchObject([{ kind: 'loss', railId: 'dp_lost', money, at: 7 }]);
  });

  test('one payment can be disputed more than once, and each is told for itself', async () => {
    const store = storeOver(await open());
    const { payment } = await store.payments.record(aPayment({ rail: 'stripe' }));
    const common = { paymentId: payment.id, money } as const;
    const { dispute } = await store.disputes.record({ ...common, railId: 'dp_1', state: 'won' }, 1);
    await store.disputes.record({ ...common, railId: 'dp_2', state: 'open' }, 2);
    await store.disputes.setHeard(dispute.id, 'won');
    await store.disputes.endTold(dispute.id, 'won');
    expect(await store.disputes.ofPayment(payment.id)).toMatchObject([
      { railId: 'dp_1', heard: 'won', endTold: 'won' },
      { railId: 'dp_2', heard: null, endTold: null },
    ]);
  });
});
