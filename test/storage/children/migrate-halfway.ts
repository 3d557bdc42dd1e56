// Runs the first migrations, given by their number, and stops inside the next one with everything of it done but its end.
import { migrations } from '../../../db/migrations/index.ts';
import type { Migration } from '../../../src/storage/migrate.ts';
import { openSqlite } from '../../../src/storage/sqlite.ts';
import { nextMigration } from './next-migration.ts';

setInterval(() => {}, 1000);
const steps: (readonly [string, Migration])[] = [...Object.entries(migrations), nextMigration];
const complete = Number(process.argv[3]);
await openSqlite({
  url: process.argv[2] ?? '',
  migrations: Object.fromEntries(
    steps.map(([name, up], index): [string, Migration] => [
      name,
      async (step) => {
        await up(step);
        if (index < complete) return;
        console.log('halfway');
        await new Promise(() => {});
      },
    ]),
  ),
});
