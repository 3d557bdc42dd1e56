import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCards } from '../../src/services/cards.ts';
import type { SupplyStep } from '../../src/services/supply.ts';
import { createSuppliers } from '../../src/services/suppliers.ts';
import { ref, replay, sim } from '../esim/airalo/replay.ts';
import { catalogue, createAiraloSupply } from '../esim/airalo/supply.ts';
import { describeOnBoth, newId, storeOver } from '../support/database.ts';
import { aCard } from '../support/samples.ts';
import { runs } from '../support/runs.ts';
import { silent } from '../support/silent.ts';
import { openSupplyDesk } from '../support/supply-desk.ts';

describeOnBoth('Orders that Airalo does not answer', (open, name) => {
  let airalo: Awaited<ReturnType<typeof createAiraloSupply>>;
  beforeEach(async () => {
    airalo = await createAiraloSupply();
  });
  afterEach(() => airalo.close());

  const deskFor = async (card?: ReturnType<typeof aCard>) => {
    const suppliers = createSuppliers({ provider: airalo.provider, catalogue });
    const desk = await openSupplyDesk(open, suppliers, {
      provider: 'airalo',
      clock: airalo.now,
      ...(card && { card }),
    });
    /** As the jobs do: each step as soon as it may be taken. */
    const pursue = async (): Promise<SupplyStep> => {
      let step = await desk.supply.send(desk.order, desk.fulfilment);
      for (let steps = 0; step.kind === 'again' && steps < 500; steps++) {
        airalo.advance(Math.max(0, step.at - airalo.now()));
        step = await desk.supply.lookUp(desk.order, await desk.stored());
      }
      return step;
    };
    return { ...desk, pursue };
  };
  const renewal = async () => {
    const profile = await airalo.usedCard('first', 'it-5gb-30d');
    const suppliers = createSuppliers({ provider: airalo.provider, catalogue });
    const store = storeOver(await open(), { clock: airalo.now });
    const cards = createCards({ store, suppliers, clock: airalo.now, newId, logger: silent });
    const known = aCard({ provider: 'airalo', ref: profile, coverage: 'IT' });
    return { profile, ...(await deskFor({ ...known, balance: await cards.ask(known) })) };
  };
  const accepted = () => airalo.box.accepted().map(({ key, type }) => `${type} ${key}`);

  test('supply trap 1: one that was made and shows late in the list is one eSIM, sent once', async () => {
    const { pursue } = await deskFor();
    airalo.box.manners.lateMs = 4 * 60_000;
    airalo.box.faults.add({ method: 'POST orders', kind: 'drop_after' });
    expect(await pursue()).toMatchObject({ kind: 'made', lpa: expect.stringMatching(/^LPA:1\$/) });
    expect(accepted()).toEqual(['sim key-1']);
  });

  test('supply trap 1: one that never arrived is sent once more, after it was missing for long enough, and is one eSIM', async () => {
    for (const fault of [
      { kind: 'drop_before' },
      { kind: 'status', status: 502, description: '<html></html>' },
    ] as const) {
      await airalo.close();
      airalo = await createAiraloSupply();
      const { pursue, stored } = await deskFor();
      const started = airalo.now();
      airalo.box.faults.add({ method: 'POST orders', ...fault });
      expect((await pursue()).kind).toBe('made');
      expect(accepted()).toEqual(['sim key-1']);
      expect((await stored()).sends).toBe(2);
      expect(airalo.now() - started).toBeGreaterThanOrEqual(2 * 60_000);
    }
  });

  test('supply trap 24: one that is turned away again and again is sent until it is taken, and one that got lost in between once more', async () => {
    const { pursue, stored } = await deskFor();
    const started = airalo.now();
    const turnedAway = { method: 'POST orders', kind: 'status', status: 429, retryAfter: 7 } as const;
    airalo.box.faults.add({ ...turnedAway, times: 3 });
    airalo.box.faults.add({ method: 'POST orders', kind: 'drop_before' });
    airalo.box.faults.add({ ...turnedAway, times: 2 });
    expect((await pursue()).kind).toBe('made');
    expect(accepted()).toEqual(['sim key-1']);
    expect((await stored()).sends, 'of those that may have arrived').toBe(2);
    expect(airalo.now() - started).toBeLessThan(30 * 60_000);
  });

  test('supply trap 8: an order that came with a token that had ended is sent again at once', async () => {
    const { pursue } = await deskFor();
    await airalo.provider.balance();
    airalo.box.revokeTokens();
    const started = airalo.now();
    airalo.box.faults.add({ method: 'GET orders', kind: 'status', status: 503, times: 1000 });
    expect((await pursue()).kind).toBe('made');
    expect(accepted()).toEqual(['sim key-1']);
    expect(airalo.now() - started).toBeLessThan(60_000);
  });

  test('supply trap 1: one whose every answer is lost ends with a person, and with one eSIM', async () => {
    const { pursue } = await deskFor();
    airalo.box.faults.add({ method: 'POST orders', kind: 'drop_after' });
    airalo.box.faults.add({ method: 'GET orders', kind: 'status', status: 503, times: 1000 });
    expect((await pursue()).kind).toBe('undecided');
    expect(accepted()).toEqual(['sim key-1']);
  });

  test('supply trap 1: a renewal whose answer was lost is added once', async () => {
    const { profile, pursue } = await renewal();
    airalo.box.faults.add({ method: 'POST topups', kind: 'drop_after' });
    expect(await pursue()).toMatchObject({ kind: 'made', ref: profile });
    expect(accepted()).toEqual(['sim first', 'topup key-1']);
  });

  test('supply trap 24: a renewal before which Airalo cannot be asked what the card takes is sent once it can, and once', async () => {
    const { profile, pursue } = await renewal();
    airalo.box.faults.add({ method: 'GET topups', kind: 'status', status: 503, times: 5 });
    expect(await pursue()).toMatchObject({ kind: 'made', ref: profile });
    expect(accepted()).toEqual(['sim first', 'topup key-1']);
  });

  test('supply trap 1: whatever goes wrong on the way, there is one eSIM or none, and nobody is told otherwise', async () => {
    const trouble = fc.oneof(
      fc.constantFrom({ kind: 'drop_before' as const }, { kind: 'drop_after' as const }),
      fc.constantFrom(500, 502, 503).map((status) => ({ kind: 'status' as const, status })),
      fc.constant({ kind: 'status' as const, status: 429, retryAfter: 7 }),
      fc.constant({ kind: 'status' as const, status: 502, description: '<html>Bad Gateway</html>' }),
    );
    const method = fc.constantFrom('POST orders', 'GET orders', 'GET sim', 'POST token', 'GET usage');
    const faults = fc.array(fc.tuple(method, trouble, fc.integer({ min: 1, max: 3 })), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(faults, fc.integer({ min: 0, max: 299 }), async (planned, lateSeconds) => {
        await airalo.close();
        airalo = await createAiraloSupply();
        airalo.box.manners.lateMs = lateSeconds * 1000;
        for (const [name, fault, times] of planned) airalo.box.faults.add({ method: name, times, ...fault });
        const { kind } = await (await deskFor()).pursue();
        const possible: Readonly<Record<string, readonly number[]>> = { made: [1], impossible: [0] };
        expect(possible[kind] ?? [0, 1], `${kind}`).toContain(accepted().length);
      }),
      { numRuns: runs(name === 'SQLite' ? 10 : 2) },
    );
  }, 60_000);

  test('of two packages that run at once each keeps its own figures on the card', async () => {
    const { provider, now } = replay(sim('usage: active', 'history: both running'));
    const store = storeOver(await open(), { clock: now });
    const suppliers = createSuppliers({ provider, catalogue });
    const cards = createCards({ store, suppliers, clock: now, newId, logger: silent });
    const { plans } = await cards.ask(aCard({ provider: 'airalo', ref, coverage: 'IT' }));
    const megabyte = 2 ** 20;
    expect(plans.map(({ dataTotal, dataUsed }) => [dataTotal, dataUsed])).toEqual([
      [5120 * megabyte, (5120 - 2496) * megabyte],
      [3072 * megabyte, (3072 - 2378) * megabyte],
    ]);
  });
});
