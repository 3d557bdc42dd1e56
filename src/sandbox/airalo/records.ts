import Database from 'better-sqlite3';

/** An order as it came in. `description` is free text: the same one may stand on any number of orders. */
export interface OrderRecord {
  readonly id: number;
  /** What the engine knows it by. */
  readonly key: string;
  readonly description: string | null;
  readonly package: string;
  readonly type: 'sim' | 'topup';
  /** Null until the engine has made it. */
  readonly iccid: string | null;
  readonly at: number;
  /** Before this it is missing in the list. */
  readonly listedAt: number;
}

/** An eSIM in the engine's book. */
export interface SimRecord {
  readonly id: number;
  readonly ref: string;
  readonly iccid: string;
  readonly lpa: string;
  readonly at: number;
}

/** A webhook that was not taken yet. */
export interface HookRecord {
  readonly seq: number;
  readonly url: string;
  readonly body: string;
  readonly attempts: number;
}

export type Records = ReturnType<typeof openRecords>;

const schema = `
  create table if not exists airalo_orders (id integer primary key autoincrement, key text not null unique, description text,
    package text not null, type text not null, iccid text, at integer not null, listed_at integer not null) strict;
  create index if not exists airalo_orders_of_sim on airalo_orders (iccid);
  create index if not exists airalo_orders_open on airalo_orders (id) where iccid is null;
  create table if not exists airalo_opt_ins (type text primary key, url text not null) strict;
  create table if not exists airalo_told (iccid text not null, instance integer not null, level text not null,
    primary key (iccid, instance, level)) strict;
  create table if not exists airalo_hooks (seq integer primary key autoincrement, url text not null, body text not null,
    attempts integer not null default 0, due_at integer not null) strict;
  create table if not exists airalo_refunds (id integer primary key autoincrement, body text not null) strict;`;

const columns = 'id, key, description, package, type, iccid, at, listed_at as listedAt';

/** What Airalo keeps beside its eSIMs: tables of its own in the file of the engine's book, so that both survive together. */
export function openRecords(file: string) {
  const db = new Database(file, { timeout: 5000 });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.transaction(() => db.exec(schema)).immediate();
  const sims = `select rowid as id, id as ref, iccid, lpa, created_at as at from profiles`;
  return {
    /** Takes an order down under a key that no other order has, though its description may be that of many. */
    begin: db.transaction((order: Omit<OrderRecord, 'id' | 'key' | 'iccid'>): OrderRecord => {
      const { total } = db
        .prepare<[string | null], { total: number }>(
          'select count(*) as total from airalo_orders where description is ?',
        )
        .get(order.description) ?? { total: 0 };
      const name = order.description ?? 'without-description';
      const key = total === 0 ? name : `${name}#${total + 1}`;
      const row = { ...order, key };
      const { lastInsertRowid } = db
        .prepare(
          `insert into airalo_orders (key, description, package, type, at, listed_at)
            values (:key, :description, :package, :type, :at, :listedAt)`,
        )
        .run(row);
      return { ...row, id: Number(lastInsertRowid), iccid: null };
    }).immediate,
    made: (id: number, iccid: string): void => {
      db.prepare('update airalo_orders set iccid = ? where id = ?').run(iccid, id);
    },
    refused: (id: number): void => {
      db.prepare('delete from airalo_orders where id = ? and iccid is null').run(id);
    },
    order: (id: number) =>
      db.prepare<[number], OrderRecord>(`select ${columns} from airalo_orders where id = ?`).get(id),
    /** Orders of which it is not known here whether the engine made them. */
    open: () => db.prepare<[], OrderRecord>(`select ${columns} from airalo_orders where iccid is null`).all(),
    /** The newest first, as far as the list shows them by now. */
    orders: (description: string | undefined, now: number) =>
      db
        .prepare<[number, string], OrderRecord>(
          `select ${columns} from airalo_orders where iccid is not null and listed_at <= ?
            and coalesce(description, '') like ? order by id desc`,
        )
        .all(now, `%${description ?? ''}%`),
    accepted: () =>
      db
        .prepare<[], OrderRecord>(`select ${columns} from airalo_orders where iccid is not null order by id`)
        .all(),
    ordersOf: (iccid: string) =>
      db
        .prepare<[string], OrderRecord>(`select ${columns} from airalo_orders where iccid = ? order by id`)
        .all(iccid),
    sim: (iccid: string) => db.prepare<[string], SimRecord>(`${sims} where iccid = ?`).get(iccid),
    /** By the engine's name of it. */
    simOf: (ref: string) => db.prepare<[string], SimRecord>(`${sims} where id = ?`).get(ref),
    sims: () => db.prepare<[], SimRecord>(`${sims} order by rowid desc`).all(),
    optIn: (type: string, url: string): void => {
      db.prepare('insert or replace into airalo_opt_ins values (?, ?)').run(type, url);
    },
    optedIn: (type: string) =>
      db.prepare<[string], { url: string }>('select url from airalo_opt_ins where type = ?').get(type)?.url,
    /** Whether this is told for the first time. */
    tellOnce: (iccid: string, instance: number, level: string): boolean =>
      db.prepare('insert or ignore into airalo_told values (?, ?, ?)').run(iccid, instance, level).changes >
      0,
    queue: (url: string, body: string, dueAt: number): void => {
      db.prepare('insert into airalo_hooks (url, body, due_at) values (?, ?, ?)').run(url, body, dueAt);
    },
    due: (now: number) =>
      db
        .prepare<[number], HookRecord>('select seq, url, body, attempts from airalo_hooks where due_at <= ?')
        .all(now),
    putOff: (seq: number, dueAt: number): void => {
      db.prepare('update airalo_hooks set attempts = attempts + 1, due_at = ? where seq = ?').run(dueAt, seq);
    },
    drop: (seq: number): void => {
      db.prepare('delete from airalo_hooks where seq = ?').run(seq);
    },
    addRefund: (body: string): number =>
      Number(db.prepare('insert into airalo_refunds (body) values (?)').run(body).lastInsertRowid),
    close: (): void => {
      db.close();
    },
  };
}
