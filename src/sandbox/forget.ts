import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../config.ts';
import { openSqlite } from '../storage/sqlite.ts';

/** Deletes the sandbox's files; never those of a real bot, which has no box beside its database, nor those in use by another process. */
export async function forgetWorld(config: Config): Promise<void> {
  const database = config.DATABASE_URL.slice('sqlite:'.length);
  const box = path.join(config.dataFolder, 'sandbox.db');
  if (!config.sandbox || (existsSync(database) && !existsSync(box)))
    throw new Error('--fresh is for the sandbox only; this is the database of a real bot.');
  const { close } = await openSqlite({ url: config.DATABASE_URL });
  await close();
  for (const file of [database, box, path.join(config.dataFolder, 'supplier.db')])
    for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
}
