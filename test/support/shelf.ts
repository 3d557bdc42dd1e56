import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { customerIdOf } from '../../src/domain/ids.ts';

/** The rows on disk of a shop, for what no screen tells. */
export interface Shelf {
  /** Orders of this person that wait for payment. */
  openOrders(person: number): number;
  /** All that is kept of this person, as text. */
  kept(person: number): string;
  /** All rows of every table that mention any of these words, by table. */
  mentions(words: readonly string[]): Readonly<Record<string, number>>;
  /** Everything of this person that a button can name: cards, orders, ways to pay, codes, shares, requests. */
  ids(person: number): readonly string[];
  /** What operators did, and who, oldest first. */
  audit(): readonly (readonly [action: string, operator: string])[];
  /** The names of all tables. */
  tables(): readonly string[];
  /** What a file in a chat holds. */
  file(fileId: string): string;
  /** Makes the conversations that wait look as if an older version of the bot had left them; answers how many. The app must be stopped. */
  ageConversations(): number;
  /** Makes the supplier’s list look as if three costs or prices were not right, two plans were missing, and its next answer had been too short. */
  spoilList(): void;
}

export function openShelf(folder: string): Shelf {
  function withDb<T>(work: (db: Sqlite.Database) => T): T {
    const db = new Sqlite(path.join(folder, 'yuanyou.db'), { timeout: 5000 });
    try {
      return work(db);
    } finally {
      db.close();
    }
  }
  return {
    openOrders: (person) =>
      withDb((db) =>
        db
          .prepare<[string], number>(
            "select count(*) from orders where payer_id = ? and state = 'awaiting_payment'",
          )
          .pluck()
          .get(customerIdOf(person)),
      ) ?? 0,
    kept: (person) =>
      withDb((db) => {
        const id = customerIdOf(person);
        const rows = [
          db.prepare('select * from customers where id = ?').all(id),
          db
            .prepare(
              'select id, owner_id, provider, coverage, name, removed_at from cards where owner_id = ? order by id',
            )
            .all(id),
          db
            .prepare(
              'select s.* from shares s join cards c on c.id = s.card_id where c.owner_id = ? order by s.id',
            )
            .all(id),
          db.prepare('select * from card_links where owner_id = ? order by card_id, purpose').all(id),
          db.prepare('select * from addresses where id = ?').all(id),
          db.prepare('select * from claim_requests where owner_id = ? order by id').all(id),
          db.prepare('select * from orders where payer_id = ? or owner_id = ? order by id').all(id, id),
          db.prepare('select * from payments where payer_id = ? order by id').all(id),
          db
            .prepare(
              'select w.* from refund_wishes w join orders o on o.id = w.order_id where o.payer_id = ? or o.owner_id = ?',
            )
            .all(id, id),
          db.prepare('select id, state, redeemed_by from activation_codes where payer_id = ?').all(id),
        ];
        return JSON.stringify(rows);
      }),
    ids: (person) =>
      withDb((db) => {
        const id = customerIdOf(person);
        const cards = 'select id from cards where owner_id = @id';
        const orders = 'select id from orders where payer_id = @id or owner_id = @id';
        return [
          cards,
          orders,
          `select id from payment_attempts where order_id in (${orders})`,
          'select id from activation_codes where payer_id = @id',
          `select id from shares where card_id in (${cards})`,
          'select id from claim_requests where owner_id = @id',
        ].flatMap((query) => db.prepare<[{ id: string }], string>(query).pluck().all({ id }).slice(0, 2));
      }),
    audit: () =>
      withDb((db) =>
        db
          .prepare<[], [string, string]>('select action, operator_id from audit order by at, rowid')
          .raw()
          .all(),
      ),
    tables: () => withDb(tableNames),
    mentions: (words) =>
      withDb((db) => {
        const found: Record<string, number> = {};
        for (const table of tableNames(db)) {
          const rows = db.prepare(`select * from ${table}`).all();
          const texts = rows.map((row) =>
            JSON.stringify(row, (_, value: unknown) =>
              value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
            ),
          );
          const hits = texts.filter((text) => words.some((word) => text.includes(word))).length;
          if (hits > 0) found[table] = hits;
        }
        return found;
      }),
    file: (fileId) => {
      const box = new Sqlite(path.join(folder, 'sandbox.db'), { readonly: true });
      try {
        const bytes = box
          .prepare<[string], Buffer>('select bytes from files where file_id = ?')
          .pluck()
          .get(fileId);
        return bytes?.toString() ?? '';
      } finally {
        box.close();
      }
    },
    ageConversations: () =>
      withDb((db) => {
        // What an older version left: of another number, and not sealed. Its state is dropped unread.
        const old = JSON.stringify({ version: [0, 0], state: {} });
        return db.prepare<[string]>('update conversations set value = ?').run(old).changes;
      }),
    spoilList: () =>
      withDb((db) =>
        db.exec(`
          update supplier_lists set refused_at = looked_at, refused_plans = 3;
          update listings set accepted_amount = 700 where plan_id in ('it-5gb-30d', 'jp-5gb-30d');
          update listings set least = '{"USD":90000}' where plan_id = 'it-3gb-30d';
          update listings set cost_amount = 2300, accepted_amount = 2300 where plan_id = 'it-10gb-30d';
          update listings set missing_since = 1 where plan_id in ('it-1gb-7d', 'jp-unl-5d');
        `),
      ),
  };
}

function tableNames(db: Sqlite.Database): string[] {
  return db
    .prepare<[], string>("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    .pluck()
    .all();
}
