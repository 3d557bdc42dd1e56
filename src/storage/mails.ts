import { sql } from 'kysely';
import type { MailState, QueuedMail } from '../domain/mail.ts';
import type { Mails } from '../services/people-port.ts';
import { withoutJob } from './jobs.ts';
import type { Executor, Row } from './tables.ts';
import type { Vault } from './vault.ts';

/** Written out, not bound: only so can the partial index be used. */
const waits = sql.lit<MailState>('waiting');

/** The mails table. Secrets are sealed for the mail they belong to. */
export function createMails(db: Executor, vault: Vault): Mails {
  const mails = db.selectFrom('mails').selectAll();
  return {
    insert: async (mail, secret) => {
      await db
        .insertInto('mails')
        .values({
          id: mail.id,
          kind: mail.kind,
          customer_id: mail.customerId,
          subject: mail.subject,
          secret: secret === null ? null : vault.seal(secret, mail.id),
          state: mail.state,
          created_at: mail.createdAt,
          ended_at: null,
        })
        .execute();
    },
    byId: async (id) => {
      const row = await mails.where('id', '=', id).executeTakeFirst();
      return row && mailOf(row);
    },
    secretOf: async (id) => {
      const row = await db.selectFrom('mails').select('secret').where('id', '=', id).executeTakeFirst();
      return row?.secret ? vault.open(row.secret, id) : null;
    },
    isWaiting: async ({ kind, subject }) => {
      const row = await db
        .selectFrom('mails')
        .select('id')
        .where('state', '=', waits)
        .where('subject', '=', subject)
        .where('kind', '=', kind)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
    end: async (id, state, at) => {
      await db
        .updateTable('mails')
        .set({ state, ended_at: at, secret: null })
        .where('id', '=', id)
        .where('state', '=', waits)
        .execute();
    },
    waiting: async (before, limit) => {
      const rows = await mails
        .where('state', '=', waits)
        .where('created_at', '<', before)
        .where(withoutJob('mail', 'mails.id'))
        .orderBy('created_at')
        .limit(limit)
        .execute();
      return rows.map(mailOf);
    },
    prune: async (before) => {
      await db.deleteFrom('mails').where('ended_at', '<', before).execute();
    },
    exportOf: async (customerId) => {
      // Not the codes: what became of one for a claim would tell whether it went anywhere.
      const rows = await mails
        .where('customer_id', '=', customerId)
        .where('kind', '!=', 'one_time_code')
        .execute();
      return rows.map(mailOf).map(({ kind, state, createdAt }) => ({ kind, state, createdAt }));
    },
    eraseOf: async (customerId) => {
      await db.deleteFrom('mails').where('customer_id', '=', customerId).execute();
    },
  };
}

function mailOf(row: Row<'mails'>): QueuedMail {
  return {
    id: row.id,
    kind: row.kind,
    customerId: row.customer_id,
    subject: row.subject,
    state: row.state,
    createdAt: row.created_at,
  };
}
