import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ownFolder } from './folder.ts';

const root = path.join(import.meta.dirname, '../..');

export interface BadTree {
  readonly folder: string;
  /** Runs a tool of node_modules/.bin there; resolves whatever its exit code. */
  run(tool: string, ...args: readonly string[]): Promise<{ exitCode: number; output: string }>;
}

/** A small project of this test alone that has our packages, the named files of ours, and files with mistakes. */
export function createBadTree({
  ours,
  files,
}: {
  ours: readonly string[];
  files: Readonly<Record<string, string>>;
}): BadTree {
  const folder = ownFolder();
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  for (const name of ours) cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return {
    folder,
    run: (tool, ...args) =>
      new Promise((resolve) => {
        const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined };
        const options = { cwd: folder, env, maxBuffer: 2 ** 26 };
        const file = path.join(root, 'node_modules/.bin', tool);
        const child = execFile(file, args, options, (_error, out, err) =>
          resolve({ exitCode: child.exitCode ?? 1, output: out + err }),
        );
      }),
  };
}
