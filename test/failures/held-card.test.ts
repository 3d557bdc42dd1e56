import { expect, test } from 'vitest';
import type { Order } from '../../src/domain/order.ts';
import { minute, second } from '../../src/domain/time.ts';
import { createLateWatch } from '../../src/services/watches.ts';
import { openBackOffice, payer } from '../support/back-office.ts';
import type { BackOffice } from '../support/back-office.ts';
import { describeOnBoth, newId } from '../support/database.ts';
import { aPayment } from '../support/samples.ts';

const planId = 'sbx-five-more';

/** Something of the card in Italy is being taken back, and the supplier does not say whether it is. Answers what ends that. */
async function hold({ open, store, now, outside }: BackOffice): Promise<() => Promise<unknown>> {
  const { order } = await open(planId, 'queued');
  const wished = { orderId: order.id, customerId: payer, state: 'asked', messageId: null } as const;
  const asked = await store.refundWishes.open({ ...wished, askedAt: now() });
  const wish = asked && (await store.refundWishes.move(asked, 'taking_back', { cardId: order.cardId }));
  if (!wish) throw new Error('Nothing is taken back');
  outside.supplierAnswer = 'silent';
  return async () => {
    outside.supplierAnswer = 'given';
    await store.refundWishes.move(wish, 'with_person');
  };
}

async function pay(office: BackOffice, kind: 'queued' | 'code' = 'queued'): Promise<Order> {
  const { order, attempt } = await office.open(planId, kind);
  const payment = aPayment({ payload: attempt.id, payerId: payer, money: attempt.total });
  await office.report([{ eventId: newId('event'), payment }]);
  await office.pass(0);
  return order;
}

function leaving(office: BackOffice): BackOffice & AsyncDisposable {
  return Object.assign(office, { [Symbol.asyncDispose]: office.leave });
}

describeOnBoth('A renewal of a card of which something is being taken back', (open) => {
  test('is told after a quarter of an hour that it takes longer, once, and operators hear of it', async () => {
    await using office = await openBackOffice([planId], { openDatabase: open }).then(leaving);
    const free = await hold(office);
    const { store, outside } = office;
    const late = createLateWatch({ store, clock: office.now });
    const order = await pay(office);
    const { id } = order;
    await office.pass(14 * minute);
    expect(outside.told).toEqual([]);
    expect((await late.ask()).kind).toBe('well');
    for (let n = 0; n < 5; n++) await office.pass(minute);
    expect(outside.told).toEqual([`slow ${id}`]);
    expect(await late.ask()).toMatchObject({ kind: 'ill', trouble: { orders: 1 } });
    await free();
    await office.pass(5 * second);
    expect(outside.told).toEqual([`slow ${id}`, `delivered ${id}`]);
    expect(await office.alive(order)).toBe(1);
  });

  test('is cancelled by whoever paid at once: nothing was sent to the supplier', async () => {
    await using office = await openBackOffice([planId], { openDatabase: open }).then(leaving);
    const free = await hold(office);
    const { store, outside, refundWishes } = office;
    const order = await pay(office);
    const { id } = order;
    expect((await refundWishes.stop(payer, id)).kind).toBe('over');
    for (let n = 0; n < 4; n++) await office.pass(4 * minute);
    expect((await refundWishes.stop(payer, id)).kind).toBe('stopping');
    await office.pass(0);
    expect((await store.orders.byId(id))?.state).toBe('refunded');
    expect((await store.refundWishes.ofOrder(id))?.state).toBe('returned');
    expect(outside.refunded).toHaveLength(1);
    await free();
    await office.pass(minute);
    expect(await office.alive(order)).toBe(0);
  });

  test('that was cancelled has ended also when its money went back elsewhere first', async () => {
    await using office = await openBackOffice([planId], { openDatabase: open }).then(leaving);
    await hold(office);
    const { store, refundWishes } = office;
    const { id } = await pay(office);
    for (let n = 0; n < 4; n++) await office.pass(4 * minute);
    expect((await refundWishes.stop(payer, id)).kind).toBe('stopping');
    const [payment] = await store.payments.ofOrder(id);
    await office.chargeBack(payment?.chargeId ?? '');
    await office.pass(minute);
    expect((await store.orders.byId(id))?.state).toBe('refunded');
    expect((await store.refundWishes.ofOrder(id))?.state).toBe('returned');
  });

  test('can be cancelled as long as its bubble offers that, also when it is on its way by then', async () => {
    await using office = await openBackOffice([planId], { openDatabase: open }).then(leaving);
    const free = await hold(office);
    const { outside, refundWishes } = office;
    const order = await pay(office);
    const { id } = order;
    for (let n = 0; n < 4; n++) await office.pass(4 * minute);
    await free();
    outside.supplierAnswer = 'silent';
    await office.pass(5 * second);
    expect((await refundWishes.stop(payer, id)).kind).toBe('stopping');
    expect(outside.told).toEqual([`slow ${id}`]);
  });

  test('makes the activation code that pays for it good again when it is cancelled', async () => {
    await using office = await openBackOffice([planId], { openDatabase: open }).then(leaving);
    const { store, refundWishes, codes, outside } = office;
    const bought = await pay(office, 'code');
    const code = await store.activationCodes.ofOrder(bought.id);
    if (!code) throw new Error('There is no code');
    const { order } = await office.open(planId, 'queued');
    await hold(office);
    outside.supplierAnswer = 'given';
    const redeemed = await codes.redeem({
      customerId: payer,
      id: code.id,
      cardId: order.cardId,
      statusMessageId: null,
    });
    if (redeemed.kind !== 'redeemed') throw new Error('The code is not redeemed');
    outside.supplierAnswer = 'silent';
    for (let n = 0; n < 5; n++) await office.pass(4 * minute);
    expect((await refundWishes.stop(payer, redeemed.order.id)).kind).toBe('stopping');
    await office.pass(0);
    expect(outside.told).toContain(`returned ${redeemed.order.id}`);
    expect((await store.activationCodes.byId(code.id))?.state).toBe('active');
    expect((await store.orders.byId(redeemed.order.id))?.state).toBe('refunded');
    outside.supplierAnswer = 'given';
    expect(await office.alive(redeemed.order)).toBe(0);
  });
});
