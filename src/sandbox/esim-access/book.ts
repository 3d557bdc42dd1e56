import Database from 'better-sqlite3';

/** An order or top-up that was accepted, under the key of whoever ordered. */
export interface OrderRow {
  readonly seq: number;
  readonly key: string;
  readonly kind: 'order' | 'topup';
  /** What was asked for: the same key with another request is a mistake. */
  readonly request: string;
  readonly plan: string;
  readonly package: string;
  /** The profile; of an order not before it was made. */
  readonly profile: string | null;
  readonly at: number;
}

/** What was last told of a profile by webhooks. */
export interface Told {
  readonly profile: string;
  readonly smdp: string;
  readonly esim: string;
  /** Of its data, what is left at the last mark: 1, 0.5, 0.2 or 0.1. */
  readonly left: number;
  readonly lastDay: number;
}

export type Book = ReturnType<typeof openBook>;

const schema = `
  create table if not exists ea_orders (seq integer primary key autoincrement, key text not null unique, kind text not null,
    request text not null, plan text not null, package text not null, profile text, at integer not null) strict;
  create index if not exists ea_orders_of_profile on ea_orders (profile, seq);
  create index if not exists ea_orders_by_time on ea_orders (kind, at);
  create table if not exists ea_told (profile text primary key, smdp text not null, esim text not null, left real not null,
    lastDay integer not null) strict;
  create table if not exists ea_webhooks (seq integer primary key autoincrement, body text not null, attempts integer not null,
    due integer not null) strict;
  create table if not exists ea_settings (name text primary key, value text not null) strict;`;

/** The supplier's own records beside those of the engine: in the same file, for they only make sense together. */
export function openBook(file: string) {
  const db = new Database(file, { timeout: 5000 });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(schema);
  const orders = <P extends unknown[]>(rest: string) =>
    db.prepare<P, OrderRow>(`select * from ea_orders where ${rest}`);
  const byKey = orders<[string]>('key = ?');
  const ofProfile = orders<[string]>('profile = ? order by seq');
  const bySeq = orders<[number]>('seq = ?');
  const between = orders<[number, number]>("kind = 'order' and at between ? and ? order by seq desc");
  const all = orders<[]>("kind = 'order' order by seq");

  return {
    order: (key: string) => byKey.get(key),
    numbered: (seq: number) => bySeq.get(seq),
    ofProfile: (profile: string) => ofProfile.all(profile),
    /** New profiles ordered between two moments, the newest first. */
    between: (from: number, to: number) => between.all(from, to),
    orders: () => all.all(),
    /** Orders and top-ups, oldest first. */
    all: () => db.prepare<[], OrderRow>('select * from ea_orders order by seq').all(),
    add: (order: Omit<OrderRow, 'seq'>): void => {
      db.prepare(
        `insert or ignore into ea_orders (key, kind, request, plan, package, profile, at)
          values (:key, :kind, :request, :plan, :package, :profile, :at)`,
      ).run(order);
    },
    made: (key: string, profile: string): void => {
      db.prepare('update ea_orders set profile = ? where key = ?').run(profile, key);
    },
    remove: (key: string): void => void db.prepare('delete from ea_orders where key = ?').run(key),
    told: (profile: string) =>
      db.prepare<[string], Told>('select * from ea_told where profile = ?').get(profile),
    tell: (told: Told, bodies: readonly string[], due: number): void =>
      db.transaction(() => {
        db.prepare('insert or replace into ea_told values (:profile, :smdp, :esim, :left, :lastDay)').run(
          told,
        );
        for (const body of bodies)
          db.prepare('insert into ea_webhooks (body, attempts, due) values (?, 0, ?)').run(body, due);
      })(),
    due: (now: number) =>
      db
        .prepare<[number], { seq: number; body: string; attempts: number }>(
          'select seq, body, attempts from ea_webhooks where due <= ? order by seq',
        )
        .all(now),
    sent: (seq: number): void => void db.prepare('delete from ea_webhooks where seq = ?').run(seq),
    later: (seq: number, due: number): void =>
      void db.prepare('update ea_webhooks set attempts = attempts + 1, due = ? where seq = ?').run(due, seq),
    setting: (name: string) =>
      db.prepare<[string], string>('select value from ea_settings where name = ?').pluck().get(name),
    set: (name: string, value: string): void =>
      void db.prepare('insert or replace into ea_settings values (?, ?)').run(name, value),
    close: (): void => void db.close(),
  };
}
