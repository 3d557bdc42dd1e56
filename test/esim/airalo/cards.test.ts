import { afterEach, describe, expect, test, vi } from 'vitest';
import { day, minute } from '../../../src/domain/time.ts';
import { dataLeft } from '../../../src/domain/usage.ts';
import type { ProfileState } from '../../../src/domain/usage.ts';
import { momentOf } from '../../../src/esim/moment.ts';
import { apnFor } from '../../../src/esim/airalo/installation.ts';
import { simShape } from '../../../src/esim/airalo/wire.ts';
import { ref, replay, sim } from './replay.ts';
import type { AnswerName } from './replay.ts';
import { createAiraloSupply } from './supply.ts';

const gigabyte = 2 ** 30;
const at = Date.parse;

afterEach(() => vi.unstubAllEnvs());

describe('eSIMs of Airalo', () => {
  test('supply trap 6: of an unlimited package nothing is ever left over or used up, though Airalo says 0 of 0', async () => {
    for (const [usage, history] of [
      ['usage: unlimited', 'history: unlimited'],
      ['usage: unlimited in sandbox mode', 'history: unlimited in sandbox mode'],
    ] as const) {
      const { provider } = replay(sim(usage, history));
      const [plan] = await provider.history(ref);
      expect(plan).toMatchObject({ planId: 'it-unl-5d', state: 'active', dataTotal: null, dataUsed: null });
      expect(plan && dataLeft(plan)).toBeNull();
      expect(await provider.getUsage(ref)).toMatchObject({ dataTotal: null, dataUsed: null });
    }
  });

  test('supply trap 6: the same in the sandbox mode of the box', async () => {
    for (const mode of ['sandbox', 'production'] as const) {
      const supply = await createAiraloSupply({ mode });
      try {
        const card = await supply.usedCard('order_1', 'it-unl-5d');
        expect(await supply.provider.getUsage(card)).toMatchObject({ dataTotal: null, dataUsed: null });
        expect((await supply.provider.history(card))[0]).toMatchObject({
          planId: 'it-unl-5d',
          dataTotal: null,
        });
      } finally {
        await supply.close();
      }
    }
  });

  test('every recorded state is understood, of the profile and of its packages', async () => {
    const table: readonly (readonly [AnswerName, AnswerName, ProfileState, string])[] = [
      ['usage: not active', 'history: not active', 'ready', 'queued'],
      ['usage: active', 'history: one', 'enabled', 'active'],
      ['usage: active', 'history: used up', 'enabled', 'depleted'],
      ['usage: active', 'history: expired', 'enabled', 'expired'],
      ['usage: active', 'history: expired unused', 'enabled', 'expired_unused'],
      ['usage: recycled', 'history: expired', 'recycled', 'expired'],
      ['usage: a new word', 'history: a new word', 'unknown', 'unknown'],
    ];
    for (const [usage, history, profile, plan] of table) {
      const { provider } = replay(sim(usage, history));
      expect((await provider.getProfile(ref)).state, `${history}`).toBe(profile);
      expect((await provider.history(ref))[0]?.state, `${history}`).toBe(plan);
    }
  });

  test('what a package holds and what is left of it come from the history, minutes and messages from the usage', async () => {
    const { provider } = replay(sim('usage: with minutes', 'history: one'));
    const [plan] = await provider.history(ref);
    expect(plan).toMatchObject({
      planId: 'it-5gb-30d',
      dataTotal: 5 * gigabyte,
      dataUsed: 5 * gigabyte - 767 * 2 ** 20,
      startedAt: at('2023-01-09T10:30:45Z'),
      expiresAt: at('2023-02-09T10:30:45Z'),
    });
    expect(await provider.getUsage(ref)).toMatchObject({
      dataTotal: plan?.dataTotal,
      dataUsed: plan?.dataUsed,
    });
  });

  test('a renewal waits behind the package that runs, with no time at which it would start', async () => {
    const { provider } = replay(sim('usage: active', 'history: queued behind it'));
    const [running, waiting] = await provider.history(ref);
    expect(running).toMatchObject({ state: 'active', planId: 'it-5gb-30d' });
    expect(waiting).toMatchObject({
      state: 'queued',
      planId: 'it-5gb-30d',
      startedAt: null,
      expiresAt: null,
      dataUsed: 0,
    });
  });

  test('from the first package to the renewal that takes over, and to the end of the eSIM', async () => {
    const supply = await createAiraloSupply();
    try {
      const card = await supply.card('order_1', 'it-1gb-7d');
      const states = async () => (await supply.provider.history(card)).map(({ state }) => state);
      expect(await states()).toEqual(['queued']);
      supply.box.controls.setProfileState(card.id, 'enabled');
      supply.advance(30 * minute);
      await supply.provider.placeTopUp({ key: 'order_2', ref: card, planId: 'it-1gb-7d' });
      expect(await states()).toEqual(['active', 'queued']);
      supply.advance(7 * day);
      const [ended, running] = await supply.provider.history(card);
      expect(['expired', 'depleted']).toContain(ended?.state);
      expect(running).toMatchObject({ planId: 'it-1gb-7d', state: 'active' });
      expect(await supply.provider.getUsage(card)).toMatchObject({
        dataTotal: running?.dataTotal,
        dataUsed: running?.dataUsed,
      });
      supply.advance(60 * day);
      expect(await supply.provider.getProfile(card)).toMatchObject({ state: 'recycled', lpa: null });
      await expect(supply.provider.listTopUps(card)).rejects.toMatchObject({ kind: 'profile_gone' });
    } finally {
      await supply.close();
    }
  });

  test('two packages that run at once, as in Airalo’s example, are told as it tells them', async () => {
    const { provider } = replay(sim('usage: active', 'history: both running'));
    expect((await provider.history(ref)).map(({ planId, state }) => [planId, state])).toEqual([
      ['it-5gb-30d', 'active'],
      ['it-3gb-30d', 'active'],
    ]);
  });

  test('a package that we do not sell is shown as what it is, and can be told from ours', async () => {
    const { provider } = replay(sim('usage: active', 'history: foreign'));
    const [plan] = await provider.history(ref);
    expect(plan).toMatchObject({ planId: 'airalo:merhaba-7days-1gb', dataTotal: gigabyte, state: 'active' });
    expect(plan?.plan).toMatchObject({ kind: 'allowance', validityDays: 7, renewal: { start: 'added' } });
  });

  test('what Airalo says of an operator beats what is usual: 14 days to renew, 90 to install', async () => {
    const { provider } = replay(sim('usage: not active', 'history: not active'));
    expect((await provider.getProfile(ref)).installBy).toBe(at('2025-04-15T14:02:38Z') + 90 * day);
    expect((await provider.history(ref))[0]?.plan.renewal.graceDays).toBe(14);
    const used = replay(sim('usage: active', 'history: one'));
    expect((await used.provider.getProfile(ref)).installBy, 'it is on a phone').toBeNull();
  });

  test('an eSIM can be looked at while the list of packages cannot', async () => {
    const { provider } = replay({
      ...sim('usage: not active', 'history: not active'),
      'GET packages': 'errors: gateway',
    });
    expect(await provider.getProfile(ref)).toMatchObject({ state: 'ready', installBy: null });
    expect((await provider.history(ref))[0]?.plan.renewal.graceDays).toBe(30);
  });

  test('supply trap 15: numbers of eSIMs stay text, of 18 digits or 20, whatever their check digit', async () => {
    for (const iccid of ['891000000000009126', '89340000000000000872']) {
      const { provider, asked } = replay(sim('usage: active', 'history: one'));
      await provider.getUsage({ id: iccid, iccid });
      expect(asked.some(({ url }) => url.pathname === `/v2/sims/${iccid}/usage`)).toBe(true);
    }
  });

  test('supply trap 16: before it starts a package has no end, whatever date Airalo writes there', async () => {
    const { provider } = replay(sim('usage: not active', 'history: not active'));
    expect((await provider.history(ref))[0]).toMatchObject({
      state: 'queued',
      startedAt: null,
      expiresAt: null,
    });
  });

  test('supply trap 16: a date without a zone is UTC, and one with a zone says so itself', () => {
    vi.stubEnv('TZ', 'Asia/Tokyo');
    expect(new Date(0).getHours(), 'wherever the shop stands').toBe(9);
    expect(momentOf('2025-11-18 13:40:21')).toBe(Date.UTC(2025, 10, 18, 13, 40, 21));
    expect(momentOf('2023-01-09T10:30:45+00:00')).toBe(Date.UTC(2023, 0, 9, 10, 30, 45));
    expect(momentOf('2023-01-09T10:30:45+02:00')).toBe(Date.UTC(2023, 0, 9, 8, 30, 45));
    for (const none of [null, undefined, '', 'soon', '0000-00-00 00:00:00'])
      expect(momentOf(none)).toBeNull();
  });

  test('supply trap 16: the end comes from the history, not from the usage, which says another one', async () => {
    const { provider } = replay(sim('usage: active', 'history: one'));
    expect((await provider.history(ref))[0]?.expiresAt).toBe(at('2023-02-09T10:30:45Z'));
  });

  test('supply trap 17: the installation code is the text Airalo gives, whole or in parts, never its picture', async () => {
    const whole = 'LPA:1$RSP-3088.IDEMIA.IO$YVTGM-5LZC6-PIC56-KFEZJ';
    for (const one of ['sims: one', 'sims: one without its code in one piece'] as const) {
      const { provider, asked } = replay(sim('usage: not active', 'history: not active', one));
      expect((await provider.getProfile(ref)).lpa).toBe(whole);
      expect(asked.every(({ url }) => url.host === 'airalo.test')).toBe(true);
    }
  });

  test('supply trap 5: an eSIM of which Airalo says no more than that it was recycled is gone, and no silence', async () => {
    for (const [usage, history, plans] of [
      ['errors: recycled', 'errors: recycled', 0],
      ['errors: recycled', 'history: one', 1],
      ['usage: recycled', 'errors: recycled', 0],
    ] as const) {
      const { provider } = replay(sim(usage, history));
      expect(await provider.getProfile(ref)).toMatchObject({ state: 'recycled', lpa: null });
      expect(await provider.history(ref)).toHaveLength(plans);
      expect(await provider.getUsage(ref)).toMatchObject({ voiceUsedSeconds: 0, smsUsed: 0 });
    }
  });

  test('supply trap 5: an eSIM that was recycled when somebody would renew it is gone at once, though its figures are fresh', async () => {
    const { provider } = replay({
      ...sim('usage: active', 'history: one'),
      'GET sims/:iccid/topups': 'errors: recycled',
    });
    expect((await provider.getProfile(ref)).state).toBe('enabled');
    await expect(provider.listTopUps(ref)).rejects.toMatchObject({ kind: 'profile_gone' });
    expect(await provider.getProfile(ref)).toMatchObject({ state: 'recycled', lpa: null });
    expect(await provider.history(ref), 'what it was stays known').toHaveLength(1);
  });

  test('what phones have to be told as the APN is what Airalo says, where it has to be set by hand', async () => {
    const apnOf = async (name: AnswerName) =>
      (await replay(sim('usage: active', 'history: one', name)).provider.getProfile(ref)).apn;
    expect(await apnOf('sims: one')).toBe('globaldata');
    const found = { apn_type: 'automatic', apn_value: 'globaldata' };
    const apn = (more: object) => apnFor(simShape.parse({ iccid: ref.iccid, ...more }));
    expect(apn({ ...found, apn: { ios: found, android: found } })).toBeUndefined();
    expect(apn({ ...found, apn: { ios: found, android: { apn_type: 'manual', apn_value: 'plus' } } })).toBe(
      'plus',
    );
    expect(apn({ apn_type: 'manual', apn_value: 'plus', apn: null })).toBe('plus');
    for (const value of [null, '', '<b>'])
      expect(apn({ apn_type: 'manual', apn_value: value })).toBeUndefined();
  });

  test('a recycled eSIM has no installation code, however that shows', async () => {
    const gone = { state: 'recycled', lpa: null };
    expect(
      await replay(sim('usage: active', 'history: one', 'sims: recycled')).provider.getProfile(ref),
    ).toMatchObject(gone);
    expect(await replay(sim('usage: recycled', 'history: expired')).provider.getProfile(ref)).toMatchObject(
      gone,
    );
  });

  test('an eSIM so new that nothing is known of its use can be installed', async () => {
    const { provider } = replay(sim('errors: not found', 'errors: not found'));
    expect(await provider.getProfile(ref)).toMatchObject({
      state: 'unknown',
      lpa: expect.stringMatching(/^LPA:1\$/),
      installBy: expect.any(Number),
    });
    const nobody = replay(sim('errors: not found', 'errors: not found', 'errors: not found'));
    await expect(nobody.provider.getProfile(ref)).rejects.toMatchObject({ kind: 'profile_gone' });
  });

  test('supply trap 23: whatever is tapped, Airalo is asked once in 20 minutes, and once by all at once', async () => {
    const airalo = replay(sim('usage: active', 'history: one'));
    const look = () =>
      Promise.all([
        airalo.provider.getUsage(ref),
        airalo.provider.history(ref),
        airalo.provider.getProfile(ref),
      ]);
    const [{ asOf }] = await look();
    expect(asOf).toBe(airalo.now());
    for (let tap = 0; tap < 30; tap++) {
      airalo.advance(30_000);
      const [usage] = await look();
      expect(usage.asOf, 'the time of the figures, not of the tap').toBe(asOf);
    }
    expect([airalo.count('GET sims/:iccid/usage'), airalo.count('GET sims/:iccid/packages')]).toEqual([1, 1]);
    airalo.advance(6 * minute);
    await look();
    expect([airalo.count('GET sims/:iccid/usage'), airalo.count('GET sims/:iccid/packages')]).toEqual([2, 2]);
  });

  test('supply trap 23: after a renewal the figures are asked for anew', async () => {
    const supply = await createAiraloSupply();
    try {
      const card = await supply.usedCard('order_1', 'it-5gb-30d');
      expect(await supply.provider.history(card)).toHaveLength(1);
      await supply.provider.placeTopUp({ key: 'order_2', ref: card, planId: 'it-5gb-30d' });
      expect((await supply.provider.history(card)).map(({ state }) => state)).toEqual(['active', 'queued']);
    } finally {
      await supply.close();
    }
  });

  test('a failed question is not remembered as an answer', async () => {
    const airalo = replay({
      ...sim('usage: active', 'history: one'),
      'GET sims/:iccid/usage': ['errors: gateway', 'usage: active'],
    });
    await expect(airalo.provider.getUsage(ref)).rejects.toMatchObject({ kind: 'temporary' });
    expect(await airalo.provider.getUsage(ref)).toMatchObject({ dataTotal: 5 * gigabyte });
  });

  test('supply trap 27: new words and numbers as text do no harm, and a word is told to people once', async () => {
    const airalo = replay(sim('usage: a new word', 'history: a new word'));
    expect((await airalo.provider.history(ref))[0]).toMatchObject({
      state: 'unknown',
      dataTotal: 5 * gigabyte,
    });
    expect((await airalo.provider.getProfile(ref)).state).toBe('unknown');
    expect(airalo.logged).toHaveLength(1);
    expect(airalo.logged[0]).toContain('HIBERNATING');
  });

  test('a history of which one package cannot be read is no answer: without the one that runs, the card would look unused', async () => {
    const { provider } = replay(sim('usage: active', 'history: one of them unreadable'));
    for (const ask of [provider.history(ref), provider.getUsage(ref), provider.getProfile(ref)])
      await expect(ask).rejects.toMatchObject({ kind: 'temporary' });
  });

  test('a proof names one eSIM or none: in sandbox mode they all have the same code', async () => {
    const code = { lpa: 'LPA:1$rsp-3088.idemia.io$YVTGM-5LZC6-PIC56-KFEZJ' };
    expect(await replay({ 'GET sims': 'sims: list' }).provider.findProfile(code)).toEqual({
      ref,
      coverage: 'IT',
    });
    const far = replay({ 'GET sims': ['sims: one page of thirty', 'sims: list'] });
    expect(await far.provider.findProfile(code), 'on the second page').toEqual({ ref, coverage: 'IT' });
    const endless = replay({ 'GET sims': 'sims: one page of thirty' });
    expect(await endless.provider.findProfile(code)).toBeUndefined();
    expect(endless.count('GET sims'), 'it is not looked for in all the world').toBe(20);
    const same = replay({ 'GET sims': 'sims: list in sandbox mode' });
    expect(await same.provider.findProfile({ lpa: 'LPA:1$lpa.airalo.com$TEST' })).toBeUndefined();
  });
});
