import { expect, test } from 'vitest';
import { createConversationStorage } from '../../src/storage/conversations.ts';
import { describeOnBoth, testVault } from '../support/database.ts';

describeOnBoth('Conversations', (open) => {
  test('a conversation goes on where it was, whatever characters were typed or tapped', async () => {
    const { db } = await open();
    const storage = createConversationStorage<{ version: [0, number]; state: unknown }>({
      db,
      vault: testVault,
    });
    const state = {
      version: [0, 1] as [0, number],
      state: { renewal: [{ data: 'menu\u0000/1\u0000', text: '意大利 🇮🇹' }] },
    };
    expect(await storage.read('c:1')).toBeUndefined();
    await storage.write('c:1', { version: [0, 1], state: {} });
    await storage.write('c:1', state);
    await storage.write('c:1', state);
    expect(await storage.read('c:1')).toEqual(state);
    await storage.delete('c:1');
    expect(await storage.read('c:1')).toBeUndefined();
  });

  test('what was typed cannot be read in the database; what an older version wrote there still goes on', async () => {
    const { db } = await open();
    const storage = createConversationStorage<{ text: string }>({ db, vault: testVault });
    await storage.write('c:1', { text: 'jane@example.com' });
    expect(JSON.stringify(await db.selectFrom('conversations').selectAll().execute())).not.toContain('jane');
    await db.updateTable('conversations').set({ value: '{"text":"plain"}' }).execute();
    expect(await storage.read('c:1')).toEqual({ text: 'plain' });
  });
});
