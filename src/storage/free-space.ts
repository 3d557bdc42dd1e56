import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';

/** How much of the disk under this folder is free, from 0 to 1; a folder that is not there yet will lie in its parent. */
export async function freeShareOf(folder: string): Promise<number> {
  const whole = path.resolve(folder);
  if (!existsSync(whole) && path.dirname(whole) !== whole) return freeShareOf(path.dirname(whole));
  const { bavail, blocks } = await statfs(whole);
  return blocks > 0 ? bavail / blocks : 1;
}
