import { expect, onTestFinished, test } from 'vitest';
import { day, hour, minute } from '../../../src/domain/time.ts';
import { createSupply } from './world.ts';
import { no, scripted, yes } from './scripted.ts';
import * as recorded from './recorded.ts';

const gigabyte = 2 ** 30;
const plan = 'it-5gb-30d';
const cost = { amount: 910, currency: 'USD' } as const;

async function open(options: Parameters<typeof createSupply>[0] = {}) {
  const supply = await createSupply(options);
  onTestFinished(supply.close);
  return supply;
}

test('supply trap 1: when the answer to an order is lost, exactly one card is made and paid for', async () => {
  const supply = await open();
  const before = await supply.provider.balance();
  supply.box.faults.add({ method: 'esim/order', kind: 'drop_after' });
  const order = { key: 'k1', planId: plan };
  await expect(supply.provider.placeOrder(order)).rejects.toMatchObject({ kind: 'unknown_outcome' });
  expect(supply.asked.filter((path) => path === 'esim/order')).toHaveLength(1);
  supply.advance(10_000);
  const found = await supply.find('k1');
  await supply.provider.placeOrder(order);
  expect(await supply.find('k1')).toEqual(found);
  expect(supply.box.accepted()).toHaveLength(1);
  expect(before.amount - (await supply.provider.balance()).amount).toBe(cost.amount);
});

test('supply trap 1: an order that did not arrive is not found, and its repetition is the only one', async () => {
  const supply = await open();
  supply.box.faults.add({ method: 'esim/order', kind: 'drop_before' });
  const order = { key: 'k1', planId: plan };
  await expect(supply.provider.placeOrder(order)).rejects.toMatchObject({ kind: 'unknown_outcome' });
  expect(await supply.find('k1')).toEqual({ kind: 'not_found' });
  await supply.provider.placeOrder(order);
  expect(supply.box.accepted()).toHaveLength(1);
});

for (const knownKeys of ['success', 'refused'] as const)
  test(`supply trap 3: a key that is known already means placed, answered by ${knownKeys}, also after a restart`, async () => {
    const supply = await open({ manners: { knownKeys } });
    const order = { key: 'k1', planId: plan };
    const ref = await supply.card('k1', plan);
    supply.restart();
    expect(await supply.provider.placeOrder(order)).toEqual({ kind: 'pending' });
    expect(await supply.find('k1')).toEqual({ kind: 'placed', ref });
    const topUp = { key: 't1', ref, planId: plan };
    const placed = { kind: 'placed', ref };
    expect(await supply.provider.placeTopUp(topUp)).toEqual(placed);
    supply.restart();
    expect(await supply.provider.placeTopUp(topUp)).toEqual(placed);
    expect(supply.box.accepted().map(({ key }) => key)).toEqual(['k1', 't1']);
    expect((await supply.provider.history(ref))[0]?.dataTotal).toBe(10 * gigabyte);
  });

test('a renewal is looked up by its key where packages name their orders; where they do not, nobody can say', async () => {
  const supply = await open();
  const ref = await supply.usedCard('k1', plan);
  expect(await supply.find('t1', ref)).toEqual({ kind: 'not_found' });
  supply.box.faults.add({ method: 'esim/topup', kind: 'drop_after' });
  const lost = supply.provider.placeTopUp({ key: 't1', ref, planId: plan });
  await expect(lost).rejects.toMatchObject({ kind: 'unknown_outcome' });
  expect(await supply.find('t1', ref)).toEqual({ kind: 'placed', ref });
  supply.box.manners.namesTransactions = false;
  for (const key of ['t1', 't2']) expect(await supply.find(key, ref)).toEqual({ kind: 'unknown' });
});

test('an order is found although our clock was an hour ahead when its key was made', async () => {
  const supply = await open();
  await supply.provider.placeOrder({ key: 'k1', planId: plan });
  supply.advance(minute);
  supply.restart();
  const sought = { key: 'k1', since: supply.now() + hour, ref: null };
  expect((await supply.provider.findOrder(sought)).kind).toBe('placed');
  supply.advance(2 * hour);
  expect((await supply.provider.findOrder(sought)).kind).toBe('placed');
});

