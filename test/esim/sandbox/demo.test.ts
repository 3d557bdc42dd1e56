import { expect, onTestFinished, test } from 'vitest';
import type { ProfileRef } from '../../../src/domain/card.ts';
import { day, hour } from '../../../src/domain/time.ts';
import { identityOf } from '../../../src/esim/sandbox/identity.ts';
import { createSupply } from './supply.ts';

function supply() {
  const made = createSupply();
  onTestFinished(made.close);
  const demo = async (owner: string): Promise<readonly [ProfileRef, ProfileRef]> => {
    const [italy, japan] = (await made.provider.demoProfiles?.(owner)) ?? [];
    if (!italy || !japan) throw new Error('two demo cards are missing');
    expect([italy.coverage, japan.coverage]).toEqual(['IT', 'JP']);
    return [italy.ref, japan.ref];
  };
  return { made, demo };
}

test('a new customer finds an Italian card ·4821 with 0.8 GB, minutes, messages and nine days left', async () => {
  const { made, demo } = supply();
  const [italy] = await demo('customer_100001');
  expect(italy.iccid.slice(-4)).toBe('4821');
  const usage = await made.provider.getUsage(italy);
  expect((usage.dataTotal ?? 0) - (usage.dataUsed ?? 0)).toBe(Math.round(0.8 * 2 ** 30));
  expect(usage).toMatchObject({ voiceUsedSeconds: 23 * 60, smsUsed: 6, asOf: made.now() });
  const [plan] = await made.provider.history(italy);
  expect(plan).toMatchObject({ planId: 'it-5gb-30d', state: 'active', expiresAt: made.now() + 9 * day });
  expect(plan?.plan).toMatchObject({ voiceSeconds: 3600, smsCount: 20 });
  expect((await made.provider.getProfile(italy)).state).toBe('enabled');
  expect((await made.provider.listTopUps(italy)).map(({ id }) => id)).toContain('it-5gb-30d');
});

test('and a Japanese card in use, which only a new card can follow', async () => {
  const { made, demo } = supply();
  const [, japan] = await demo('customer_100001');
  expect((await made.provider.history(japan))[0]).toMatchObject({
    planId: 'jp-unl-5d',
    state: 'active',
    dataTotal: null,
  });
  expect(await made.provider.listTopUps(japan)).toEqual([]);
});

test('the demo cards stay the same ones, also after a restart and later', async () => {
  const { made, demo } = supply();
  const first = await demo('customer_100001');
  made.advance(hour);
  made.restart();
  expect(await demo('customer_100001')).toEqual(first);
  expect((await made.provider.history(first[0]))[0]?.expiresAt).toBe(made.now() - hour + 9 * day);
});

test('no two customers share a demo card', async () => {
  const { demo } = supply();
  const cards = (await Promise.all(Array.from({ length: 50 }, (_, n) => demo(`customer_${n}`)))).flat();
  expect(new Set(cards.map(({ id }) => id)).size).toBe(100);
  expect(new Set(cards.map(({ iccid }) => iccid)).size).toBe(100);
});

test('the data of the Italian card goes on shrinking slowly, and lasts the day', async () => {
  const { made, demo } = supply();
  const [italy] = await demo('customer_100001');
  const left = async (): Promise<number> => {
    const { dataTotal, dataUsed } = await made.provider.getUsage(italy);
    return (dataTotal ?? 0) - (dataUsed ?? 0);
  };
  const before = await left();
  made.advance(day);
  expect(await left()).toBeLessThan(before);
  expect(await left()).toBeGreaterThan(before / 2);
});

test('a card bought elsewhere is Italian, in use, renewable, and stays the same one', async () => {
  const { made } = supply();
  const { iccid, lpa } = made.controls.cardElsewhere('customer_100001');
  made.advance(hour);
  made.restart();
  expect(made.controls.cardElsewhere('customer_100001')).toEqual({ iccid, lpa });
  expect(made.controls.cardElsewhere('customer_100002').iccid).not.toBe(iccid);
  const ref = { id: identityOf('elsewhere/customer_100001').ref.id, iccid };
  expect((await made.provider.getProfile(ref)).state).toBe('enabled');
  const usage = await made.provider.getUsage(ref);
  expect(usage.dataUsed).toBeGreaterThan(2 ** 30);
  expect(usage.dataUsed).toBeLessThan(2 * 2 ** 30);
  expect((await made.provider.listTopUps(ref)).map(({ id }) => id)).toContain('it-3gb-30d');
});
