import { expect, test } from 'vitest';
import { customerIdOf } from '../../src/domain/ids.ts';
import { describeOnBoth, storeOver } from '../support/database.ts';

const operatorId = customerIdOf(100_005);
const line = { operatorId, action: 'list_imported', subject: 'import_a', detail: '3' } as const;

describeOnBoth('What operators did', (open) => {
  test('it is read in the order in which it was done, of each subject apart', async () => {
    const store = storeOver(await open());
    await store.audit.record({ ...line, at: 20, action: 'list_dropped' });
    await store.audit.record({ ...line, at: 10 });
    await store.audit.record({ ...line, at: 5, subject: 'import_b' });
    expect(await store.audit.of('import_a')).toMatchObject([
      { ...line, at: 10 },
      { ...line, at: 20, action: 'list_dropped' },
    ]);
  });

  test('what was not done is not written either', async () => {
    const store = storeOver(await open());
    const failed = store.transaction(async (tx) => {
      await tx.audit.record({ ...line, at: 1 });
      throw new Error('There is no room left on the disk');
    });
    await expect(failed).rejects.toThrow('no room');
    expect(await store.audit.of('import_a')).toEqual([]);
  });
});
