import { expect, test } from 'vitest';
import type { Payment } from '../../src/domain/payment.ts';
import { day } from '../../src/domain/time.ts';
import type { ClaimedJob } from '../../src/storage/claimed-job.ts';
import { createInbox } from '../../src/storage/inbox.ts';
import type { Inbox, IncomingUpdate } from '../../src/storage/inbox.ts';
import type { OpenDatabase } from '../../src/storage/sqlite.ts';
import { describeOnBoth, newId, storeOver, testVault } from '../support/database.ts';
import { aPayment } from '../support/samples.ts';
import { openCases } from '../support/cases.ts';

const update = (eventId: string, payment?: Payment): IncomingUpdate => ({
  source: 'telegram',
  eventId,
  chatKey: 'chat-1',
  raw: `{"update_id":${eventId}}`,
  ...(payment && { payment }),
});

function createWorld({ db }: OpenDatabase): { inbox: Inbox; jobs: ClaimedJob[]; time: { now: number } } {
  const jobs: ClaimedJob[] = [];
  const time = { now: 1_000_000 };
  const onJobs = (taken: readonly ClaimedJob[]): void => void jobs.push(...taken);
  return { inbox: createInbox({ db, vault: testVault, clock: () => time.now, newId, onJobs }), jobs, time };
}

const ids = (updates: readonly { eventId: string }[]): string[] => updates.map(({ eventId }) => eventId);

describeOnBoth('The inbox', (open) => {
  test('an update that comes again is not handled again', async () => {
    const { inbox } = createWorld(await open());
    expect(ids(await inbox.store([update('1'), update('2')]))).toEqual(['1', '2']);
    expect(ids(await inbox.store([update('2'), update('3'), update('3')]))).toEqual(['3']);
    expect(await inbox.store([])).toEqual([]);
    expect(ids(await inbox.pending())).toEqual(['1', '2', '3']);
  });

  test('what was handled does not come back after a restart, what was not does', async () => {
    const database = await open();
    const { inbox } = createWorld(database);
    const [first, second] = await inbox.store([update('1'), update('2'), update('3')]);
    if (first) inbox.done(first);
    await inbox.store([]);
    if (second) inbox.done(second);
    await inbox.flush();
    expect(await createWorld(database).inbox.pending()).toEqual([
      { source: 'telegram', eventId: '3', chatKey: 'chat-1', raw: '{"update_id":3}' },
    ]);
  });

  test('what waits is counted from its arrival; what a person has, or what was handled a moment ago, does not wait', async () => {
    const { inbox, time } = createWorld(await open());
    expect(await inbox.backlog()).toEqual({ waiting: 0, oldestAt: null });
    const [first, second] = await inbox.store([update('1'), update('2')]);
    time.now += 5;
    await inbox.store([update('3')]);
    expect(await inbox.backlog()).toEqual({ waiting: 3, oldestAt: 1_000_000 });
    if (first) inbox.done(first);
    for (let n = 0; n < 5 && second; n++) await inbox.failed(second, 'no');
    expect(await inbox.backlog()).toEqual({ waiting: 1, oldestAt: 1_000_005 });
  });

  test('a payment reported under two update numbers is one ledger entry and one job', async () => {
    const { db, ...rest } = await open();
    const { inbox, jobs } = createWorld({ db, ...rest });
    const payment = aPayment();
    const again = { ...payment, id: newId('payment') };
    await inbox.store([update('1', payment), update('2', again)]);
    await inbox.store([update('9', { ...payment, id: newId('payment') })]);
    expect(await storeOver({ db }).payments.byCharge('stars', payment.chargeId)).toEqual(payment);
    expect(jobs.map(({ kind, key }) => [kind, key])).toEqual([['payment', payment.id]]);
    expect(await db.selectFrom('payments').select('id').execute()).toHaveLength(1);
  });

  test('a batch is stored whole or not at all, and then nothing runs', async () => {
    const database = await open();
    const { inbox, jobs } = createWorld(database);
    const broken = aPayment({ money: { amount: -1, currency: 'XTR' } });
    await expect(inbox.store([update('1', aPayment()), update('2', broken)])).rejects.toThrow(/check/i);
    expect(await inbox.pending()).toEqual([]);
    expect(await database.db.selectFrom('payments').selectAll().execute()).toEqual([]);
    expect(jobs).toEqual([]);
  });

  test('what was handled is still written down after a batch that failed', async () => {
    const database = await open();
    const { inbox } = createWorld(database);
    await inbox.store([update('1')]);
    inbox.done(update('1'));
    const broken = aPayment({ money: { amount: -1, currency: 'XTR' } });
    await expect(inbox.store([update('2', broken)])).rejects.toThrow(/check/i);
    await inbox.flush();
    expect(await inbox.pending()).toEqual([]);
  });

  test('an update that fails five times goes to a person and holds up its chat no longer', async () => {
    const database = await open();
    const { inbox } = createWorld(database);
    await inbox.store([update('1')]);
    const answers: string[] = [];
    for (let n = 0; n < 5; n++) answers.push(await inbox.failed(update('1'), new Error('broken picture')));
    expect(answers).toEqual(['again', 'again', 'again', 'again', 'review']);
    expect(await inbox.pending()).toEqual([]);
    expect(await openCases(storeOver(database))).toMatchObject([
      { subject: 'telegram:1', reason: 'update_failed', detail: 'Error: broken picture' },
    ]);
  });

  test('texts of travellers are gone when they were handled; the numbers go two days later', async () => {
    const { db, ...rest } = await open();
    const { inbox, time } = createWorld({ db, ...rest });
    await inbox.store([update('1'), update('2')]);
    inbox.done(update('1'));
    await inbox.flush();
    const rows = (): Promise<unknown> =>
      db.selectFrom('inbox').select(['event_id', 'raw']).orderBy('seq').execute();
    const second = { event_id: '2', raw: expect.stringMatching(/./) };
    expect(await rows()).toEqual([{ event_id: '1', raw: '' }, second]);
    time.now += 2 * day;
    await inbox.prune();
    expect(await rows()).toHaveLength(2);
    time.now += 1;
    await inbox.prune();
    expect(await rows()).toEqual([second]);
  });

  test('an update that an older version stored as it came is handled all the same', async () => {
    const { db, ...rest } = await open();
    const { inbox } = createWorld({ db, ...rest });
    await inbox.store([update('1')]);
    await db.updateTable('inbox').set({ raw: '{"plain":true}' }).execute();
    expect(await inbox.pending()).toMatchObject([{ eventId: '1', raw: '{"plain":true}' }]);
  });
});
