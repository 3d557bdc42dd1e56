import { alertKeys } from '../domain/alert.ts';
import type { Alert, Trouble } from '../domain/alert.ts';
import type { Alerts } from '../services/operators-port.ts';
import { fromJson } from './json.ts';
import type { Executor } from './tables.ts';

/** The alerts table: a row for each trouble that lasts. */
export function createAlerts(db: Executor): Alerts {
  return {
    list: async () => {
      const rows = await db
        .selectFrom('alerts')
        .select(['facts', 'since', 'told_at as toldAt', 'well_since as wellSince'])
        .where('key', 'in', [...alertKeys])
        .execute();
      return rows
        .map(({ facts, ...alert }): Alert => ({ ...alert, trouble: fromJson<Trouble>(facts) }))
        .toSorted((a, b) => a.since - b.since);
    },
    begin: async (trouble, since) => {
      const alert = { since, facts: JSON.stringify(trouble), told_at: null, well_since: null };
      await db
        .insertInto('alerts')
        .values({ key: trouble.key, ...alert })
        .onConflict((same) => same.column('key').doUpdateSet(alert).where('alerts.facts', '!=', alert.facts))
        .execute();
    },
    told: async (key, at) => {
      await db.updateTable('alerts').set({ told_at: at }).where('key', '=', key).execute();
    },
    setWell: async (key, since) => {
      await db.updateTable('alerts').set({ well_since: since }).where('key', '=', key).execute();
    },
    end: async (key) => {
      await db.deleteFrom('alerts').where('key', '=', key).execute();
    },
  };
}
