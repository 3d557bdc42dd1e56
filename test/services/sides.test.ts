import { describe, expect, test } from 'vitest';
import { minute } from '../../src/domain/time.ts';
import { createSides } from '../../src/services/sides.ts';
import { ProviderError } from '../../src/services/supply-port.ts';

/** A side that answers as told, and its watch. */
function open(side: 'stripe' | 'supplier' | 'telegram') {
  let now = 1_000 * minute;
  const tally = createSides({ clock: () => now })[side];
  const port = tally.over({
    name: side,
    ask: (answer: unknown): Promise<unknown> =>
      answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer),
    now: () => now,
  });
  return {
    port,
    call: async (times: number, answer: unknown) => {
      for (let n = 0; n < times; n++) await port.ask(answer).catch(() => undefined);
    },
    pass: (milliseconds: number) => void (now += milliseconds),
    health: () => tally.watch.ask(),
  };
}
const away = new Error('away');

describe('A side that is called', () => {
  test('fails when five calls in five minutes did, and more than half', async () => {
    const { call, health } = open('stripe');
    await call(4, away);
    expect(await health()).toEqual({ kind: 'unknown' });
    await call(4, 'fine');
    await call(1, away);
    expect(await health()).toEqual({ kind: 'ill', trouble: { key: 'stripe', failed: 5, calls: 9 } });
    await call(1, 'fine');
    expect(await health(), 'half and half').toEqual({ kind: 'well' });
  });

  test('is judged by the last five minutes', async () => {
    const { call, health, pass } = open('telegram');
    await call(9, away);
    pass(2 * minute);
    await call(1, 'fine');
    expect(await health()).toMatchObject({ kind: 'ill' });
    pass(3 * minute);
    expect(await health()).toEqual({ kind: 'well' });
    pass(3 * minute);
    expect(await health(), 'nobody called').toEqual({ kind: 'unknown' });
  });

  test('that says no to one request works, and what it did not hear is no failure of it', async () => {
    const supplier = open('supplier');
    await supplier.call(9, new ProviderError('out_of_stock', 'none left'));
    await supplier.call(9, { kind: 'not_found' });
    expect(await supplier.health()).toEqual({ kind: 'well' });
    await supplier.call(10, { kind: 'unknown' });
    await supplier.call(10, new ProviderError('temporary', 'maintenance'));
    expect(await supplier.health()).toMatchObject({ trouble: { failed: 20, calls: 38 } });
    const stripe = open('stripe');
    await stripe.call(9, { kind: 'busy' });
    expect(await stripe.health()).toEqual({ kind: 'unknown' });
    await stripe.call(9, { kind: 'refused' });
    expect(await stripe.health()).toMatchObject({ kind: 'ill' });
  });

  test('answers and throws what it would without being counted', async () => {
    const { port } = open('stripe');
    const answer = { kind: 'opened' };
    expect(port.name).toBe('stripe');
    expect(port.now()).toBe(1_000 * minute);
    expect(await port.ask(answer)).toBe(answer);
    await expect(port.ask(away)).rejects.toBe(away);
  });
});
