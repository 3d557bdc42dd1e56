import { expect, test } from 'vitest';
import type { Alert, Health } from '../../src/domain/alert.ts';
import { hour, minute } from '../../src/domain/time.ts';
import { createAlerts } from '../../src/services/alerts.ts';
import type { Watch } from '../../src/services/alerts.ts';
import { createClockSkew } from '../../src/services/clock-skew.ts';
import { createDiskWatch, createInboxWatch } from '../../src/services/watches.ts';
import type { Store } from '../../src/services/storage-port.ts';
import { describeOnBoth, storeOver } from '../support/database.ts';
import { silent } from '../support/silent.ts';

const full: Health = { kind: 'ill', trouble: { key: 'disk', freePercent: 1 } };

interface Office {
  now: number;
  disk: Health;
  /** What operators heard, and what Telegram does about it. */
  readonly heard: string[];
  telegram: () => Promise<void>;
  /** A process begins: what it holds in memory is new. */
  start(): void;
  /** A minute passes; `disk`: how it is from now on. */
  look(disk?: Health): Promise<void>;
}

/** Operators, and a disk that is looked at every minute. */
function openOffice(store: Store, others: readonly Watch[] = []): Office {
  const office: Office = {
    now: 1_000_000,
    disk: { kind: 'well' },
    heard: [],
    telegram: async () => {},
    start: () => {
      const hear = (what: string) => async (alert: Alert) => {
        await office.telegram();
        office.heard.push(`${what} ${alert.trouble.key}`);
      };
      service = createAlerts({
        store,
        watches: [{ key: 'disk', ask: async () => office.disk }, ...others],
        notifier: { alertBegan: hear('began'), alertOver: hear('over') },
        clock: () => office.now,
        logger: silent,
      });
    },
    look: async (disk: Health = office.disk) => {
      office.disk = disk;
      await service.look();
      office.now += minute;
    },
  };
  let service: ReturnType<typeof createAlerts>;
  office.start();
  return office;
}

describeOnBoth('An alert', (open) => {
  test('is told once when it begins and once when it has been over for a while', async () => {
    const office = openOffice(storeOver(await open()));
    for (let n = 0; n < 5; n++) await office.look(full);
    expect(office.heard).toEqual(['began disk']);
    for (let n = 0; n < 5; n++) await office.look({ kind: 'well' });
    expect(office.heard, 'not yet').toEqual(['began disk']);
    for (let n = 0; n < 5; n++) await office.look();
    expect(office.heard).toEqual(['began disk', 'over disk']);
    await office.look(full);
    expect(office.heard).toEqual(['began disk', 'over disk', 'began disk']);
  });

  test('of more than operators were told is told again, of less it is not', async () => {
    const office = openOffice(storeOver(await open()), [{ key: 'off_sale', ask: async () => off }]);
    const plans = (...names: string[]): Health => ({
      kind: 'ill',
      trouble: { key: 'off_sale', plans: names },
    });
    let off = plans('a');
    for (const next of [plans('a'), plans('a', 'b'), plans('b'), plans('a'), plans('c'), plans('c')]) {
      off = next;
      await office.look();
    }
    expect(office.heard).toEqual(['began off_sale', 'began off_sale', 'began off_sale']);
  });

  test('that comes and goes is one alert', async () => {
    const office = openOffice(storeOver(await open()));
    for (let n = 0; n < 20; n++) {
      await office.look(full);
      await office.look({ kind: 'well' });
    }
    expect(office.heard).toEqual(['began disk']);
  });

  test('survives a restart without a repetition', async () => {
    const store = storeOver(await open());
    const office = openOffice(store);
    await office.look(full);
    office.start();
    await office.look();
    expect(office.heard).toEqual(['began disk']);
    expect(await store.alerts.list()).toMatchObject([
      { since: 1_000_000, toldAt: 1_000_000, wellSince: null, trouble: { freePercent: 1 } },
    ]);
    office.start();
    for (let n = 0; n < 7; n++) await office.look({ kind: 'well' });
    expect(office.heard).toEqual(['began disk', 'over disk']);
    expect(await store.alerts.list()).toEqual([]);
  });

  test('is told again and again until Telegram has taken it, its end too', async () => {
    const office = openOffice(storeOver(await open()));
    const away = (): Promise<void> => Promise.reject(new Error('away'));
    office.telegram = away;
    for (let n = 0; n < 3; n++) await office.look(full);
    office.telegram = async () => {};
    for (let n = 0; n < 3; n++) await office.look(full);
    expect(office.heard).toEqual(['began disk']);
    office.telegram = away;
    for (let n = 0; n < 9; n++) await office.look({ kind: 'well' });
    office.telegram = async () => {};
    for (let n = 0; n < 3; n++) await office.look();
    expect(office.heard).toEqual(['began disk', 'over disk']);
  });

  test('that nobody heard of is not said to be over', async () => {
    const office = openOffice(storeOver(await open()));
    office.telegram = () => Promise.reject(new Error('away'));
    await office.look(full);
    office.telegram = async () => {};
    for (let n = 0; n < 9; n++) await office.look({ kind: 'well' });
    expect(office.heard).toEqual([]);
  });

  test('neither begins nor ends by what nobody knows', async () => {
    const office = openOffice(storeOver(await open()));
    await office.look({ kind: 'unknown' });
    await office.look(full);
    for (let n = 0; n < 20; n++) await office.look({ kind: 'unknown' });
    expect(office.heard).toEqual(['began disk']);
  });

  test('comes through beside a watch that throws and one that hangs', async () => {
    const never = Promise.withResolvers<Health>();
    let asked = 0;
    const office = openOffice(storeOver(await open()), [
      { key: 'stripe', ask: () => Promise.reject(new Error('broken')) },
      { key: 'supplier', ask: () => (asked++, never.promise) },
    ]);
    for (let n = 0; n < 3; n++) await office.look(full);
    expect(office.heard).toEqual(['began disk']);
    expect(asked, 'who hangs is not asked a second time').toBe(1);
    never.resolve({ kind: 'ill', trouble: { key: 'supplier', failed: 5, calls: 5 } });
    await office.look();
    await office.look();
    expect(asked).toBeGreaterThan(1);
  });

  test('is not sent twice when Telegram takes its time', async () => {
    const office = openOffice(storeOver(await open()));
    const slow = Promise.withResolvers<void>();
    office.telegram = () => slow.promise;
    for (let n = 0; n < 2; n++) await office.look(full);
    slow.resolve();
    await slow.promise;
    for (let n = 0; n < 3; n++) await office.look();
    expect(office.heard).toEqual(['began disk']);
  });
});

