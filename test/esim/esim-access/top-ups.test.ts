import { expect, onTestFinished, test } from 'vitest';
import { day, minute } from '../../../src/domain/time.ts';
import * as recorded from './recorded.ts';
import { no, scripted, yes } from './scripted.ts';
import { createSupply } from './world.ts';

const gigabyte = 2 ** 30;
const { ref, inUse, listed } = recorded;

async function open(options: Parameters<typeof createSupply>[0] = {}) {
  const supply = await createSupply(options);
  onTestFinished(supply.close);
  return supply;
}

test('supply trap 4: what can be added comes from the list of this very card, under the names of that list', async () => {
  const list = { packageList: [{ ...recorded.topUp5, packageCode: 'TOPUP_OF-ITS-OWN' }] };
  const { provider, sent } = scripted({
    'esim/query': yes(listed(inUse)),
    'package/list': yes(list),
    'esim/topup': yes(recorded.toppedUp),
  });
  expect(await provider.listTopUps(ref)).toEqual([
    { id: 'it-5gb-30d', cost: { amount: 440, currency: 'USD' } },
  ]);
  const maxCost = { amount: 440, currency: 'USD' } as const;
  await provider.placeTopUp({ key: 'top-1', ref, planId: 'it-5gb-30d', maxCost });
  expect(sent.find(({ path }) => path === 'package/list')?.body).toMatchObject({
    type: 'TOPUP',
    esimTranNo: ref.id,
    iccid: ref.iccid,
  });
  expect(sent.at(-1)).toEqual({
    path: 'esim/topup',
    body: { esimTranNo: ref.id, packageCode: 'TOPUP_OF-ITS-OWN', transactionId: 'top-1', amount: 44_000 },
  });
});

test('supply trap 4: where the list is empty nothing is offered, and nothing is sent', async () => {
  const { provider, sent } = scripted({
    'esim/query': yes(listed(inUse)),
    'package/list': yes({ packageList: [] }),
  });
  expect(await provider.listTopUps(ref)).toEqual([]);
  const topUp = provider.placeTopUp({ key: 'top-1', ref, planId: 'it-5gb-30d' });
  await expect(topUp).rejects.toMatchObject({ kind: 'topup_not_allowed' });
  expect(sent.map(({ path }) => path)).not.toContain('esim/topup');
});

test('only what joins the plan of the card is offered: data to data, days to the same data a day', async () => {
  const daily = { ...recorded.italyDaily, packageCode: 'TOPUP_DAY' };
  const packageList = [recorded.topUp5, daily, { ...daily, packageCode: 'TOPUP_DAY2', volume: 2 * gigabyte }];
  const bought = { slug: 'IT_1_Daily', duration: 7, volume: gigabyte, locationCode: 'IT' };
  const byDay = { dataType: 2, totalVolume: gigabyte, totalDuration: 7, packageList: [bought] };
  for (const [esim, ids] of [
    [inUse, ['it-5gb-30d']],
    [{ ...inUse, ...byDay }, ['it-1gbday-3d', 'it-1gbday-7d']],
  ] as const) {
    const { provider, sent } = scripted({
      'esim/query': yes(listed(esim)),
      'package/list': yes({ packageList }),
    });
    expect((await provider.listTopUps(ref)).map(({ id }) => id).toSorted()).toEqual(ids);
    const other = provider.placeTopUp({ key: 'top-1', ref, planId: 'it-2gbday-7d' });
    await expect(other).rejects.toMatchObject({ kind: 'topup_not_allowed' });
    expect(sent.map(({ path }) => path)).not.toContain('esim/topup');
  }
});

test('of two packages that bring the same, the cheaper one is added', async () => {
  const dear = { ...recorded.topUp5, packageCode: 'TOPUP_DEAR', price: 50_000 };
  const { provider, sent } = scripted({
    'esim/query': yes(listed(inUse)),
    'package/list': yes({ packageList: [dear, recorded.topUp5] }),
    'esim/topup': yes(recorded.toppedUp),
  });
  await provider.placeTopUp({ key: 'top-1', ref, planId: 'it-5gb-30d' });
  expect(sent.at(-1)?.body['packageCode']).toBe('TOPUP_PHAJHEAYP');
});

test('data and days join the running plan at once, as the preview says', async () => {
  const supply = await open();
  const card = await supply.usedCard('k1', 'it-5gb-30d');
  const [before] = await supply.provider.history(card);
  await supply.provider.placeTopUp({ key: 't1', ref: card, planId: 'it-3gb-30d' });
  const after = await supply.provider.history(card);
  expect(after).toMatchObject([
    { state: 'active', dataTotal: 8 * gigabyte, expiresAt: (before?.expiresAt ?? 0) + 30 * day },
  ]);
  expect(after[0]?.plan.renewal).toMatchObject({ start: 'stacked', graceDays: 0 });
});

test('a plan that is used up comes back to life by a renewal', async () => {
  const supply = await open();
  const card = await supply.usedCard('k1', 'it-1gb-7d');
  supply.box.controls.useBytes(card.id, gigabyte);
  expect((await supply.provider.history(card))[0]?.state).toBe('depleted');
  await supply.provider.placeTopUp({ key: 't1', ref: card, planId: 'it-1gb-7d' });
  const [revived] = await supply.provider.history(card);
  expect(revived).toMatchObject({ state: 'active', dataTotal: 2 * gigabyte });
  expect(revived?.dataUsed).toBeGreaterThanOrEqual(gigabyte);
});

