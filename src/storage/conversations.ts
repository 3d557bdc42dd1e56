import { fromJson } from './json.ts';
import type { Executor } from './tables.ts';

/** What a conversation plugin keeps per chat and user; `State` is plain JSON. */
export interface ConversationStorage<State> {
  read(key: string): Promise<State | undefined>;
  write(key: string, state: State): Promise<void>;
  delete(key: string): Promise<void>;
}

/** The conversations table, in the shape grammY's conversations ask for (`VersionedStateStorage`). Writing what is there costs no commit. */
export function createConversationStorage<State>({ db }: { db: Executor }): ConversationStorage<State> {
  return {
    read: async (key) => {
      const row = await db
        .selectFrom('conversations')
        .select('value')
        .where('key', '=', key)
        .executeTakeFirst();
      return row && fromJson<State>(row.value);
    },
    write: async (key, state) => {
      const value = JSON.stringify(state);
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
