import { fromJson } from './json.ts';
import { openText, sealText, textPlace } from './sealed-text.ts';
import type { Executor } from './tables.ts';
import type { Vault } from './vault.ts';

/** What a conversation plugin keeps per chat and user; `State` is plain JSON. */
export interface ConversationStorage<State> {
  read(key: string): Promise<State | undefined>;
  write(key: string, state: State): Promise<void>;
  delete(key: string): Promise<void>;
}

/**
 * The conversations table, in the shape grammY's conversations ask for (`VersionedStateStorage`). What was typed is in it, so it is
 * sealed. Writing what is there costs no commit.
 */
export function createConversationStorage<State>({
  db,
  vault,
}: {
  db: Executor;
  vault: Vault;
}): ConversationStorage<State> {
  return {
    read: async (key) => {
      const row = await db
        .selectFrom('conversations')
        .select('value')
        .where('key', '=', key)
        .executeTakeFirst();
      return row && fromJson<State>(openText(vault, row.value, textPlace('conversations', key)));
    },
    write: async (key, state) => {
      const value = sealText(vault, JSON.stringify(state), textPlace('conversations', key));
      await db
        .insertInto('conversations')
        .values({ key, value })
        .onConflict((same) =>
          same.column('key').doUpdateSet({ value }).where('conversations.value', '!=', value),
        )
        .execute();
    },
    delete: async (key) => {
      await db.deleteFrom('conversations').where('key', '=', key).execute();
    },
  };
}
