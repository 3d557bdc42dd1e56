import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openSqlite } from '../../src/storage/sqlite.ts';

let bytes: Promise<Buffer> | undefined;

/** Puts an empty database with all its tables there. They are made once: that costs more than most of what a test does with them. */
export async function putMigrated(file: string): Promise<void> {
  bytes ??= migrate();
  writeFileSync(file, await bytes);
}

async function migrate(): Promise<Buffer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'yuanyou-'));
  const file = path.join(folder, 'migrated.db');
  const { close } = await openSqlite({ url: `sqlite:${file}` });
  await close();
  const made = readFileSync(file);
  rmSync(folder, { recursive: true });
  return made;
}
