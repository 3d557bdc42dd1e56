import { expect, test } from 'vitest';
import { standingOf } from '../../src/domain/dispute.ts';
import type { Dispute, Standing } from '../../src/domain/dispute.ts';

const money = { amount: 1120, currency: 'EUR' } as const;
const dispute = (state: Dispute['state'], amount = 1120) =>
  ({ state, money: { amount, currency: 'EUR' } }) as const;
const none = { money, refunded: false, incomplete: false, disputes: [] } as const;

test.each<[string, Parameters<typeof standingOf>[0], Standing]>([
  ['untouched', none, 'sound'],
  ['asked about', { ...none, disputes: [dispute('inquiry')] }, 'contested'],
  ['disputed', { ...none, disputes: [dispute('open')] }, 'contested'],
  ['disputed and won', { ...none, disputes: [dispute('won')] }, 'sound'],
  ['disputed and lost', { ...none, disputes: [dispute('lost')] }, 'gone'],
  ['lost in part', { ...none, disputes: [dispute('lost', 300)] }, 'part'],
  ['lost in two parts', { ...none, disputes: [dispute('lost', 300), dispute('lost', 820)] }, 'gone'],
  ['lost in part, the rest disputed', { ...none, disputes: [dispute('lost', 300), dispute('open')] }, 'part'],
  ['refunded', { ...none, refunded: true }, 'gone'],
  ['refunded, then disputed', { ...none, refunded: true, disputes: [dispute('open')] }, 'gone'],
  ['refunded in part elsewhere', { ...none, incomplete: true }, 'part'],
  [
    'lost in other money, which a person must look at',
    { ...none, disputes: [{ state: 'lost', money: { amount: 9999, currency: 'USD' } }] },
    'part',
  ],
])('money that was %s', (_, facts, standing) => {
  expect(standingOf(facts)).toBe(standing);
});
