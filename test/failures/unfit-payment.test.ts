import { expect, test } from 'vitest';
import { day, minute } from '../../src/domain/time.ts';
import type { Balance, PlanInstance } from '../../src/domain/usage.ts';
import type { Money } from '../../src/domain/money.ts';
import { createCheckout } from '../../src/services/checkout.ts';
import { openBackOffice, payer } from '../support/back-office.ts';
import { planNamed } from '../esim/sandbox/supply.ts';
import { newId } from '../support/database.ts';
import { balance } from '../support/samples.ts';
import { silent } from '../support/silent.ts';
import { openCases } from '../support/cases.ts';

test.each<Money>([
  { amount: 1119, currency: 'EUR' },
  { amount: 1120, currency: 'USD' },
])(
  'trap 12: a page that was paid with $amount $currency instead delivers nothing and is a person’s',
  async (money) => {
    const office = await openBackOffice(['it-once']);
    const { order, page } = await office.open('it-once', 'queued');
    await office.follow(page);
    office.bank.says(page.id, money);
    office.bank.act(page.id, 'pay');
    await office.hear(page, 'evt_1');
    for (let n = 0; n < 10; n++) await office.pass(minute);
    expect(await office.supplied('it-once')).toBe(0);
    expect((await office.store.orders.byId(order.id))?.state).toBe('awaiting_payment');
    const [payment] = await office.store.payments.ofOrder(order.id);
    expect(payment).toMatchObject({ money, outcome: 'review' });
    expect(await openCases(office.store)).toMatchObject([{ reason: 'payment_does_not_fit' }]);
  },
);

test('trap 20: before money moves every reason against it is known, by invoice as by Stars', async () => {
  const office = await openBackOffice(['it-once']);
  const { store } = office;
  const { order, attempt } = await office.open('it-once', 'queued');
  let now = order.createdAt;
  const { preCheckout } = createCheckout({
    store,
    clock: () => now,
    newId,
    mayPay: () => true,
    logger: silent,
  });
  const { total } = attempt;
  const asked = { payload: attempt.id, payerId: payer, total };
  expect(await preCheckout(asked)).toEqual({ kind: 'ok' });
  expect(await preCheckout({ ...asked, payload: 'attempt_x' })).toEqual({ kind: 'unknown' });
  expect(await preCheckout({ ...asked, payerId: 'customer_5' })).toEqual({ kind: 'not_yours' });
  expect(await preCheckout({ ...asked, total: { ...total, amount: 1 } })).toEqual({ kind: 'changed' });
  expect(await preCheckout({ ...asked, total: { ...total, currency: 'EUR' } })).toEqual({ kind: 'changed' });
  now = order.quoteExpiresAt;
  expect(await preCheckout(asked)).toMatchObject({ kind: 'expired' });
});

/** A card whose plan ended longer ago than its grace. */
function ended(at: number): Balance {
  const plan = planNamed('it-5gb-30d');
  const instance: PlanInstance = {
    planId: plan.id,
    plan,
    state: 'expired',
    startedAt: 2,
    expiresAt: at - (plan.renewal.graceDays + 1) * day,
    dataTotal: plan.dataBytes,
    dataUsed: 0,
    voiceUsedSeconds: 0,
    smsUsed: 0,
  };
  return { ...balance(at), plans: [instance] };
}

test.each([
  ['is gone', (at: number): Balance => ({ ...balance(at), profile: 'recycled' })],
  ['ended too long ago to be renewed', ended],
])('supply trap 5: a card that %s takes no money, by no rail', async (_, known) => {
  const office = await openBackOffice(['it-once']);
  const { store } = office;
  const { order, attempt, page } = await office.open('it-once', 'queued');
  if (order.cardId) await store.cards.saveBalance(order.cardId, known(order.createdAt), order.createdAt);
  const { preCheckout } = createCheckout({
    store,
    clock: () => order.createdAt,
    newId,
    mayPay: () => true,
    logger: silent,
  });
  expect(await preCheckout({ payload: attempt.id, payerId: payer, total: attempt.total })).toEqual({
    kind: 'card_gone',
  });
  expect(await office.follow(page)).toBe(false);
  expect(office.bank.pages(page.id)).toBe(0);
});
