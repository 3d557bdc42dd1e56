import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Guard } from './guards.ts';

/** A copy of the source that can lack a guard; it is gone at the end. */
export interface BrokenTree {
  readonly folder: string;
  /** Takes the guard away until the answered function puts it back. Throws when one of its texts is not there exactly once. */
  without(guard: Guard): () => void;
}

const root = path.join(import.meta.dirname, '../..');

/** What the shop's process needs. */
const needed = ['src', 'db', 'locales', 'test/chaos', 'package.json'];

export function copyTree(): BrokenTree & Disposable {
  const folder = mkdtempSync(path.join(tmpdir(), 'yuanyou-broken-'));
  for (const name of needed) cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  return {
    folder,
    without: (guard) => {
      const files = [...new Set(guard.edits.map(({ file }) => file))];
      const before = files.map((file) => [file, readFileSync(path.join(folder, file), 'utf8')] as const);
      const mend = (): void => before.forEach(([file, text]) => writeFileSync(path.join(folder, file), text));
      for (const { file, text, instead } of guard.edits) {
        const source = readFileSync(path.join(folder, file), 'utf8');
        const [head, tail, ...more] = source.split(text);
        if (head === undefined || tail === undefined || more.length > 0) {
          mend();
          throw new Error(`"${guard.name}": this is not exactly once in ${file}:\n${text}`);
        }
        writeFileSync(path.join(folder, file), head + instead + tail);
      }
      return mend;
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