test('less than a twentieth of the disk free is little', async () => {
  const ask = (free: number) => createDiskWatch({ freeShare: async () => free }).ask();
  expect(await ask(0.05)).toEqual({ kind: 'well' });
  expect(await ask(0.0499)).toEqual({ kind: 'ill', trouble: { key: 'disk', freePercent: 4.9 } });
});

test('an update that waits for more than a minute is stuck', async () => {
  const ask = (oldestAt: number | null) =>
    createInboxWatch({ backlog: async () => ({ waiting: 3, oldestAt }), clock: () => hour }).ask();
  expect(await ask(null)).toEqual({ kind: 'well' });
  expect(await ask(hour - minute)).toEqual({ kind: 'well' });
  expect(await ask(hour - minute - 1)).toMatchObject({ kind: 'ill', trouble: { waiting: 3 } });
});

test('the clock is wrong when nobody we talk to agrees with it', async () => {
  let now = Date.UTC(2026, 5, 12, 10);
  const skew = createClockSkew({ now: () => now });
  const said = (ahead: number): string => new Date(now - ahead * 1000).toUTCString();
  expect(await skew.watch.ask(), 'nobody said anything').toEqual({ kind: 'unknown' });
  skew.heard('telegram', undefined);
  skew.heard('telegram', 'yesterday or so');
  expect(await skew.watch.ask()).toEqual({ kind: 'unknown' });
  skew.heard('telegram', said(30));
  expect(await skew.watch.ask()).toEqual({ kind: 'well' });
  skew.heard('telegram', said(-31));
  expect(await skew.watch.ask()).toEqual({ kind: 'ill', trouble: { key: 'clock', seconds: -31 } });
  skew.heard('stripe', said(1));
  expect(await skew.watch.ask(), 'then it is Telegram’s').toEqual({ kind: 'well' });
  skew.heard('stripe', said(45));
  expect(await skew.watch.ask()).toMatchObject({ kind: 'ill', trouble: { seconds: -31 } });
  now += hour;
  expect(await skew.watch.ask(), 'an hour ago').toEqual({ kind: 'unknown' });
});
