import { expect, test } from 'vitest';
import { describeOnBoth, storeOver } from '../support/database.ts';

const guess = { name: 'guess', subject: 'someone', most: 3, span: 1000 };

describeOnBoth('Limits', (open) => {
  test('of many at once, only as many as allowed get through', async () => {
    const { limits } = storeOver(await open());
    const taken = await Promise.all(Array.from({ length: 10 }, () => limits.take({ ...guess, at: 5 })));
    expect(taken.filter((left) => left !== undefined)).toHaveLength(3);
    expect(new Set(taken)).toEqual(new Set([0, 1, 2, undefined]));
    expect(await limits.left({ ...guess, at: 1004 })).toBe(0);
    expect(await limits.left({ ...guess, subject: 'another', at: 5 })).toBe(3);
  });

  test('the count begins anew when the span is over, not before', async () => {
    const { limits } = storeOver(await open());
    for (const at of [0, 1, 2]) await limits.take({ ...guess, at });
    expect(await limits.take({ ...guess, at: 999 })).toBeUndefined();
    expect(await limits.take({ ...guess, at: 1000 })).toBe(2);
    await limits.prune(2000);
    expect(await limits.left({ ...guess, at: 1001 })).toBe(3);
  });

  test('what is given back can be taken again, and never more than that', async () => {
    const { limits } = storeOver(await open());
    await limits.giveBack(guess);
    for (const at of [0, 1]) await limits.take({ ...guess, at });
    for (let times = 0; times < 5; times++) await limits.giveBack(guess);
    expect(await limits.left({ ...guess, at: 5 })).toBe(3);
  });

  test('who is counted cannot be read from the table', async () => {
    const database = await open();
    await storeOver(database).limits.take({ ...guess, at: 0 });
    const rows = await database.db.selectFrom('limits').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('someone');
  });
});
