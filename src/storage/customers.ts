import { sql } from 'kysely';
import type { Customer } from '../domain/customer.ts';
import { telegramUserIdOf } from '../domain/ids.ts';
import type { CustomerId } from '../domain/ids.ts';
import type { Customers } from '../services/people-port.ts';
import type { Executor, Row } from './tables.ts';

/** The customers table. */
export function createCustomers(db: Executor): Customers {
  async function byId(id: CustomerId): Promise<Customer | undefined> {
    const row = await db.selectFrom('customers').selectAll().where('id', '=', id).executeTakeFirst();
    return row && customerOf(row);
  }

  return {
    byId,
    see: async (seen) => {
      const known = await byId(seen.id);
      if (!known) {
        const row = await db
          .insertInto('customers')
          .values({
            id: seen.id,
            chosen_locale: seen.chosenLocale,
            language_code: seen.languageCode,
            created_at: seen.createdAt,
            last_rail: seen.lastRail,
            phone_checked_at: seen.phoneCheckedAt,
            home_zone: seen.homeZone,
            quiet_notices: Number(seen.quietNotices),
            email_asked_at: seen.emailAskedAt,
          })
          .onConflict((id) => id.column('id').doNothing())
          .returningAll()
          .executeTakeFirst();
        if (row) return { customer: customerOf(row), created: true };
      }
      // Telegram leaves the language out at times; that is not a change.
      if (!known || (seen.languageCode !== null && seen.languageCode !== known.languageCode)) {
        const row = await db
          .updateTable('customers')
          .set({ language_code: seen.languageCode })
          .where('id', '=', seen.id)
          .returningAll()
          .executeTakeFirstOrThrow();
        return { customer: customerOf(row), created: false };
      }
      return { customer: known, created: false };
    },
    chooseLocale: async (id, locale) => {
      await db.updateTable('customers').set({ chosen_locale: locale }).where('id', '=', id).execute();
    },
    paidBy: async (id, rail) => {
      await db
        .updateTable('customers')
        .set({ last_rail: rail })
        .where('id', '=', id)
        .where('last_rail', 'is distinct from', rail)
        .execute();
    },
    phoneChecked: async (id, at) => {
      await db
        .updateTable('customers')
        .set({ phone_checked_at: at })
        .where('id', '=', id)
        .where('phone_checked_at', 'is', null)
        .execute();
    },
    exportOf: async (id) => {
      const known = await byId(id);
      return known ? [{ ...known }] : [];
    },
    eraseOf: async (id) => {
      await db
        .updateTable('customers')
        .set({
          chosen_locale: null,
          language_code: null,
          last_rail: null,
          phone_checked_at: null,
          home_zone: null,
          quiet_notices: 0,
          email_asked_at: null,
        })
        .where('id', '=', id)
        .execute();
      // What they wrote that nobody could handle: the case stays open, without their words.
      await db
        .updateTable('inbox')
        .set({ raw: '' })
        .where('chat_key', '=', String(telegramUserIdOf(id)))
        .where('state', '=', sql.lit<'review'>('review'))
        .execute();
    },
    chooseHomeZone: async (id, zone) => {
      await db.updateTable('customers').set({ home_zone: zone }).where('id', '=', id).execute();
    },
    chooseQuiet: async (id, quiet) => {
      await db
        .updateTable('customers')
        .set({ quiet_notices: Number(quiet) })
        .where('id', '=', id)
        .execute();
    },
    emailAsked: async (id, at) => {
      await db
        .updateTable('customers')
        .set({ email_asked_at: at })
        .where('id', '=', id)
        .where('email_asked_at', 'is', null)
        .execute();
    },
  };
}

function customerOf(row: Row<'customers'>): Customer {
  return {
    id: row.id,
    chosenLocale: row.chosen_locale,
    languageCode: row.language_code,
    createdAt: row.created_at,
    lastRail: row.last_rail,
    phoneCheckedAt: row.phone_checked_at,
    homeZone: row.home_zone,
    quietNotices: row.quiet_notices !== 0,
    emailAskedAt: row.email_asked_at,
  };
}
