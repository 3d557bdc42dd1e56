import Sqlite from 'better-sqlite3';
import type { Database } from 'better-sqlite3';

const SCHEMA = `
create table if not exists meta (key text primary key, value text not null) strict;
create table if not exists people (id integer primary key, name text not null, language_code text not null, role text not null,
  started integer not null default 0, blocked integer not null default 0, stars integer not null) strict;
create table if not exists groups (id integer primary key, title text not null) strict;
create table if not exists messages (chat_id integer not null, message_id integer not null, body text not null, incoming integer not null,
  slug text,  primary key (chat_id, message_id)) strict;
create table if not exists updates (update_id integer primary key, chat_id integer not null, body text not null,
  created_at integer not null, attempts integer not null default 0, due_at integer not null default 0,
  done integer not null default 0) strict;
create index if not exists updates_open on updates (update_id) where done <> 1;
create index if not exists updates_waiting on updates (chat_id, update_id) where done <> 1;
create index if not exists updates_by_age on updates (created_at);
create index if not exists messages_seen on messages (chat_id, incoming, message_id);
create table if not exists queries (id text primary key, kind text not null, person integer not null, slug text,
  open integer not null default 1) strict;
create table if not exists invoices (slug text primary key, body text not null) strict;
create table if not exists ledger (seq integer primary key, id text not null, kind text not null, person integer not null,
  amount integer not null, payload text not null, at integer not null, currency text not null default 'XTR',
  provider_id text not null default '', unique (id, kind)) strict;
create table if not exists files (file_id text primary key, path text not null unique, body text not null, bytes blob not null) strict;
create table if not exists mails (seq integer primary key, id text not null unique, at integer not null, body text not null) strict;
create table if not exists profile (kind text not null, scope text not null, language text not null, value text not null,
  primary key (kind, scope, language)) strict;
create table if not exists timers (kind text not null, ref text not null, due_at integer not null, primary key (kind, ref)) strict;
create index if not exists timers_due on timers (due_at);
create table if not exists stripe (seq integer primary key, id text not null unique, kind text not null, body text not null) strict;
create index if not exists stripe_kind on stripe (kind, seq);
create table if not exists stripe_keys (key text primary key, params text not null, status integer not null, body text not null,
  at integer not null) strict;
create table if not exists stripe_deliveries (seq integer primary key autoincrement, event_id text not null, attempts integer not null,
  due_at integer not null) strict;`;

/** The box's own database: everything that must outlive a `kill -9`. */
export interface Store {
  readonly db: Database;
  /** Runs `work` in one durable transaction (joins an open one) and then what it left for after the commit. */
  write<T>(work: () => T): T;
  /** Runs `effect` once the open transaction has committed, at once when there is none, never after a roll-back. */
  afterCommit(effect: () => void): void;
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  /** The next whole number of the named sequence; the first one is `first`. */
  next(sequence: string, first?: number): number;
  close(): void;
}

/** Opens (and creates) the box's database; `:memory:` keeps nothing. */
export function openStore(file: string): Store {
  const db = new Sqlite(file, { timeout: 5000 });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(SCHEMA);
  const columns = db.prepare<[], string>("select name from pragma_table_info('ledger')").pluck().all();
  // A box from before other money than Stars.
  if (!columns.includes('currency'))
    db.exec(`alter table ledger add column currency text not null default 'XTR';
      alter table ledger add column provider_id text not null default ''`);
  const read = db.prepare<[string], { value: string }>('select value from meta where key = ?');
  const upsert = db.prepare(
    'insert into meta values (?, ?) on conflict do update set value = excluded.value',
  );
  let effects: (() => void)[] = [];

  const store: Store = {
    db,
    write(work) {
      if (db.inTransaction) return work();
      try {
        const result = db.transaction(work).immediate();
        const due = effects;
        effects = [];
        for (const effect of due) effect();
        return result;
      } finally {
        if (!db.inTransaction) effects = [];
      }
    },
    afterCommit(effect) {
      if (db.inTransaction) effects.push(effect);
      else effect();
    },
    get: (key) => read.get(key)?.value,
    set: (key, value) => void upsert.run(key, value),
    next(sequence, first = 1) {
      const value = Number(store.get(sequence) ?? first);
      store.set(sequence, String(value + 1));
      return value;
    },
    close: () => void db.close(),
  };
  return store;
}
