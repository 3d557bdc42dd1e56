import { expect, test, vi } from 'vitest';
import { day, minute, second } from '../../src/domain/time.ts';
import { leaseMs } from '../../src/storage/jobs.ts';
import { describeOnBoth } from '../support/database.ts';
import { createJobWorld } from '../support/job-world.ts';

describeOnBoth('The job runner', (open) => {
  test('a job runs as soon as its transaction is committed, once', async () => {
    const { db } = await open();
    const world = createJobWorld({ db });
    await world.runner.start();
    const ran: string[] = [];
    world.handler = async ({ kind, key }) => void ran.push(`${kind} ${key}`);
    await world.store.transaction(async (tx) => {
      await tx.jobs.send({ kind: 'order', key: 'a' });
      await tx.jobs.send({ kind: 'order', key: 'a' });
      await tx.jobs.send({ kind: 'payment', key: 'a' });
      expect(ran).toEqual([]);
    });
    await world.runner.idle();
    expect(ran).toEqual(['order a', 'payment a']);
    expect(await db.selectFrom('jobs').selectAll().execute()).toEqual([]);
  });

  test('a job of a transaction that is rolled back never runs', async () => {
    const { db } = await open();
    const world = createJobWorld({ db });
    await world.runner.start();
    world.handler = async () => expect.unreachable();
    const failing = world.store.transaction(async (tx) => {
      await tx.jobs.send({ kind: 'order', key: 'a' });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await world.runner.idle();
    expect(world.dead).toEqual([]);
  });

  test('a clock that was days ahead and is set right puts off no job', async () => {
    const { db } = await open();
    const world = createJobWorld({ db });
    const ran: string[] = [];
    world.handler = async ({ key }) => void ran.push(key);
    await world.store.jobs.send({ kind: 'order', key: 'of a former process', runAt: world.now + 3 * day });
    await world.store.jobs.send({ kind: 'order', key: 'tomorrow', runAt: world.now + day });
    await world.runner.start();
    await world.runner.idle();
    expect(ran).toEqual(['of a former process']);
    await world.advanceTo(world.now + 2 * day);
    await world.store.jobs.send({ kind: 'order', key: 'soon', runAt: world.now + minute });
    await world.advanceTo(world.now - 2 * day);
    expect(ran).toEqual(['of a former process', 'tomorrow', 'soon']);
  });

  test('jobs that hang leave the places they may not take to others, also to those that become due later', async () => {
    const { db } = await open();
    const world = createJobWorld({ db }, { concurrency: 4, atMost: { attempt: 2 } });
    const hanging = Promise.withResolvers<void>();
    const begun: string[] = [];
    world.handler = async ({ kind, key }) => {
      begun.push(kind);
      if (kind === 'attempt') await hanging.promise;
      if (key === 'last') paid.resolve();
    };
    const paid = Promise.withResolvers<void>();
    for (let n = 0; n < 20; n++)
      await world.store.jobs.send({ kind: 'attempt', key: `${n}`, runAt: world.now });
    await world.store.jobs.send({ kind: 'payment', key: 'later', runAt: world.now + 1 });
    await world.runner.start();
    world.now += 5;
    await world.store.jobs.send({ kind: 'payment', key: 'last' });
    await paid.promise;
    world.runner.wake();
    await vi.waitFor(() => expect(begun.filter((kind) => kind === 'payment')).toHaveLength(2));
    expect(begun.filter((kind) => kind === 'attempt')).toHaveLength(2);
    hanging.resolve();
    await world.runner.idle();
    expect(begun.filter((kind) => kind === 'attempt')).toHaveLength(20);
  });

  test('work cut off by a crash is done after the restart', async () => {
    const database = await open();
    const crashed = createJobWorld(database);
    await crashed.runner.start();
    const reached = Promise.withResolvers<void>();
    crashed.handler = () => {
      reached.resolve();
      return new Promise(() => {});
    };
    await crashed.store.jobs.send({ kind: 'order', key: 'a' });
    await reached.promise;
    crashed.crash();

    const restarted = createJobWorld(database);
    const ran: string[] = [];
    restarted.handler = async ({ key }) => void ran.push(key);
    await restarted.runner.start();
    await restarted.runner.idle();
    expect(ran).toEqual(['a']);
  });

  test('beside another process, a dead one’s work is taken over when its lease ends, not before', async () => {
    const database = await open();
    const crashed = createJobWorld(database);
    await crashed.runner.start();
    crashed.handler = () => new Promise(() => {});
    await crashed.store.jobs.send({ kind: 'order', key: 'a' });
    crashed.crash();

    const other = createJobWorld(database, { soleProcess: false });
    const ran: string[] = [];
    other.handler = async ({ key }) => void ran.push(key);
    await other.runner.start();
    await other.advanceTo(other.now + leaseMs - 1);
    expect(ran).toEqual([]);
    await other.advanceTo(other.now + 1);
    expect(ran).toEqual(['a']);
  });

  test('a job sent for later waits for its time, and the earlier of two times counts', async () => {
    const world = createJobWorld(await open());
    await world.runner.start();
    const ranAt: number[] = [];
    world.handler = async () => void ranAt.push(world.now);
    const { now } = world;
    await world.store.jobs.send({ kind: 'refund', key: 'a', runAt: now + 9 * minute });
    await world.store.jobs.send({ kind: 'refund', key: 'a', runAt: now + 5 * minute });
    await world.store.jobs.send({ kind: 'refund', key: 'a', runAt: now + 7 * minute });
    await world.advanceTo(now + 5 * minute - 1);
    await world.advanceTo(now + 5 * minute);
    await world.advanceTo(now + 20 * minute);
    expect(ranAt).toEqual([now + 5 * minute]);
  });

  test('a job that waits is run at once when it is sent again for now', async () => {
    const world = createJobWorld(await open());
    await world.runner.start();
    let runs = 0;
    world.handler = async () => void runs++;
    await world.store.jobs.send({ kind: 'refund', key: 'a', runAt: world.now + minute });
    await world.store.jobs.send({ kind: 'refund', key: 'a' });
    await world.runner.idle();
    expect(runs).toBe(1);
    await world.advanceTo(world.now + minute);
    expect(runs).toBe(1);
  });

  test('what changes while a job runs makes it run once more', async () => {
    const world = createJobWorld(await open());
    await world.runner.start();
    let runs = 0;
    world.handler = async (job) => {
      runs++;
      if (runs > 1) return;
      await world.store.jobs.send(job);
      await world.store.jobs.send(job);
    };
    await world.store.jobs.send({ kind: 'order', key: 'a' });
    await world.runner.idle();
    expect(runs).toBe(2);
  });

  test('a job that ends itself in its last transaction runs once, and once more if it was sent meanwhile', async () => {
    const { db } = await open();
    const world = createJobWorld({ db });
    await world.runner.start();
    let runs = 0;
    let inHandler = 0;
    world.handler = async (job) => {
      expect(++inHandler).toBe(1);
      runs++;
      if (runs === 1) await world.store.jobs.send(job);
      await world.store.transaction((tx) => tx.jobs.finish(job));
      if (runs === 2) await world.store.jobs.send(job);
      await new Promise(setImmediate);
      inHandler--;
    };
    await world.store.jobs.send({ kind: 'order', key: 'a' });
    await world.runner.idle();
    expect(runs).toBe(3);
    expect(await db.selectFrom('jobs').selectAll().execute()).toEqual([]);
  });

  test('a job that asks to be run again is, and that counts as no failure', async () => {
    const world = createJobWorld(await open());
    await world.runner.start();
    let runs = 0;
    world.handler = async () => (++runs < 9 ? { again: world.now + 1 } : undefined);
    await world.store.jobs.send({ kind: 'order', key: 'a' });
    for (let n = 0; n < 20; n++) await world.advanceTo(world.now + 1);
    expect(runs).toBe(9);
    expect(world.dead).toEqual([]);
  });

  test('a job that fails is tried five times, ever later, and then goes to a person', async () => {
    const { db } = await open();
    const world = createJobWorld({ db });
    await world.runner.start();
    const start = world.now;
    const ranAt: number[] = [];
    world.handler = async () => {
      ranAt.push((world.now - start) / second);
      throw new Error('the supplier is down');
    };
    await world.store.jobs.send({ kind: 'order', key: 'a' });
    await world.runner.idle();
    for (let n = 0; n < 90; n++) await world.advanceTo(world.now + 2 * second);
    expect(ranAt).toEqual([0, 2, 10, 42, 170]);
    expect(world.dead).toMatchObject([{ kind: 'order', key: 'a' }]);
    expect(await db.selectFrom('jobs').selectAll().execute()).toEqual([]);
  });

  test('a job sent again while it fails for the last time starts afresh', async () => {
    const world = createJobWorld(await open());
    await world.runner.start();
    let runs = 0;
    world.handler = async (job) => {
      if (++runs > 5) return;
      if (runs === 5) await world.store.jobs.send(job);
      throw new Error('no');
    };
    await world.store.jobs.send({ kind: 'order', key: 'a' });
    for (let n = 0; n < 20; n++) await world.advanceTo(world.now + minute);
    expect(runs).toBe(6);
    expect(world.dead).toHaveLength(1);
  });

  test('a long backlog is worked off by no more hands than allowed', async () => {
    const world = createJobWorld(await open(), { concurrency: 4 });
    const keys = Array.from({ length: 50 }, (_, n) => `order-${n}`);
    await world.store.transaction(async (tx) => {
      for (const key of keys) await tx.jobs.send({ kind: 'order', key });
    });
    const ran: string[] = [];
    let hands = 0;
    let most = 0;
    world.handler = async ({ key }) => {
      most = Math.max(most, ++hands);
      await new Promise(setImmediate);
      hands--;
      ran.push(key);
    };
    await world.runner.start();
    await world.runner.idle();
    expect(ran.toSorted()).toEqual(keys.toSorted());
    expect(most).toBe(4);
  });

  test('stopping waits for what runs, and the rest is there after the next start', async () => {
    const database = await open();
    const world = createJobWorld(database, { concurrency: 1 });
    await world.runner.start();
    const release = Promise.withResolvers<void>();
    const ran: string[] = [];
    world.handler = async ({ key }) => {
      await release.promise;
      ran.push(key);
    };
    await world.store.transaction(async (tx) => {
      await tx.jobs.send({ kind: 'order', key: 'a' });
      await tx.jobs.send({ kind: 'order', key: 'b' });
    });
    const stopped = [world.runner.stop(), world.runner.stop()];
    release.resolve();
    await Promise.all(stopped);
    expect(ran).toEqual(['a']);
    await world.store.jobs.send({ kind: 'order', key: 'c' });
    expect(ran).toEqual(['a']);

    await Promise.all([world.runner.start(), world.runner.start()]);
    await world.runner.idle();
    expect(ran.toSorted()).toEqual(['a', 'b', 'c']);
  });
});
