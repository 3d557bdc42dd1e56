import { expect, test } from 'vitest';
import { describeOnBoth } from '../support/database.ts';
import { createJobWorld } from '../support/job-world.ts';

describeOnBoth('The job runner', (open) => {
  test('a job runs as soon as its transaction is committed, once', async () => {
    const { db } = await open();
    const world = createJobWorld({ db });
    await world.runner.start();
    const ran: string[] = [];
    world.handler = async ({ key }) => void ran.push(key);
    await world.store.transaction(async (tx) => {
      await tx.jobs.send({ kind: 'order', key: 'a' });
      await tx.jobs.send({ kind: 'order', key: 'a' });
      await tx.jobs.send({ kind: 'payment', key: 'a' });
      expect(ran).toEqual([]);
    });
    await world.runner.idle();
    expect(ran).toEqual(['a', 'a']);
    expect(await db.selectFrom('jobs').selectAll().execute()).toEqual([]);
  });
});
