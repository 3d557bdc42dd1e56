import Database from 'better-sqlite3';
import { randomBytes } from 'node:crypto';
import type { Extra } from './span.ts';
import type { ProfileRecord } from './profile.ts';
import { purchaseOf, profileOf } from './rows.ts';
import type { ProfileRow, PurchaseRow } from './rows.ts';
import type { Purchase } from './timeline.ts';

/** An order as it came in; `profileId` stays null while it is pending for ever. */
interface OrderRecord {
  readonly key: string;
  readonly request: string;
  readonly profileId: string | null;
}

/** The supplier's own memory: one SQLite file, durable at every commit. All calls are synchronous. */
export interface Book {
  /** Runs `work` in one transaction that no other process can interleave with. */
  write<T>(work: () => T): T;
  order(key: string): OrderRecord | undefined;
  addOrder(order: OrderRecord): void;
  profile(id: string): ProfileRecord | undefined;
  /** By its installation code as the book has it, or by its number. */
  profileBy(column: 'lpa' | 'iccid', text: string): ProfileRecord | undefined;
  addProfile(profile: Omit<ProfileRecord, 'purchases'>): void;
  updateProfile(
    id: string,
    change: Pick<ProfileRecord, 'installedAt' | 'enabledAt' | 'forced' | 'forcedAt'>,
  ): void;
  addPurchase(
    profileId: string,
    purchase: Omit<Purchase, 'id' | 'extras' | 'cancelledAt'> & { cost: number },
  ): void;
  cancelPurchase(id: number, at: number): void;
  addExtra(purchaseId: number, extra: Extra): void;
  /** Minor units that are left to be spent; purchases take of it, and give back when they are cancelled. */
  credit(): number;
  setCredit(amount: number): void;
  /** Whether this key was lost once; it is noted for the next time. */
  lostBefore(key: string): boolean;
  webhookSecret(): Buffer;
  close(): void;
}

/** A million dollars: plenty, unless somebody sets it lower. */
const startCredit = 100_000_000;

const schema = `
  create table if not exists orders (key text primary key, request text not null, profile_id text) strict;
  create table if not exists profiles (id text primary key, iccid text not null unique, lpa text not null, coverage text not null,
    timezone text not null, created_at integer not null, ready_at integer not null, installed_at integer, enabled_at integer,
    forced text, forced_at integer not null) strict;
  create table if not exists purchases (id integer primary key autoincrement, profile_id text not null references profiles, key text,
    plan text not null, bought_at integer not null, started_at integer, head_start text not null, cost integer not null,
    cancelled_at integer) strict;
  create index if not exists purchases_of_profile on purchases (profile_id);
  create table if not exists extras (purchase_id integer not null references purchases, at integer not null, bytes integer not null) strict;
  create index if not exists profiles_by_lpa on profiles (lpa);
  create index if not exists extras_of_purchase on extras (purchase_id);
  create table if not exists account (id integer primary key check (id = 1), credit integer not null) strict;
  create table if not exists lost (key text primary key) strict;
  insert or ignore into account select 1, ${startCredit} - coalesce(sum(cost), 0) from purchases where cancelled_at is null;
  create table if not exists secrets (name text primary key, value blob not null) strict;`;

/** Opens or makes the book; `:memory:` keeps it for the life of the process. */
export function openBook(file: string): Book {
  const db = new Database(file, { timeout: 5000 });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('cache_size = -2000');
  const write = <T>(work: () => T): T => db.transaction(work).immediate();
  write(() => db.exec(schema));
  const one = {
    order: db.prepare<[string], OrderRecord>(
      'select key, request, profile_id as profileId from orders where key = ?',
    ),
    profile: db.prepare<[string], ProfileRow>('select * from profiles where id = ?'),
    lpa: db.prepare<[string], ProfileRow>('select * from profiles where lpa = ?'),
    iccid: db.prepare<[string], ProfileRow>('select * from profiles where iccid = ?'),
    purchases: db.prepare<[string], PurchaseRow>('select * from purchases where profile_id = ? order by id'),
    extras: db.prepare<[number], Extra>(
      'select at, bytes from extras where purchase_id = ? order by at, rowid',
    ),
    secret: db.prepare<[], { value: Buffer }>(`select value from secrets where name = 'webhook'`),
    credit: db.prepare<[], { credit: number }>('select credit from account'),
    spend: db.prepare<[number]>('update account set credit = credit - ?'),
    cancel: db.prepare<[number, number], { cost: number }>(
      'update purchases set cancelled_at = ? where id = ? and cancelled_at is null returning cost',
    ),
  };
  const whole = (row: ProfileRow | undefined): ProfileRecord | undefined =>
    row &&
    profileOf(
      row,
      one.purchases.all(row.id).map((bought) => purchaseOf(bought, one.extras.all(bought.id))),
    );
  return {
    write,
    order: (key) => one.order.get(key),
    addOrder: (order) => {
      db.prepare('insert into orders values (:key, :request, :profileId)').run(order);
    },
    profile: (id) => whole(one.profile.get(id)),
    profileBy: (column, text) => whole(one[column].get(text)),
    addProfile: ({ ref, ...profile }) => {
      db.prepare(
        `insert into profiles values (:id, :iccid, :lpa, :coverage, :timezone, :createdAt, :readyAt, :installedAt, :enabledAt,
          :forced, :forcedAt)`,
      ).run({ ...ref, ...profile });
    },
    updateProfile: (id, change) => {
      db.prepare(
        `update profiles set installed_at = :installedAt, enabled_at = :enabledAt, forced = :forced, forced_at = :forcedAt
          where id = :id`,
      ).run({ id, ...change });
    },
    addPurchase: (profileId, { plan, headStart, ...purchase }) => {
      db.prepare(
        `insert into purchases (profile_id, key, plan, bought_at, started_at, head_start, cost)
          values (:profileId, :key, :plan, :boughtAt, :startedAt, :headStart, :cost)`,
      ).run({ profileId, ...purchase, plan: JSON.stringify(plan), headStart: JSON.stringify(headStart) });
      one.spend.run(purchase.cost);
    },
    cancelPurchase: (id, at) => {
      one.spend.run(-(one.cancel.get(at, id)?.cost ?? 0));
    },
    addExtra: (purchaseId, { at, bytes }) => {
      db.prepare('insert into extras values (?, ?, ?)').run(purchaseId, at, bytes);
    },
    credit: () => one.credit.get()?.credit ?? 0,
    setCredit: (amount) => {
      db.prepare('update account set credit = ?').run(amount);
    },
    lostBefore: (key) => db.prepare('insert or ignore into lost values (?)').run(key).changes === 0,
    webhookSecret: () =>
      write(() => {
        db.prepare(`insert or ignore into secrets values ('webhook', ?)`).run(randomBytes(32));
        return one.secret.get()?.value ?? Buffer.alloc(0);
      }),
    close: () => {
      db.close();
    },
  };
}
