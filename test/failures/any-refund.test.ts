import fc from 'fast-check';
import { expect, test } from 'vitest';
import { customerIdOf } from '../../src/domain/ids.ts';
import type { Payment } from '../../src/domain/payment.ts';
import { day, hour, minute } from '../../src/domain/time.ts';
import { openBackOffice, payer } from '../support/back-office.ts';
import type { BackOffice } from '../support/back-office.ts';
import { newId } from '../support/database.ts';
import { aCustomer, aPayment } from '../support/samples.ts';
import { openCases } from '../support/cases.ts';
import { runs } from '../support/runs.ts';

/** One order of each kind, as the supplier serves it. */
const orders = [
  { planId: 'sbx-dup-webhook', kind: 'queued' },
  { planId: 'sbx-out-of-order-webhook', kind: 'new_profile' },
  { planId: 'sbx-timeout-after-commit', kind: 'new_profile' },
  { planId: 'sbx-fail-maintenance', kind: 'queued' },
  { planId: 'sbx-pending-forever', kind: 'new_profile' },
] as const;
const operator = customerIdOf(100_005);

const which = fc.nat(orders.length - 1);
const act = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('ask' as const), which }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('stop' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('grant' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('refuse' as const), which }) },
);
type Act = typeof act extends fc.Arbitrary<infer S> ? S : never;
const step = fc.oneof(
  { weight: 6, arbitrary: act },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('at once' as const),
      acts: fc.array(act, { minLength: 2, maxLength: 4 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      by: fc.constantFrom(0, 1000, 3 * minute, 16 * minute, 10 * day),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('crash' as const), within: fc.integer({ min: 1, max: 40 }) }),
  },
  fc.record({ do: fc.constant('mishap' as const), within: fc.integer({ min: 1, max: 20 }) }),
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('lose' as const),
      whose: fc.constantFrom('refundAnswer', 'supplierAnswer'),
      when: fc.constantFrom('lost before', 'lost after'),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

test(
  'whoever asks, cancels, grants, refuses, waits or dies in whatever order: money or goods, never both by accident, and nobody without either',
  { timeout: 120_000 },
  async () => {
    const bought = fc.subarray(
      orders.map((_, index) => index),
      { minLength: 1 },
    );
    await fc.assert(fc.asyncProperty(bought, fc.array(step, { minLength: 4, maxLength: 25 }), check), {
      numRuns: runs(12),
    });
  },
);

async function check(bought: readonly number[], steps: readonly Step[]): Promise<void> {
  const office = await openBackOffice(orders.map(({ planId }) => planId));
  const { store, outside } = office;
  await store.customers.see(aCustomer(operator));
  const opened: Awaited<ReturnType<BackOffice['open']>>[] = [];
  const charges: Payment[] = [];
  for (const { planId, kind } of orders) opened.push(await office.open(planId, kind));
  for (const index of bought) {
    const at = opened[index];
    if (!at) continue;
    const payment = aPayment({ payload: at.attempt.id, payerId: payer, money: at.attempt.total });
    charges.push(payment);
    await office.report([{ eventId: newId('event'), payment }]);
  }
  await office.pass(5000);

  const one = (s: Act): Promise<unknown> => {
    const order = opened[s.which]?.order;
    if (!order) return Promise.resolve();
    return Promise.race([carryOut(office, s, order.id).catch(() => undefined), office.fate.death]);
  };
  for (const s of steps) {
    if (s.do === 'at once') await Promise.all(s.acts.map(one));
    else if (s.do === 'pass') {
      // Nobody sleeps through days: what got no answer is asked again first.
      if (s.by > day) for (let n = 0; n < 5; n++) await office.pass(5 * minute);
      await office.pass(s.by);
    } else if (s.do === 'crash') office.fate.callsLeft = s.within;
    else if (s.do === 'mishap') office.fate.untilMishap = s.within;
    else if (s.do === 'lose') outside[s.whose] = s.when;
    else await one(s);
  }
  for (let n = 0; n < 12; n++) await office.pass(5 * minute);
  for (let n = 0; n < 52; n++) await office.pass(hour);
  Object.assign(outside, { refundAnswer: 'given', supplierAnswer: 'given' });
  for (let n = 0; n < 6; n++) await office.pass(5 * minute);

  for (const index of bought) {
    const order = opened[index]?.order;
    if (order) await balances(office, order.id, charges);
  }
  expect(new Set(outside.refunded).size, 'no charge goes back twice').toBe(outside.refunded.length);
}

async function carryOut(
  { refundWishes, store, fate }: BackOffice,
  { do: what }: Act,
  orderId: `order_${string}`,
): Promise<unknown> {
  switch (what) {
    case 'ask':
      return refundWishes.ask(payer, orderId);
    case 'stop':
      return refundWishes.stop(payer, orderId);
    case 'grant':
      return fate.bind(store).transaction((tx) => refundWishes.grantIn(tx, orderId, operator));
    case 'refuse':
      return fate.bind(store).transaction((tx) => refundWishes.refuseIn(tx, orderId, operator));
  }
}

async function balances(
  office: BackOffice,
  orderId: `order_${string}`,
  charges: readonly Payment[],
): Promise<void> {
  const { store, outside } = office;
  const order = await store.orders.byId(orderId);
  if (!order) throw new Error('The order is gone');
  const wish = (await store.refundWishes.ofOrder(orderId))?.state ?? 'none';
  const mine = (await store.payments.ofOrder(orderId)).filter(({ chargeId }) =>
    charges.some((charge) => charge.chargeId === chargeId),
  );
  const kept = mine.filter(({ chargeId }) => !outside.refunded.includes(chargeId));
  const account = {
    order: order.state,
    wish,
    alive: await office.alive(order),
    kept: kept.length,
    ledger: mine.map(({ outcome }) => outcome).join(),
  };
  const fulfilled = { order: 'fulfilled', alive: 1, kept: 1, ledger: 'fulfilled' };
  const refunded = { order: 'refunded', kept: 0, ledger: 'refunded' };
  const fair = [
    ...['none', 'late', 'with_person', 'refused'].map((state) => ({ ...fulfilled, wish: state })),
    // Nothing was made, or it was taken back, whether they had wished so or not.
    ...['none', 'late', 'returned'].map((state) => ({ ...refunded, alive: 0, wish: state })),
    // An operator decided so on purpose.
    { ...refunded, alive: 1, wish: 'granted' },
    // Nobody knows: a person has it.
    ...['none', 'late'].map((state) => ({
      order: 'review',
      alive: order.plan.id === 'sbx-pending-forever' ? 0 : account.alive,
      kept: 1,
      ledger: 'review',
      wish: state,
    })),
  ];
  expect(fair).toContainEqual(account);
  const cases = (await openCases(store)).map(({ subject, reason }) => `${subject} ${reason}`);
  if (wish === 'with_person') expect(cases).toContain(`${orderId} refund_wanted`);
  if (order.state === 'review') expect(cases).toContain(`${orderId} supply_unknown`);
  if (wish === 'with_person' || wish === 'refused')
    expect(outside.told).toContain(`${wish === 'refused' ? 'refused' : 'with person'} ${orderId}`);
}
