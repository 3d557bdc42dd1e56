import type { BotCommand } from 'grammy/types';
import type { Store } from '../store.ts';

type Kind = 'commands' | 'name' | 'description' | 'short_description' | 'menu_button';
export type Profile = ReturnType<typeof createProfile>;

/** What the bot says about itself before anyone presses Start. */
export function createProfile({ store }: { store: Store }) {
  const { db } = store;
  const one = db.prepare<[string, string, string], { value: string }>(
    'select value from profile where kind = ? and scope = ? and language = ?',
  );
  const all = db.prepare<[string], { scope: string; language: string; value: string }>(
    'select scope, language, value from profile where kind = ? order by scope, language',
  );
  const get = (kind: Kind, scope: string, language: string) => one.get(kind, scope, language)?.value;
  return {
    get,
    /** The text in this language, else the one for all languages. */
    text: (kind: Kind, language = '') => get(kind, 'default', language) ?? get(kind, 'default', '') ?? '',
    set(kind: Kind, scope: string, language: string, value: string) {
      if (value === '' || value === '[]') {
        db.prepare('delete from profile where kind = ? and scope = ? and language = ?').run(
          kind,
          scope,
          language,
        );
      } else
        db.prepare('insert or replace into profile values (?, ?, ?, ?)').run(kind, scope, language, value);
    },
    /** Lists by language code, `''` for all languages; those of one chat are under `chat:<id>`. */
    commands: (): Record<string, BotCommand[]> =>
      Object.fromEntries(
        all
          .all('commands')
          .map(({ scope, language, value }) => [
            scope === 'default' ? language : scope,
            JSON.parse(value) as BotCommand[],
          ]),
      ),
    texts: (kind: Kind) => Object.fromEntries(all.all(kind).map(({ language, value }) => [language, value])),
  };
}
