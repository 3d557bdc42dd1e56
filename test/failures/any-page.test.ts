import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PaymentAttempt } from '../../src/domain/payment.ts';
import { hour, minute } from '../../src/domain/time.ts';
import { openBackOffice, payer } from '../support/back-office.ts';
import type { BackOffice } from '../support/back-office.ts';
import { newId } from '../support/database.ts';
import { aPayment } from '../support/samples.ts';
import { openCases } from '../support/cases.ts';
import { runs } from '../support/runs.ts';

/** What can happen to one order whose payment page, bank, events, Stars and process all have a life of their own. */
const step = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ do: 'follow' } as const) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('act' as const),
      what: fc.constantFrom('pay', 'pend', 'confirm', 'refuse'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('hear' as const), event: fc.nat(3) }),
  },
  fc.constant({ do: 'stars' } as const),
  fc.constant({ do: 'replace' } as const),
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      by: fc.constantFrom(0, 5000, 2 * minute, 40 * minute),
    }),
  },
  fc.record({ do: fc.constant('lose' as const), when: fc.constantFrom('lost before', 'lost after') }),
  fc.record({ do: fc.constant('crash' as const), within: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ do: fc.constant('mishap' as const), within: fc.integer({ min: 1, max: 20 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

test('whatever the page, the bank, its events and Stars say, in whatever order, lost or repeated: one delivery, and all else goes back', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), check), {
    numRuns: runs(15),
  });
});

async function check(steps: readonly Step[]): Promise<void> {
  const office = await openBackOffice(['it-once']);
  const { store, bank, outside } = office;
  const { order, attempt, page } = await office.open('it-once', 'queued');
  const stars: string[] = [];

  for (const s of steps)
    switch (s.do) {
      case 'follow':
        await office.follow(page);
        break;
      case 'act':
        bank.act(page.id, s.what);
        break;
      case 'hear':
        await office.hear(page, `evt_${s.event}`);
        break;
      case 'stars': {
        const payment = aPayment({ payload: attempt.id, payerId: payer, money: attempt.total });
        stars.push(payment.chargeId);
        await office.report([{ eventId: newId('event'), payment }]);
        break;
      }
      case 'replace': {
        const now = await store.orders.byId(order.id);
        if (now) await store.orders.move(now, 'replaced', now.updatedAt);
        break;
      }
      case 'pass':
        await office.pass(s.by);
        break;
      case 'lose':
        bank.answer = s.when;
        break;
      case 'crash':
        office.fate.callsLeft = s.within;
        break;
      case 'mishap':
        office.fate.untilMishap = s.within;
        break;
    }
  bank.answer = 'given';
  for (let n = 0; n < 12; n++) await office.pass(5 * minute);
  for (let n = 0; n < 26; n++) await office.pass(hour);
  for (let n = 0; n < 6; n++) await office.pass(5 * minute);

  const { charged, refunded, outcomes } = await found(office, page);
  const charges = charged + stars.length;
  const starsBack = outside.refunded.length;
  expect(bank.pages(page.id)).toBeLessThanOrEqual(1);
  expect(charges - refunded - starsBack).toBe(charges > 0 ? 1 : 0);
  expect(await office.supplied('it-once')).toBe(charges > 0 ? 1 : 0);
  expect(new Set([...outside.refunded, ...bank.refunded]).size).toBe(starsBack + refunded);
  const ledger = await Promise.all(stars.map((id) => store.payments.byCharge('stars', id)));
  const all = [...outcomes, ...ledger.map((entry) => entry?.outcome ?? 'open')];
  expect(all.toSorted()).toEqual([
    ...Array<string>(charges > 0 ? 1 : 0).fill('fulfilled'),
    ...Array<string>(Math.max(0, charges - 1)).fill('refunded'),
  ]);
  const delivered = outside.told.filter((words) => words === `delivered ${order.id}`).length;
  expect(delivered > 0).toBe(charges > 0);
  const state = (await store.orders.byId(order.id))?.state;
  const allowed = charges > 0 ? ['fulfilled'] : ['awaiting_payment', 'canceled', 'processing'];
  expect(allowed).toContain(state);
  expect(await openCases(store)).toEqual([]);
}

/** What the bank's book and ours say of a page. */
async function found(
  { store, bank }: BackOffice,
  page: PaymentAttempt,
): Promise<{ charged: number; refunded: number; outcomes: string[] }> {
  const charges = bank.charges(page.id);
  const entries = await Promise.all(charges.map((id) => store.payments.byCharge('stripe', id)));
  return {
    charged: charges.length,
    refunded: bank.refunded.length,
    outcomes: entries.map((entry) => entry?.outcome ?? 'open'),
  };
}
