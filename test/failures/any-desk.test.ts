import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CaseAction } from '../../src/domain/case.ts';
import { customerIdOf } from '../../src/domain/ids.ts';
import type { Order } from '../../src/domain/order.ts';
import { hour, minute, second } from '../../src/domain/time.ts';
import type { ReviewReason } from '../../src/domain/review.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import { payer } from '../support/back-office.ts';
import { openCases } from '../support/cases.ts';
import { newId } from '../support/database.ts';
import { openMoneyStory } from '../support/money-story.ts';
import type { Bought, MoneyStory, Truth } from '../support/money-story.ts';
import { runs } from '../support/runs.ts';
import { aCustomer, aPayment } from '../support/samples.ts';

const operator = customerIdOf(100_005);

const truth = fc.constantFrom<Truth>(
  'page opened',
  'page paid',
  'page pending',
  'page confirmed',
  'page refused',
  'stars paid',
  'stars charged back',
  'invoice paid',
  'half refunded elsewhere',
  'rest refunded elsewhere',
  'next refund pending',
  'next refund refused',
  'refunds arrive',
  'refunds are refused',
  'refund comes back',
  'disputed',
  'half disputed',
  'asked about',
  'escalated',
  'won',
  'lost',
  'appealed',
  'reopened',
  'redeemed',
  'cancelled',
  'rest',
);
const chapter = fc.oneof(
  { weight: 12, arbitrary: truth },
  { weight: 4, arbitrary: fc.constantFrom('wants it back' as const, 'does not wait' as const) },
  // One more order for the same card, whose plan is being taken back when it comes.
  { weight: 1, arbitrary: fc.constant('renews once more' as const) },
  {
    weight: 1,
    arbitrary: fc.record({ supplier: fc.constantFrom('given', 'silent', 'lost after', 'lost before') }),
  },
  { weight: 2, arbitrary: fc.record({ which: fc.nat(5), action: fc.nat(5) }) },
  {
    weight: 3,
    arbitrary: fc.record({ pass: fc.constantFrom(0, 5 * second, 3 * minute, 16 * minute, 5 * hour) }),
  },
);
type Chapter = typeof chapter extends fc.Arbitrary<infer Each> ? Each : never;

/** What an operator chose, among what was offered. */
interface Pressed {
  readonly reason: ReviewReason;
  readonly action: CaseAction;
  readonly offered: readonly CaseAction[];
}

