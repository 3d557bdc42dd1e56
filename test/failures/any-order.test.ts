import fc from 'fast-check';
import { expect, test } from 'vitest';
import { customerIdOf } from '../../src/domain/ids.ts';
import type { Payment, PaymentAttempt } from '../../src/domain/payment.ts';
import { hour, minute } from '../../src/domain/time.ts';
import { openBackOffice, payer } from '../support/back-office.ts';
import { newId } from '../support/database.ts';
import { aPayment } from '../support/samples.ts';
import { runs } from '../support/runs.ts';

/** One order of each kind, and how it ends once money came for it. */
const orders = [
  { planId: 'sbx-dup-webhook', kind: 'queued', ending: 'fulfilled' },
  { planId: 'sbx-out-of-order-webhook', kind: 'new_profile', ending: 'fulfilled' },
  { planId: 'sbx-timeout-after-commit', kind: 'queued', ending: 'fulfilled' },
  { planId: 'sbx-timeout-before-commit', kind: 'new_profile', ending: 'fulfilled' },
  { planId: 'sbx-fail-stock', kind: 'queued', ending: 'refunded' },
  { planId: 'sbx-fail-maintenance', kind: 'new_profile', ending: 'refunded' },
  { planId: 'sbx-pending-forever', kind: 'queued', ending: 'review' },
] as const;

const which = fc.nat(orders.length - 1);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('charge' as const), which }) },
  fc.record({
    do: fc.constant('misfit' as const),
    which,
    what: fc.constantFrom('amount', 'currency', 'payer', 'payload'),
  }),
  fc.record({ do: fc.constant('repeat' as const), which: fc.nat(), sameReport: fc.boolean() }),
  fc.record({ do: fc.constant('replace' as const), which }),
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      by: fc.constantFrom(0, 1000, 2 * minute, 20 * minute),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('crash' as const), within: fc.integer({ min: 1, max: 40 }) }),
  },
  fc.record({ do: fc.constant('mishap' as const), within: fc.integer({ min: 1, max: 20 }) }),
  fc.record({
    do: fc.constant('lose' as const),
    whose: fc.constantFrom('refundAnswer', 'supplierAnswer'),
    when: fc.constantFrom('lost before', 'lost after'),
  }),
);

test('whatever is paid, repeated, lost or killed in whatever order: the books end the same, and they balance', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), check), {
    numRuns: runs(12),
  });
});

async function check(
  steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[],
): Promise<void> {
  const office = await openBackOffice(orders.map(({ planId }) => planId));
  const { store, outside } = office;
  const opened = await Promise.all(orders.map(({ planId, kind }) => office.open(planId, kind)));
  const reports: { eventId: string; payment: Payment; fits: boolean; which: number }[] = [];
  const report = async (
    payment: Payment,
    fits: boolean,
    index: number,
    eventId = newId('event'),
  ): Promise<void> => {
    reports.push({ eventId, payment, fits, which: index });
    await office.report([{ eventId, payment }]);
  };

  for (const s of steps) {
    const at = 'which' in s ? opened[s.which % opened.length] : undefined;
    if (s.do === 'charge' && at) await report(charge(at.attempt), true, s.which);
    else if (s.do === 'misfit' && at)
      await report({ ...charge(at.attempt), ...misfits[s.what] }, false, s.which);
    else if (s.do === 'repeat' && reports.length > 0) {
      const known = reports[s.which % reports.length];
      if (known)
        await office.report([
          {
            ...known,
            ...(!s.sameReport && { eventId: newId('event') }),
            payment: { ...known.payment, id: newId('payment') },
          },
        ]);
    } else if (s.do === 'replace' && at) {
      const order = await store.orders.byId(at.order.id);
      if (order) await store.orders.move(order, 'replaced', order.updatedAt);
    } else if (s.do === 'pass') await office.pass(s.by);
    else if (s.do === 'crash') office.fate.callsLeft = s.within;
    else if (s.do === 'mishap') office.fate.untilMishap = s.within;
    else if (s.do === 'lose') outside[s.whose] = s.when;
  }
  for (let n = 0; n < 12; n++) await office.pass(5 * minute);
  for (let n = 0; n < 26; n++) await office.pass(hour);
  for (let n = 0; n < 6; n++) await office.pass(5 * minute);

  Object.assign(outside, { refundAnswer: 'given', supplierAnswer: 'given' });
  const quiet = !steps.some((s) => s.do === 'crash' || s.do === 'mishap');
  for (const [index, { planId, ending }] of orders.entries()) {
    const order = await store.orders.byId(opened[index]?.order.id ?? 'order_');
    const charges = reports.filter((each) => each.fits && each.which === index);
    const entries = await Promise.all(
      charges.map(({ payment }) => store.payments.byCharge('stars', payment.chargeId)),
    );
    const returned = entries.filter((entry) => entry && outside.refunded.includes(entry.chargeId));
    const told = (words: string): number => {
      const times = outside.told.filter((each) => each === words).length;
      // After a crash somebody may hear a thing again.
      return quiet ? times : Math.min(times, 1);
    };
    const found: Account = {
      state: order?.state === 'canceled' ? 'awaiting_payment' : order?.state,
      supplied: await office.supplied(planId),
      kept: charges.length - returned.length,
      ledger: entries.map((entry) => entry?.outcome ?? 'open').toSorted(),
      delivered: told(`delivered ${order?.id}`),
      toldOfRefunds: returned.map((entry) => told(`refunded ${entry?.id}`)),
    };
    expect({ planId, ...found }).toEqual({ planId, ...accountOf(charges.length, ending) });
  }
  for (const { payment } of reports.filter(({ fits }) => !fits))
    expect(await store.payments.byCharge('stars', payment.chargeId)).toMatchObject({ outcome: 'review' });
  expect(new Set(outside.refunded).size).toBe(outside.refunded.length);
}

interface Account {
  readonly state: string | undefined;
  readonly supplied: number;
  /** Charges less refunds, in renewals. */
  readonly kept: number;
  readonly ledger: readonly string[];
  readonly delivered: number;
  readonly toldOfRefunds: readonly number[];
}

/** How the account of an order must look after so many charges for it. */
function accountOf(charges: number, ending: (typeof orders)[number]['ending']): Account {
  const kept = charges > 0 && ending !== 'refunded' ? 1 : 0;
  const done = charges > 0 && ending === 'fulfilled' ? 1 : 0;
  const returned = charges - kept;
  return {
    state: charges > 0 ? ending : 'awaiting_payment',
    supplied: done,
    kept,
    ledger: [...Array<string>(kept).fill(ending), ...Array<string>(returned).fill('refunded')].toSorted(),
    delivered: done,
    toldOfRefunds: Array<number>(returned).fill(1),
  };
}

const misfits = {
  amount: { money: { amount: 1, currency: 'XTR' } },
  currency: { money: { amount: 672, currency: 'EUR' } },
  payer: { payerId: customerIdOf(100_002) },
  payload: { payload: 'attempt_unknown' },
} as const;

function charge(attempt: PaymentAttempt): Payment {
  return aPayment({ payload: attempt.id, payerId: payer, money: attempt.total });
}
