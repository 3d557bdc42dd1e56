import { describe, expect, test } from 'vitest';
import { effectOn } from '../../src/domain/taking-back.ts';
import type { Balance, PlanInstance, PlanInstanceState, ProfileState } from '../../src/domain/usage.ts';
import { plan } from '../support/samples.ts';

const other = { ...plan, id: 'it-3gb' };

function on(
  profile: ProfileState,
  ...plans: readonly (readonly [typeof plan, PlanInstanceState])[]
): Balance {
  const instances = plans.map(([each, state]): PlanInstance => ({
    planId: each.id,
    plan: each,
    state,
    startedAt: null,
    expiresAt: null,
    dataTotal: each.dataBytes,
    // Never used, as far as anybody has reported.
    dataUsed: 0,
    voiceUsedSeconds: 0,
    smsUsed: 0,
  }));
  return { profile, plans: instances, installBy: null, asOf: 1 };
}

describe('A cancellation at the supplier takes a new eSIM', () => {
  const order = { plan, preview: { kind: 'new_profile', wastedBytes: null, wastedUntil: null } } as const;
  const effect = (balance: Balance): string => effectOn({ order, sentAt: 5, balance, others: [] });

  test.each<[string, string, Balance]>([
    ['alone', 'that is on no phone', on('ready', [plan, 'queued'])],
    ['alone', 'that is still being made', on('provisioning', [plan, 'pending'])],
    ['gone', 'that was taken back', on('cancelled', [plan, 'cancelled'])],
    ['unproved', 'that is on a phone and reads as unused', on('installed', [plan, 'queued'])],
    ['unproved', 'that is on its way to a phone', on('downloading', [plan, 'queued'])],
    ['unproved', 'of which nobody knows where it is', on('unknown', [plan, 'queued'])],
    ['unproved', 'to which somebody has added a plan', on('ready', [plan, 'queued'], [other, 'queued'])],
    ['unproved', 'that is another than ours', on('ready', [other, 'queued'])],
  ])('%s: one %s', (expected, _, balance) => {
    expect(effect(balance)).toBe(expected);
  });

  test('unproved: one whose days an order prolonged, of which the supplier lists no plan', () => {
    const others = [{ planId: plan.id, sentAt: 9, isProfile: false }];
    const balance = on('ready', [plan, 'queued']);
    expect(effectOn({ order, sentAt: 5, balance, others })).toBe('unproved');
  });
});

describe('A cancellation at the supplier takes the plan that waits', () => {
  const order = { plan, preview: { kind: 'queued', leftBytes: 1, startsBy: null } } as const;
  const added = (sentAt: number, isProfile = false) => ({ planId: plan.id, sentAt, isProfile });
  type Others = Parameters<typeof effectOn>[0]['others'];

  test.each<[string, string, Balance, Others]>([
    ['alone', 'behind one from elsewhere', on('enabled', [other, 'active'], [plan, 'queued']), []],
    ['alone', 'behind the same from elsewhere', on('enabled', [plan, 'active'], [plan, 'queued']), []],
    [
      'alone',
      'behind the same of an earlier order',
      on('enabled', [other, 'expired'], [plan, 'active'], [plan, 'queued']),
      [added(3)],
    ],
    [
      'alone',
      'behind the eSIM’s own first plan, which is ours too',
      on('enabled', [plan, 'active'], [plan, 'queued']),
      [added(3, true)],
    ],
    ['gone', 'once it was taken off', on('enabled', [other, 'active'], [plan, 'cancelled']), []],
    ['unproved', 'once it has begun', on('enabled', [other, 'expired'], [plan, 'active']), []],
    [
      'unproved',
      'when only a later order’s waits',
      on('enabled', [other, 'expired'], [plan, 'active'], [plan, 'queued']),
      [added(7)],
    ],
    [
      'unproved',
      'when another plan waits',
      on('enabled', [other, 'expired'], [plan, 'active'], [other, 'queued']),
      [],
    ],
    [
      'unproved',
      'when several wait',
      on('enabled', [other, 'active'], [plan, 'queued'], [other, 'queued']),
      [],
    ],
    [
      'unproved',
      'when somebody added the same who is not us',
      on('enabled', [other, 'expired'], [plan, 'active'], [plan, 'queued']),
      [],
    ],
    [
      'unproved',
      'when somebody took off the same who is not us',
      on('enabled', [other, 'active'], [plan, 'cancelled']),
      [added(3)],
    ],
    ['unproved', 'of an eSIM that is on no phone', on('ready', [other, 'queued'], [plan, 'queued']), []],
  ])('%s: %s', (expected, _, balance, others) => {
    expect(effectOn({ order, sentAt: 5, balance, others })).toBe(expected);
  });

  test('unproved: days that joined a daily plan', () => {
    const daily = { ...plan, renewal: { ...plan.renewal, start: 'extends_days' as const } };
    const balance = on('enabled', [other, 'active'], [daily, 'queued']);
    expect(effectOn({ order: { ...order, plan: daily }, sentAt: 5, balance, others: [] })).toBe('unproved');
  });
});
