import type { NewId } from '../domain/ids.ts';
import type { Audit } from '../services/operators-port.ts';
import type { Executor } from './tables.ts';

/** The audit table: lines are added and read, nothing else. */
export function createAudit(db: Executor, newId: NewId): Audit {
  return {
    record: async ({ at, operatorId, action, subject, detail }) => {
      await db
        .insertInto('audit')
        .values({ id: newId('audit'), at, operator_id: operatorId, action, subject, detail })
        .execute();
    },
    of: (subject) =>
      db
        .selectFrom('audit')
        .select(['id', 'at', 'operator_id as operatorId', 'action', 'subject', 'detail'])
        .where('subject', '=', subject)
        .orderBy('at')
        .orderBy('id')
        .execute(),
  };
}
