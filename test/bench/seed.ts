import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { readCatalogue } from '../../src/storage/catalogue-file.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import type { Progress } from './report.ts';

const chunk = 50_000;

/** Customers with odd ids, each with a card, and a paid and fulfilled order: straight into the tables, without the bot. */
export async function seed({
  folder,
  customers,
  progress,
}: {
  folder: string;
  customers: number;
  progress: Progress;
}): Promise<void> {
  const file = path.join(folder, 'yuanyou.db');
  await (await openSqlite({ url: `sqlite:${file}` })).close();
  const plan = readCatalogue(path.join(import.meta.dirname, '../../db/catalogue.json')).plans.get(
    'it-5gb-30d',
  );
  const values = {
    plan: JSON.stringify(plan),
    preview: JSON.stringify({ kind: 'queued', leftBytes: 800_000_000, startsBy: 1_700_000_000_000 }),
    balance: JSON.stringify({ profile: 'enabled', plans: [], installBy: null, asOf: 1 }),
  };
  const db = new Sqlite(file);
  try {
    db.pragma('journal_mode = OFF');
    db.pragma('synchronous = OFF');
    db.pragma('foreign_keys = OFF');
    db.pragma('cache_size = -1000000');
    const steps = statements.map((text) => db.prepare(text));
    for (let from = 1; from <= customers; from += chunk) {
      const to = Math.min(customers, from + chunk - 1);
      const given = { ...values, from, to, customers, alphabet };
      db.transaction(() => steps.forEach((step) => step.run(given)))();
      progress(`seeding customers and orders: ${to} of ${customers}`);
    }
  } finally {
    db.close();
  }
}

const alphabet = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';

/** Ids spread as evenly as real ones, in their own order, so that the tables are filled from one end. */
const id = (prefix: string): string =>
  `'${prefix}_' || substr(@alphabet, 1 + (i - 1) * 64 / @customers, 1) ||
    substr(@alphabet, 1 + (i - 1) * 4096 / @customers % 64, 1) || printf('%020d', i)`;
const numbers = 'with recursive n (i) as (select @from union all select i + 1 from n where i < @to)';
const customer = `'customer_' || (2 * i + 1)`;
const at = '1700000000000 + i';

const statements = [
  `insert into customers (id, language_code, created_at) ${numbers} select ${customer}, 'en', ${at} from n`,
  `insert into cards (id, owner_id, provider, provider_ref, iccid, coverage, balance, balance_as_of, created_at) ${numbers}
    select ${id('card')}, ${customer}, 'sandbox', ${id('SBXP')}, printf('8999900%013d', i), 'IT', @balance, 1, ${at} from n`,
  `insert into orders (id, version, payer_id, owner_id, card_id, plan, preview, price_amount, price_currency, state, quote_expires_at,
    review_message_id, status_message_id, supplied_card_id, delivered_at, created_at, updated_at) ${numbers}
    select ${id('order')}, 3, ${customer}, ${customer}, ${id('card')}, @plan, @preview, 1120, 'EUR', 'fulfilled', ${at},
    1, 2, ${id('card')}, ${at}, ${at}, ${at} from n`,
  `insert into payment_attempts (id, order_id, rail, total_amount, total_currency, created_at) ${numbers}
    select ${id('attempt')}, ${id('order')}, 'stars', 672, 'XTR', ${at} from n`,
  `insert into payments (id, rail, charge_id, payer_id, amount, currency, payload, order_id, outcome, received_at) ${numbers}
    select ${id('payment')}, 'stars', ${id('seeded')}, ${customer}, 672, 'XTR', ${id('attempt')}, ${id('order')}, 'fulfilled', ${at} from n`,
];
