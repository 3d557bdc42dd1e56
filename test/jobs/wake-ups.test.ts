import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minute } from '../../src/domain/time.ts';
import { describeOnBoth } from '../support/database.ts';
import { createJobWorld } from '../support/job-world.ts';

const subjects = ['a', 'b'] as const;

type Step =
  | { kind: 'send'; subject: (typeof subjects)[number]; delay: number; inTransaction: boolean }
  | { kind: 'change'; subject: (typeof subjects)[number] }
  | { kind: 'advance'; by: number }
  | { kind: 'turn' }
  | { kind: 'restart' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('send' as const),
    subject: fc.constantFrom(...subjects),
    delay: fc.constantFrom(0, 0, 0, 5, minute),
    inTransaction: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('change' as const), subject: fc.constantFrom(...subjects) }),
  fc.record({ kind: fc.constant('advance' as const), by: fc.constantFrom(1, 5, minute, 30 * minute) }),
  fc.constant({ kind: 'turn' as const }),
  fc.constant({ kind: 'restart' as const }),
);

/** What one run of the handler does, in the order of the runs; afterwards all go well. */
const behaviour = fc.constantFrom('done', 'done', 'finish', 'slow', 'throw', 'again');

describeOnBoth('Whatever happens in whatever order', (open, name) => {
  test('every change is seen by a run that began after it, and no subject is run by two at once', async () => {
    const check = async (steps: readonly Step[], behaviours: readonly string[]): Promise<void> => {
      const database = await open();
      const truth = { a: 0, b: 0 };
      const seen = { a: 0, b: 0 };
      const inside = { a: 0, b: 0 };
      // A fifth failure in a row would be a dead letter, which is another story.
      const plan = behaviours.filter(
        (_, n) => behaviours.slice(0, n + 1).filter((b) => b === 'throw').length <= 4,
      );
      let overlaps = 0;
      let world = createJobWorld(database);
      const handler: typeof world.handler = async (job) => {
        const subject = job.key === 'a' ? 'a' : 'b';
        const { store } = world;
        if (++inside[subject] > 1) overlaps++;
        try {
          const found = truth[subject];
          const act = plan.shift();
          await new Promise(setImmediate);
          if (act === 'throw') throw new Error('by chance');
          if (act === 'again') return { again: world.now + 7 };
          if (act === 'slow') for (let n = 0; n < 5; n++) await new Promise(setImmediate);
          if (act === 'finish') await store.transaction((tx) => tx.jobs.finish(job));
          await new Promise(setImmediate);
          seen[subject] = Math.max(seen[subject], found);
          return undefined;
        } finally {
          inside[subject]--;
        }
      };
      world.handler = handler;
      await world.runner.start();

      const pending: Promise<void>[] = [];
      for (const s of steps) {
        if (s.kind === 'send') {
          const runAt = world.now + s.delay;
          truth[s.subject]++;
          const job = { kind: 'order', key: s.subject, runAt } as const;
          const { store } = world;
          pending.push(s.inTransaction ? store.transaction((tx) => tx.jobs.send(job)) : store.jobs.send(job));
        } else if (s.kind === 'change') {
          truth[s.subject]++;
          pending.push(world.store.jobs.send({ kind: 'order', key: s.subject }));
        } else if (s.kind === 'advance') {
          world.now += s.by;
          world.runner.wake();
        } else if (s.kind === 'turn') {
          await new Promise(setImmediate);
        } else {
          await Promise.all(pending);
          await world.runner.stop();
          const { now } = world;
          world = createJobWorld(database);
          world.now = now;
          world.handler = handler;
          await world.runner.start();
        }
      }
      await Promise.all(pending);
      for (let n = 0; n < 20; n++) await world.advanceTo(world.now + 5 * minute);
      await world.runner.stop();
      expect({ seen, overlaps }).toEqual({ seen: truth, overlaps: 0 });
      expect(world.dead).toEqual([]);
      expect(await database.db.selectFrom('jobs').selectAll().execute()).toEqual([]);
    };

    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.array(behaviour, { maxLength: 12 }), check),
      { numRuns: name === 'SQLite' ? 40 : 10 },
    );
  }, 60_000);
});
