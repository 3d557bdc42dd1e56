import { expect, test } from 'vitest';
import { ProviderError } from '../../../src/services/supply-port.ts';
import { recorded, maker, ref, replay, sim } from './replay.ts';
import type { AnswerName } from './replay.ts';

const secrets = [
  'top-secret',
  'token-1',
  'YVTGM-5LZC6',
  'SECRET-TOKEN',
  'LPA:1$',
  '4812',
  'someone@example.com',
];

test('supply trap 18: no error and no line of the log holds a key, a token, an installation code or an address', async () => {
  const all = (['orders', 'sims', 'usage', 'history', 'errors', 'top-ups'] as const).flatMap((subject) =>
    Object.keys(recorded(subject)).map((title): AnswerName => `${subject}: ${title}`),
  );
  const told: string[] = [];
  for (const answer of all) {
    const airalo = replay({
      'POST orders': answer,
      'GET orders': answer,
      'GET orders/583747': answer,
      ...sim(answer, answer, answer),
      'GET sims': answer,
      'GET sims/:iccid/topups': answer,
      'GET balance': answer,
    });
    const { provider } = airalo;
    for (const call of [
      () => provider.placeOrder(maker),
      () => provider.findOrder({ key: maker.key, since: 0, ref: null }),
      () => provider.getProfile(ref),
      () => provider.history(ref),
      () => provider.listTopUps(ref),
      () => provider.balance(),
      () => provider.findProfile({ lpa: 'LPA:1$lpa.airalo.com$TEST' }),
    ])
      await call().catch((error: unknown) => {
        told.push(`${String(error)} ${JSON.stringify(error)} ${error instanceof Error ? error.stack : ''}`);
        if (!(error instanceof ProviderError)) told.push(`not of the port: ${String(error)}`);
      });
    told.push(...airalo.logged);
  }
  expect(told.length).toBeGreaterThan(100);
  for (const secret of secrets) expect(told.filter((text) => text.includes(secret))).toEqual([]);
});
