import { expect, test } from 'vitest';
import type { PlanInstance } from '../../src/domain/usage.ts';
import { caseOf } from '../../src/services/refund-case.ts';
import { aCard, anOrder, balance, plan } from '../support/samples.ts';

type Parts = Parameters<typeof caseOf>[0];

test('the case of a card that was renewed for years still fits into one message, and tells of its latest plans', async () => {
  const renewed = (n: number): PlanInstance => ({
    planId: `it-${n}gb`,
    plan,
    state: n < 200 ? 'expired' : 'queued',
    startedAt: null,
    expiresAt: null,
    dataTotal: 2 ** 40,
    dataUsed: 2 ** 39,
    voiceUsedSeconds: 3600,
    smsUsed: 20,
  });
  const plans = Array.from({ length: 200 }, (_, n) => renewed(n + 1));
  const card = aCard();
  const store = { cards: { byId: async () => card }, payments: { ofOrder: async () => [] } };
  const cards = { ask: async () => ({ ...balance(1), plans }) };
  const order = anOrder(card, { suppliedCardId: card.id });
  const detail = await caseOf(
    { store, cards, clock: () => 1 } as unknown as Parts,
    order,
    'the card was removed',
  );
  expect(detail.length).toBeLessThan(1500);
  expect(detail).toContain('it-200gb queued');
  expect(detail).toContain('190 before');
});
