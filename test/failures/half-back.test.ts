import { expect, test } from 'vitest';
import { customerIdOf } from '../../src/domain/ids.ts';
import { minute } from '../../src/domain/time.ts';
import { payer } from '../support/back-office.ts';
import { describeOnBoth } from '../support/database.ts';
import { openMoneyStory } from '../support/money-story.ts';
import type { Bought, MoneyStory } from '../support/money-story.ts';
import { aCustomer } from '../support/samples.ts';
import { openCases } from '../support/cases.ts';

const operator = customerIdOf(100_005);
const allBack = {
  order: 'refunded',
  payments: [{ outcome: 'refunded', left: 0 }],
  refunds: ['succeeded'],
  cases: ['partly_refunded_elsewhere'],
};

describeOnBoth('Half of the money went back by other ways, and the rest', (open) => {
  async function paid(bought: Bought): Promise<MoneyStory & AsyncDisposable> {
    const story = await openMoneyStory(bought, open);
    for (const truth of ['page opened', 'page paid'] as const) await story.happen(truth);
    await story.tellAll();
    await story.office.pass(0);
    return Object.assign(story, { [Symbol.asyncDispose]: story.office.leave });
  }

  test('goes back too, and is told, when the supplier made nothing', async () => {
    await using story = await paid('undeliverable');
    await story.happen('half refunded elsewhere');
    await story.happen('rest');
    expect(await story.books()).toMatchObject(allBack);
    expect(story.office.outside.told.filter((line) => line.startsWith('refunded'))).toHaveLength(1);
  });

  test('goes back too when an operator grants a refund', async () => {
    await using story = await paid('renewal');
    const { office } = story;
    const { store, desk } = office;
    await store.customers.see(aCustomer(operator));
    const [order] = await store.orders.paidBy(payer, 1);
    if (!order) throw new Error('Nothing was bought');
    const asked = { orderId: order.id, customerId: payer, state: 'asked', messageId: null } as const;
    const wish = await store.refundWishes.open({ ...asked, askedAt: office.now() });
    if (wish) await store.refundWishes.move(wish, 'with_person');
    await store.reviews.open({ subject: order.id, reason: 'refund_wanted', detail: 'x', at: office.now() });
    await story.happen('half refunded elsewhere');
    await story.happen('rest');
    const { id = 'review_none' } = (await store.reviews.openOf(order.id, 'refund_wanted')) ?? {};
    const stamp = (await desk.file(id))?.stamp ?? '';
    expect((await desk.decide(id, { action: 'grant', stamp, by: operator })).kind).toBe('done');
    await office.pass(minute);
    expect(await story.books()).toMatchObject(allBack);
  });

  test('is sent by hand, and ends the order, when the bank gave the half back', async () => {
    await using story = await paid('undeliverable');
    const { store, desk } = story.office;
    await store.customers.see(aCustomer(operator));
    await story.happen('half disputed');
    await story.happen('lost');
    await story.happen('rest');
    const review = (await openCases(store)).find(({ reason }) => reason === 'refund_refused');
    const file = review && (await desk.file(review.id));
    expect(file?.actions).toEqual(['by_hand', 'note']);
    const choice = { action: 'by_hand', stamp: file?.stamp ?? '', by: operator } as const;
    expect(review && (await desk.decide(review.id, choice)).kind).toBe('done');
    await story.office.pass(minute);
    expect(await story.books()).toMatchObject({
      order: 'refunded',
      payments: [{ outcome: 'refunded' }],
      refunds: ['succeeded'],
    });
  });

  test('is no news any more, and no case again, once the bank has given all of it back', async () => {
    await using story = await paid('renewal');
    const { store, desk, outside } = story.office;
    await store.customers.see(aCustomer(operator));
    for (const truth of ['half refunded elsewhere', 'rest', 'disputed', 'lost', 'rest'] as const)
      await story.happen(truth);
    for (const { id } of await openCases(store)) {
      const stamp = (await desk.file(id))?.stamp ?? '';
      expect((await desk.decide(id, { action: 'note', stamp, by: operator })).kind).toBe('done');
    }
    for (let n = 0; n < 4; n++) {
      await story.tell(n, true);
      await story.happen('rest');
    }
    expect(await openCases(store)).toEqual([]);
    expect(await story.books()).toMatchObject({ order: 'refunded', payments: [{ outcome: 'refunded' }] });
    expect(outside.told.filter((line) => line.startsWith('part back'))).toHaveLength(1);
  });

  test.each(['half refunded elsewhere', 'half disputed'] as const)(
    'of an activation code that was withdrawn for it (%s) does not stay when the case is closed',
    async (how) => {
      await using story = await paid('code');
      const { store, desk } = story.office;
      await store.customers.see(aCustomer(operator));
      await story.happen('rest');
      await story.happen(how);
      await story.happen('lost');
      await story.happen('rest');
      expect(await story.books()).toMatchObject({ order: 'review', code: 'void' });
      for (const action of ['refund', 'by_hand'] as const) {
        for (const { id } of await openCases(store)) {
          const { actions = [], stamp = '' } = (await desk.file(id)) ?? {};
          if (actions.includes(action)) await desk.decide(id, { action, stamp, by: operator });
        }
        await story.office.pass(minute);
      }
      expect(await story.books()).toMatchObject({ order: 'refunded', payments: [{ outcome: 'refunded' }] });
    },
  );
});