test('where only some packages name their orders, nothing is proven', async () => {
  const { inUse, listed, ref } = recorded;
  const [base] = inUse.packageList;
  const packageList = [base, { ...base, transactionId: 'another' }];
  const { provider } = scripted({ 'esim/query': yes(listed({ ...inUse, packageList })) });
  const sought = { since: 0, ref };
  expect(await provider.findOrder({ ...sought, key: 'top-1' })).toEqual({ kind: 'unknown' });
  expect(await provider.findOrder({ ...sought, key: 'another' })).toEqual({ kind: 'placed', ref });
});

test('of a card that the supplier does not know, nobody can say what was added to it', async () => {
  const supply = await open();
  const nobody = { id: 'nobody', iccid: '8999900000000000000' };
  expect(await supply.find('t1', nobody)).toEqual({ kind: 'unknown' });
});

test('supply trap 14: while a card is being made it is pending, and there is no code to show', async () => {
  const supply = await open({ provisioningMs: 3 * minute });
  await supply.provider.placeOrder({ key: 'k1', planId: plan });
  // By the supplier's number of it, which is answered by 200010; and after a restart by the list, where it has no code yet.
  supply.box.manners.listsUnmade = false;
  expect(await supply.find('k1')).toEqual({ kind: 'pending' });
  supply.box.manners.listsUnmade = true;
  supply.restart();
  expect(await supply.find('k1')).toEqual({ kind: 'pending' });
  supply.advance(3 * minute);
  expect(await supply.find('k1')).toMatchObject({ kind: 'placed' });
});

test('supply trap 14: a profile whose code is empty or not allocated yet is being made', async () => {
  const { ref, fresh, listed } = recorded;
  for (const answer of [yes(listed({ ...fresh, ac: '' })), no('200010', 'still allocating')]) {
    const { provider } = scripted({ 'esim/query': answer });
    expect(await provider.getProfile(ref)).toMatchObject({ state: 'provisioning', lpa: null });
  }
  const { provider } = scripted({ 'esim/query': yes(listed({ ...fresh, ac: '' })) });
  expect((await provider.history(ref))[0]?.state).toBe('pending');
});

test('supply trap 21: the price is asked right before an order, told along, and never above what may be paid', async () => {
  const supply = await open();
  await supply.provider.placeOrder({ key: 'k1', planId: plan, maxCost: cost });
  const less = { amount: cost.amount - 1, currency: 'USD' } as const;
  const dear = supply.provider.placeOrder({ key: 'k2', planId: plan, maxCost: less });
  await expect(dear).rejects.toMatchObject({ kind: 'plan_gone' });
  const week = { amount: 599, currency: 'USD' } as const;
  const days = supply.provider.placeOrder({ key: 'k3', planId: 'it-1gbday-7d', maxCost: week });
  await expect(days).rejects.toMatchObject({ kind: 'plan_gone' });
  expect(supply.box.accepted().map(({ key }) => key)).toEqual(['k1']);
});

test('supply trap 21: a price that changes in that very moment is no order, and may be tried again', async () => {
  for (const code of ['200005', '200006']) {
    const supply = await open();
    supply.box.faults.add({ method: 'esim/order', kind: 'refusal', code });
    const order = { key: 'k1', planId: plan, maxCost: cost };
    await expect(supply.provider.placeOrder(order)).rejects.toMatchObject({ kind: 'temporary' });
    await supply.provider.placeOrder(order);
    expect(supply.box.accepted()).toHaveLength(1);
  }
});

test('what is told along with an order: our key, the package by its code in the list, its days, or its price in ten-thousandths', async () => {
  const { provider, sent } = scripted({
    'package/list': yes({ packageList: [recorded.italyDaily, recorded.italy5] }),
    'esim/order': yes({ orderNo: 'B1' }),
  });
  const maxCost = { amount: 100_000, currency: 'USD' } as const;
  await provider.placeOrder({ key: 'k1', planId: 'it-1gbday-7d', maxCost });
  await provider.placeOrder({ key: 'k2', planId: plan, maxCost });
  await provider.placeOrder({ key: 'k3', planId: plan });
  const orders = sent.filter(({ path }) => path === 'esim/order').map(({ body }) => body);
  expect(orders).toEqual([
    // Whether the price of a day is meant or that of all, nobody knows: it is only held against what may be paid.
    { transactionId: 'k1', packageInfoList: [{ packageCode: 'JC172', count: 1, periodNum: 7 }] },
    {
      transactionId: 'k2',
      amount: 45_000,
      packageInfoList: [{ packageCode: 'PHAJHEAYP', count: 1, price: 45_000 }],
    },
    { transactionId: 'k3', packageInfoList: [{ packageCode: 'PHAJHEAYP', count: 1 }] },
  ]);
});

