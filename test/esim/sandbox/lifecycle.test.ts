import { expect, onTestFinished, test } from 'vitest';
import { day, minute, second } from '../../../src/domain/time.ts';
import { parseLpa } from '../../../src/esim/lpa.ts';
import { withLuhn } from '../../../src/esim/sandbox/identity.ts';
import { createSupply } from './supply.ts';

function supply(options: Parameters<typeof createSupply>[0] = {}) {
  const made = createSupply(options);
  onTestFinished(made.close);
  return made;
}

test('a card is made in two seconds, gets onto a phone and into use by itself, and its plan begins then', async () => {
  const made = supply({ autoInstallMs: 10 * minute });
  const ordered = made.now();
  const ref = await made.card('k1', 'it-5gb-30d');
  const state = async () => (await made.provider.getProfile(ref)).state;
  expect(await state()).toBe('ready');
  made.advance(ordered + 2 * second + 10 * minute - made.now());
  expect(await state()).toBe('installed');
  expect((await made.provider.history(ref))[0]).toMatchObject({ state: 'queued', expiresAt: null });
  made.advance(minute);
  expect(await state()).toBe('enabled');
  expect((await made.provider.history(ref))[0]).toMatchObject({
    state: 'active',
    startedAt: made.now(),
    expiresAt: made.now() + 30 * day,
  });
});

test('supply trap 16: before first use there is a day to install by, and no day on which the plan ends', async () => {
  const made = supply();
  const ordered = made.now();
  const ref = await made.card('k1', 'it-5gb-30d');
  expect((await made.provider.getProfile(ref)).installBy).toBe(ordered + 180 * day);
  expect((await made.provider.history(ref))[0]).toMatchObject({ startedAt: null, expiresAt: null });
  made.controls.setProfileState(ref.id, 'enabled');
  expect((await made.provider.getProfile(ref)).installBy).toBeNull();
  expect((await made.provider.history(ref))[0]?.expiresAt).toBe(made.now() + 30 * day);
});

test('supply trap 16: a card nobody installed in time is taken back unused, and takes nothing more', async () => {
  const made = supply();
  const ref = await made.card('k1', 'it-5gb-30d');
  made.advance(180 * day);
  expect(await made.provider.getProfile(ref)).toMatchObject({ state: 'recycled', lpa: null });
  expect((await made.provider.history(ref))[0]?.state).toBe('expired_unused');
  expect(await made.provider.listTopUps(ref)).toEqual([]);
  expect(await made.provider.cancel(ref)).toMatchObject({ kind: 'refused' });
});

test('supply trap 15: a card is known by the supplier’s own name for it; its ICCID is text that can be read aloud', async () => {
  const made = supply();
  const refs = await Promise.all(['k1', 'k2', 'k3'].map((key) => made.card(key, 'it-5gb-30d')));
  for (const { id, iccid } of refs) {
    expect(id).not.toContain(iccid);
    expect(iccid).toMatch(/^8999900\d{12}$/);
    expect(withLuhn(iccid.slice(0, -1))).toBe(iccid);
  }
  expect(new Set(refs.map(({ iccid }) => iccid)).size).toBe(3);
});

test('the check digit is the one printed on real cards', () => {
  for (const iccid of ['8997212330099025334', '8943108170001029631', '8944538532008160222'])
    expect(withLuhn(iccid.slice(0, -1))).toBe(iccid);
});

test('supply trap 29: no phone can install a sandbox card by accident', async () => {
  const made = supply();
  const { lpa } = await made.provider.getProfile(await made.card('k1', 'it-5gb-30d'));
  expect(lpa).toMatch(/^LPA:1\$smdp\.sandbox\.invalid\$SBX-[0-9A-Z]{5}-[0-9A-Z]{5}$/);
  expect(parseLpa(lpa ?? '')).toMatchObject({ smdpAddress: 'smdp.sandbox.invalid' });
});

test('a deleted profile shows no code, and its usage stands still', async () => {
  const made = supply();
  const ref = await made.usedCard('k1', 'it-5gb-30d');
  made.controls.setProfileState(ref.id, 'deleted');
  const usage = await made.provider.getUsage(ref);
  made.advance(3 * day);
  expect(await made.provider.getProfile(ref)).toMatchObject({ state: 'deleted', lpa: null });
  expect(await made.provider.getUsage(ref)).toEqual(usage);
  expect(await made.provider.listTopUps(ref)).toEqual([]);
});

test('a profile moved by hand stays there, also after a restart; an unknown one cannot be moved', async () => {
  const made = supply();
  const ref = await made.card('k1', 'it-5gb-30d');
  for (const state of ['installed', 'enabled', 'disabled', 'enabled', 'ready'] as const) {
    expect(made.controls.setProfileState(ref.id, state)).toBe(true);
    expect((await made.restart().getProfile(ref)).state).toBe(state);
  }
  expect(made.controls.setProfileState('nobody', 'enabled')).toBe(false);
});