test('a plan by the day goes on for as many days as are bought', async () => {
  const supply = await open();
  const card = await supply.usedCard('k1', 'it-1gbday-3d');
  const [before] = await supply.provider.history(card);
  expect((await supply.provider.listTopUps(card)).map(({ id }) => id).toSorted()).toEqual([
    'it-1gbday-3d',
    'it-1gbday-7d',
  ]);
  expect(before?.planId).toBe('it-1gbday-3d');
  await supply.provider.placeTopUp({ key: 't1', ref: card, planId: 'it-1gbday-7d' });
  const [after] = await supply.provider.history(card);
  expect(after?.expiresAt).toBe((before?.expiresAt ?? 0) + 7 * day);
  expect(after?.dataTotal).toBe(gigabyte);
  const week = await supply.usedCard('k2', 'it-1gbday-7d');
  expect((await supply.provider.history(week))[0]?.planId).toBe('it-1gbday-7d');
  await supply.provider.placeTopUp({ key: 't2', ref: week, planId: 'it-1gbday-7d' });
  expect((await supply.provider.history(week))[0]?.planId, 'what is offered first next time').toBe(
    'it-1gbday-7d',
  );
});

test('supply trap 5: after its end nothing can be added, and nothing is sent', async () => {
  const supply = await open();
  const card = await supply.usedCard('k1', 'it-1gb-7d');
  expect(await supply.provider.listTopUps(card)).not.toEqual([]);
  supply.advance(7 * day);
  expect(await supply.provider.listTopUps(card)).toEqual([]);
  const late = supply.provider.placeTopUp({ key: 't1', ref: card, planId: 'it-1gb-7d' });
  await expect(late).rejects.toMatchObject({ kind: 'topup_not_allowed' });
  expect(supply.asked).not.toContain('esim/topup');
});

test('supply trap 5: what ends between our look and our order is refused by the supplier, and that is a plain no', async () => {
  const supply = await open();
  const card = await supply.usedCard('k1', 'it-5gb-30d');
  supply.box.faults.add({ method: 'esim/topup', kind: 'refusal', code: '200002' });
  const late = supply.provider.placeTopUp({ key: 't1', ref: card, planId: 'it-5gb-30d' });
  await expect(late).rejects.toMatchObject({ kind: 'topup_not_allowed' });
});

test('supply trap 5: after ten renewals a card takes no more', async () => {
  const supply = await open({ manners: { limited: false } });
  const card = await supply.usedCard('k1', 'it-1gb-7d');
  for (let count = 1; count <= 10; count++)
    await supply.provider.placeTopUp({ key: `t${count}`, ref: card, planId: 'it-1gb-7d' });
  expect(await supply.provider.listTopUps(card)).toEqual([]);
  const more = supply.provider.placeTopUp({ key: 't11', ref: card, planId: 'it-1gb-7d' });
  await expect(more).rejects.toMatchObject({ kind: 'topup_not_allowed' });
});

test('supply trap 28: a plan that is not reloadable offers nothing, and says that a new card is needed', async () => {
  const supply = await open();
  const card = await supply.usedCard('k1', 'it-unl-5d');
  expect(await supply.provider.listTopUps(card)).toEqual([]);
  expect((await supply.provider.history(card))[0]?.plan.renewal.inPlace).toBe(false);
  // Also when the supplier says so only of this card.
  const { provider, asked } = scripted({ 'esim/query': yes(listed({ ...inUse, supportTopUpType: 1 })) });
  expect((await provider.history(ref))[0]?.plan.renewal.inPlace).toBe(false);
  expect(await provider.listTopUps(ref)).toEqual([]);
  expect(asked('package/list')).toBe(0);
});

test('supply trap 23: however often a screen is opened, the list of a card is asked for every twenty seconds at most', async () => {
  const supply = await open();
  const card = await supply.usedCard('k1', 'it-5gb-30d');
  const lists = (): number => supply.asked.filter((path) => path === 'package/list').length;
  const before = lists();
  for (let tap = 0; tap < 30; tap++) await supply.provider.listTopUps(card);
  expect(lists() - before).toBe(1);
  supply.advance(minute);
  await supply.provider.listTopUps(card);
  expect(lists() - before).toBe(2);
});

test('a key that is known of a renewal that failed delivers nothing', async () => {
  const [base] = inUse.packageList;
  const of = (...transactionIds: string[]) =>
    scripted({
      'esim/query': yes(
        listed({
          ...inUse,
          packageList: transactionIds.map((transactionId) => ({ ...base, transactionId })),
        }),
      ),
      'package/list': yes({ packageList: [recorded.topUp5] }),
      'esim/topup': no('310402'),
    }).provider.placeTopUp({ key: 'top-1', ref, planId: 'it-5gb-30d' });
  await expect(of('k1')).rejects.toMatchObject({ kind: 'unknown_outcome' });
  for (const said of [['k1', 'top-1'], ['']]) expect(await of(...said)).toEqual({ kind: 'placed', ref });
});