test('a package that brings something else than our plan promises is not sold as it', async () => {
  const wrong = { ...recorded.italy5, volume: 3 * gigabyte };
  const { provider, sent, log } = scripted({ 'package/list': yes({ packageList: [wrong] }) });
  expect(await provider.listPlans()).toEqual([]);
  const order = provider.placeOrder({ key: 'k1', planId: plan });
  await expect(order).rejects.toMatchObject({ kind: 'plan_gone' });
  expect(sent.map(({ path }) => path)).not.toContain('esim/order');
  expect(log.lines).toHaveLength(1);
});

test('a daily package that ends for the day is not sold as one without a limit', async () => {
  const threeADay = { ...recorded.italyDaily, slug: 'IT_3_Daily', volume: 3 * gigabyte };
  for (const [fupPolicy, sold] of [
    ['1 Mbps', ['it-unl-5d']],
    ['', []],
    [null, []],
  ] as const) {
    const { provider } = scripted({ 'package/list': yes({ packageList: [{ ...threeADay, fupPolicy }] }) });
    expect((await provider.listPlans()).map(({ id }) => id)).toEqual(sold);
  }
});

test('a package that does not work everywhere our plan does is not sold as it', async () => {
  const elsewhere = { ...recorded.italy5, location: 'FR, DE' };
  const { provider, sent, log } = scripted({ 'package/list': yes({ packageList: [elsewhere] }) });
  expect(await provider.listPlans()).toEqual([]);
  const order = provider.placeOrder({ key: 'k1', planId: plan });
  await expect(order).rejects.toMatchObject({ kind: 'plan_gone' });
  expect(sent.map(({ path }) => path)).not.toContain('esim/order');
  expect(log.lines).toHaveLength(1);
  for (const location of ['FR,it', '', null]) {
    const told = scripted({ 'package/list': yes({ packageList: [{ ...recorded.italy5, location }] }) });
    expect(await told.provider.listPlans(), 'in more countries, or it does not say').toHaveLength(1);
  }
});

test('supply trap 22: an answer without a list is no empty list, and the next question is asked anew', async () => {
  const { provider } = scripted({
    'package/list': [yes({}), yes({ packageList: null }), yes({ packageList: [recorded.italy5] })],
  });
  await expect(provider.listPlans()).rejects.toMatchObject({ kind: 'temporary' });
  await expect(provider.listPlans()).rejects.toMatchObject({ kind: 'temporary' });
  expect(await provider.listPlans()).toHaveLength(1);
});

test('supply trap 25: without credit nothing is made, and it is said by name', async () => {
  const supply = await open();
  supply.box.controls.setCredit(cost.amount - 1);
  const order = supply.provider.placeOrder({ key: 'k1', planId: plan });
  await expect(order).rejects.toMatchObject({ kind: 'no_credit' });
  expect(supply.box.accepted()).toEqual([]);
  supply.box.faults.add({ method: 'esim/order', kind: 'refusal', code: '200011' });
  const soldOut = supply.provider.placeOrder({ key: 'k1', planId: plan });
  await expect(soldOut).rejects.toMatchObject({ kind: 'out_of_stock' });
});

test('supply trap 26: a card is given back only while nobody has it on a phone, and never by revoking it', async () => {
  const supply = await open();
  const before = await supply.provider.balance();
  const ref = await supply.card('k1', plan);
  expect(await supply.provider.cancel(ref)).toEqual({ kind: 'cancelled' });
  expect(await supply.provider.balance()).toEqual(before);
  const other = await supply.card('k2', plan);
  // It gets onto a phone between our look and our question.
  supply.box.faults.add({ method: 'esim/cancel', kind: 'refusal', code: '200002' });
  expect(await supply.provider.cancel(other)).toMatchObject({ kind: 'refused' });
  supply.install(other);
  expect(await supply.provider.cancel(other)).toMatchObject({ kind: 'refused' });
  expect(supply.asked.filter((path) => path === 'esim/cancel')).toHaveLength(2);
  expect(supply.asked).not.toContain('esim/revoke');
});