test(
  'whatever happens to the money, whatever its payer asks and whatever operators press: in the end nothing waits, and nobody heard the same again and again',
  { timeout: 600_000 },
  async () => {
    const kinds = fc.constantFrom<Bought>('renewal', 'undeliverable', 'code');
    const beginnings = fc.constantFrom<readonly Truth[]>(
      ['page opened', 'page paid', 'rest'],
      ['page opened', 'page paid'],
      ['page opened', 'page pending'],
      ['stars paid'],
    );
    const chapters = fc.array(chapter, { minLength: 4, maxLength: 22 });
    const verdicts = fc.constantFrom<Truth>('won', 'lost');
    const choices = fc.array(fc.nat(5), { minLength: 40, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(
        kinds,
        beginnings,
        chapters,
        verdicts,
        choices,
        async (bought, beginning, happenings, verdict, picks) => {
          const story = await openMoneyStory(bought, async () => openSqlite({ url: 'sqlite::memory:' }));
          await story.office.store.customers.see(aCustomer(operator));
          const pressed: Pressed[] = [];
          for (const each of [...beginning, ...happenings]) await take(story, each, pressed);
          await everybodyDecides(story, verdict);
          await operatorsClose(story, picks, pressed);
          const loose = await looseEnds(story, pressed);
          await story.office.leave();
          expect({ loose, pressed }).toEqual({ loose: [], pressed });
        },
      ),
      { numRuns: runs(25) },
    );
  },
);

async function take(story: MoneyStory, each: Chapter, pressed: Pressed[]): Promise<void> {
  const { office, happen, tellAll } = story;
  const { store, refundWishes, outside } = office;
  if (typeof each === 'object') {
    if ('which' in each) pressed.push(...(await press(story, each)));
    else if ('supplier' in each) outside.supplierAnswer = each.supplier as typeof outside.supplierAnswer;
    return office.pass('pass' in each ? each.pass : 0);
  }
  switch (each) {
    case 'wants it back':
      for (const { id } of await store.orders.paidBy(payer, 5))
        await refundWishes.ask(payer, id).catch(String);
      return;
    case 'does not wait':
      for (const { id } of await store.orders.paidBy(payer, 5)) await refundWishes.stop(payer, id);
      return;
    case 'renews once more':
      return renewOnceMore(story);
    default:
      await happen(each);
      await tellAll();
      return office.pass(0);
  }
}

async function renewOnceMore({ office }: MoneyStory): Promise<void> {
  const { order, attempt } = await office.open('it-5gb-30d', 'queued');
  office.outside.supplierAnswer = 'given';
  const payment = aPayment({ payload: attempt.id, payerId: payer, money: attempt.total });
  await office.report([{ eventId: newId('event'), payment }]);
  await office.pass(10 * second);
  office.outside.supplierAnswer = 'silent';
  await office.refundWishes.ask(payer, order.id);
  await office.pass(0);
}

/** Takes one of the open cases, and does one of the things that are offered. */
async function press(
  { office: { store, desk } }: MoneyStory,
  { which, action: pick }: { which: number; action: number },
): Promise<Pressed[]> {
  const cases = await openCases(store);
  const review = cases[which % Math.max(1, cases.length)];
  const file = review && (await desk.file(review.id));
  const action = file?.actions[pick % Math.max(1, file.actions.length)];
  if (!review || !file || !action) return [];
  const { kind } = await desk.decide(review.id, { action, stamp: file.stamp, by: operator });
  return kind === 'done' ? [{ reason: review.reason, action, offered: file.actions }] : [];
}

/** Supplier and banks give their last word, and carry out what they were asked for. */
async function everybodyDecides({ office, happen }: MoneyStory, verdict: Truth): Promise<void> {
  office.outside.supplierAnswer = 'given';
  for (const last of ['rest', 'page refused', 'rest', 'escalated', verdict, 'rest'] as const)
    await happen(last);
  for (let n = 0; n < 10; n++) await office.pass(3 * hour);
  office.bank.nextRefund = 'succeeded';
  for (const last of ['refunds arrive', 'rest'] as const) await happen(last);
}

/** One case after the other, until for two days there is none. */
async function operatorsClose(
  story: MoneyStory,
  picks: readonly number[],
  pressed: Pressed[],
): Promise<void> {
  const { office, happen, tellAll } = story;
  for (const [which, action] of picks.entries()) {
    if ((await openCases(office.store)).length === 0) {
      for (let n = 0; n < 6; n++) await office.pass(9 * hour);
      if ((await openCases(office.store)).length === 0) return;
    }
    pressed.push(...(await press(story, { which, action })));
    for (const time of [minute, 3 * minute]) await office.pass(time);
    await happen('refunds arrive');
    await tellAll();
    for (let n = 0; n < 3; n++) await office.pass(6 * hour);
  }
}

const underWay: readonly Order['state'][] = ['paid', 'processing', 'fulfilling', 'refund_pending', 'review'];
const openWishes = ['stopping', 'asked', 'taking_back', 'with_person'];

/** What has not ended, or not in agreement with the rails and the supplier. */
async function looseEnds({ office, books }: MoneyStory, pressed: readonly Pressed[]): Promise<string[]> {
  const { store, outside } = office;
  // Whoever closes a case in which something could be done keeps it in their own hands.
  const isInHand = pressed.some(({ action, offered }) => action === 'note' && offered.length > 1);
  const isByHand = pressed.some(({ action }) => action === 'by_hand');
  const times = new Map<string, number>();
  for (const line of outside.told) times.set(line, (times.get(line) ?? 0) + 1);
  const loose = [...times]
    .filter(([, count]) => count > 3)
    .map(([line, count]) => `told ${count} times: ${line}`);
  for (const { reason, detail } of await openCases(store)) loose.push(`case ${reason} ${detail}`);
  for (const { id } of await store.orders.paidBy(payer, 9)) {
    const order = await store.orders.byId(id);
    if (!order) continue;
    const { state, deliveredAt } = order;
    if (underWay.includes(state) && !isInHand) loose.push(`order ${state}`);
    if (state === 'fulfilled' && deliveredAt === null) loose.push('fulfilled and not delivered');
    if (state === 'refunded' && deliveredAt === null && (await office.alive(order)) > 0)
      loose.push('refunded, and the supplier has it');
    const wish = await store.refundWishes.ofOrder(id);
    if (wish && openWishes.includes(wish.state)) loose.push(`wish ${wish.state}`);
    for (const payment of await store.payments.ofOrder(id)) {
      const refund = await store.refunds.ofPayment(payment.id);
      if (payment.outcome === null) loose.push('payment without an end');
      if (payment.outcome === 'fulfilled' && state !== 'fulfilled') loose.push(`kept for an order ${state}`);
      if (refund?.state === 'requested' || refund?.state === 'pending') loose.push(`refund ${refund.state}`);
      if (refund?.state === 'review' && payment.outcome !== 'refunded' && !isInHand)
        loose.push('refund in review without a case');
    }
  }
  for (const { outcome, left } of (await books()).payments) {
    if (outcome === 'fulfilled' && left !== 1) loose.push(`fulfilled with ${left} here`);
    if (outcome === 'refunded' && left > 0 && !isByHand) loose.push(`refunded with ${left} here`);
  }
  return loose;
}

test('whoever cancelled what takes long, and has the money back from elsewhere, waits for nothing any more', async () => {
  const story = await openMoneyStory('renewal', async () => openSqlite({ url: 'sqlite::memory:' }));
  const { office, happen } = story;
  const { store, refundWishes, outside } = office;
  outside.supplierAnswer = 'silent';
  for (const each of ['stars paid', 'rest'] as const) await happen(each);
  const [order] = await store.orders.paidBy(payer, 1);
  expect(order && (await refundWishes.stop(payer, order.id)).kind).toBe('stopping');
  await happen('stars charged back');
  await story.tellAll();
  await office.pass(0);
  expect(order && (await store.orders.byId(order.id))?.state).toBe('review');
  // Else their data could not be deleted.
  expect(await store.refundWishes.areOpen(payer)).toBe(false);
  await office.leave();
});
