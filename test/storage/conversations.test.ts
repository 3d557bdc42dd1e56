import { expect, test } from 'vitest';
import { createConversationStorage } from '../../src/storage/conversations.ts';
import { describeOnBoth } from '../support/database.ts';

describeOnBoth('Conversations', (open) => {
  test('a conversation goes on where it was, whatever characters were typed or tapped', async () => {
    const { db } = await open();
    const storage = createConversationStorage<{ version: [0, number]; state: unknown }>({ db });
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
});