test('supply trap 26: whether a card was given back is not known when the answer is lost, and is when it is asked again', async () => {
  const supply = await open();
  const ref = await supply.card('k1', plan);
  supply.box.faults.add({ method: 'esim/cancel', kind: 'drop_after' });
  await expect(supply.provider.cancel(ref)).rejects.toMatchObject({ kind: 'unknown_outcome' });
  expect(await supply.provider.cancel(ref)).toEqual({ kind: 'cancelled' });
});

test('a key that is too long for the supplier is refused before anything is sent', async () => {
  const supply = await open();
  const order = supply.provider.placeOrder({ key: 'k'.repeat(51), planId: plan });
  await expect(order).rejects.toMatchObject({ kind: 'bad_request' });
  expect(supply.asked).toEqual([]);
});

test('an order of long ago is found among many, and what is beyond our patience is not guessed', async () => {
  const { fresh, listed } = recorded;
  const page = (count: number, total: number): object => ({
    ...listed(
      ...Array.from({ length: count }, (_, index) => ({ ...fresh, transactionId: `other-${index}` })),
    ),
    pager: { total },
  });
  const far = scripted({
    'esim/query': [yes(page(500, 700)), yes({ ...page(199, 700), esimList: [fresh] })],
  });
  const sought = { key: 'key-1', since: far.now() - 9 * day, ref: null };
  expect(await far.provider.findOrder(sought)).toEqual({ kind: 'placed', ref: recorded.ref });
  expect(far.sent.map(({ body }) => (body['pager'] as { pageNum: number }).pageNum)).toEqual([1, 2]);
  const endless = scripted({ 'esim/query': yes(page(500, 1_000_000)) });
  expect(await endless.provider.findOrder(sought)).toEqual({ kind: 'unknown' });
  expect(endless.asked('esim/query')).toBe(20);
});

test('somebody else’s eSIM is not taken for ours, though it has the number of our order', async () => {
  const { fresh, listed } = recorded;
  const { provider } = scripted({
    'package/list': yes({ packageList: [recorded.italy5] }),
    'esim/order': yes({ orderNo: fresh.orderNo }),
    'esim/query': yes(listed({ ...fresh, transactionId: 'somebody-else' })),
  });
  await provider.placeOrder({ key: 'k1', planId: plan });
  expect(await provider.findOrder({ key: 'k1', since: 0, ref: null })).toEqual({ kind: 'not_found' });
});

test('an eSIM whose number is none, or whose installation code is none, is still being made', async () => {
  const { fresh, listed } = recorded;
  for (const odd of [
    { esimTranNo: '' },
    { esimTranNo: 'a\u0000b' },
    { ac: 'https://example.com/esim' },
    { ac: '' },
  ]) {
    const { provider } = scripted({ 'esim/query': yes(listed({ ...fresh, transactionId: 'k1', ...odd })) });
    expect(await provider.findOrder({ key: 'k1', since: 0, ref: null })).toEqual({ kind: 'pending' });
  }
});

test('a day that no screen could show is not told', async () => {
  const { inUse, listed, ref } = recorded;
  const odd = { ...inUse, expiredTime: 1e300, activateTime: '+275000-01-01T00:00:00Z' };
  const { provider } = scripted({ 'esim/query': yes(listed(odd)) });
  expect(await provider.history(ref)).toMatchObject([{ startedAt: null, expiresAt: null }]);
});

test('an order of long ago is looked for among what was made then, and is missing only if it is not among the rest either', async () => {
  const { fresh, listed } = recorded;
  const since = Date.UTC(2025, 0, 1);
  const find = async (...lists: object[]) => {
    const { provider, sent } = scripted({ 'esim/query': lists.map(yes) });
    const found = await provider.findOrder({ key: 'k1', since, ref: null });
    const ends = sent.map(({ body }) => (Date.parse(String(body['endTime'])) - since) / day);
    return { found: found.kind, ends };
  };
  const ours = listed({ ...fresh, transactionId: 'k1' });
  const then = await find(ours);
  expect(then).toMatchObject({ found: 'placed', ends: [expect.closeTo(2, 1)] });
  // The clock of its making may have been wrong.
  const later = await find(listed(), ours);
  expect(later).toMatchObject({ found: 'placed', ends: [expect.closeTo(2, 1), expect.closeTo(516.4, 0)] });
  expect(await find(listed(), listed())).toMatchObject({ found: 'not_found' });
});
