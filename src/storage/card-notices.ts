import type { CardNotice } from '../domain/card-notice.ts';
import type { CardNotices } from '../services/cards-port.ts';
import type { Executor, Row } from './tables.ts';

/** The card_notices table: a row until it is told. */
export function createCardNotices(db: Executor): CardNotices {
  return {
    add: async ({ id, kind, readerId, cardId, shareId }) => {
      const row = { id, kind, reader_id: readerId, card_id: cardId, share_id: shareId };
      await db.insertInto('card_notices').values(row).execute();
    },
    byId: async (id) => {
      const row = await db.selectFrom('card_notices').selectAll().where('id', '=', id).executeTakeFirst();
      return row && noticeOf(row);
    },
    of: async (readerId, kind) => {
      const rows = await db
        .selectFrom('card_notices')
        .selectAll()
        .where('reader_id', '=', readerId)
        .where('kind', '=', kind)
        .orderBy('id')
        .execute();
      return rows.map(noticeOf);
    },
    told: async (ids) => {
      if (ids.length > 0) await db.deleteFrom('card_notices').where('id', 'in', ids).execute();
    },
    exportOf: async (customerId) => {
      const rows = await db
        .selectFrom('card_notices')
        .select(['kind', 'card_id as card'])
        .where('reader_id', '=', customerId)
        .orderBy('id')
        .execute();
      return rows;
    },
    eraseOf: async (customerId) => {
      await db.deleteFrom('card_notices').where('reader_id', '=', customerId).execute();
    },
  };
}

function noticeOf(row: Row<'card_notices'>): CardNotice {
  return {
    id: row.id,
    kind: row.kind,
    readerId: row.reader_id,
    cardId: row.card_id,
    shareId: row.share_id,
  };
}
