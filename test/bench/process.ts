import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import type { Figures } from './children/figures.ts';
import type { Command } from './children/shop.ts';
import { openOutside } from './outside.ts';
import type { Outside } from './outside.ts';

/** A bot in a process of its own, so that what it costs is not mixed with what the bench costs. */
export interface Subject {
  readonly outside: Outside;
  /** How long it took from its imports to being ready, in milliseconds. */
  readonly startMs: number;
  figures(options?: { collectGarbage?: boolean }): Promise<Figures>;
  /** What the supplier of a shop does from now on. */
  supplier(behaviour: Omit<Extract<Command, { kind: 'supplier' }>, 'kind'>): Promise<void>;
  /** Resolves when a shop has nothing left to do. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** Node as `npm start` runs it. */
const nodeFlags = packageJson.scripts.start.split(' ').filter((word) => word.startsWith('--'));

/** Starts one of the scripts in children/; a shop keeps its database in the folder. */
export async function startSubject(
  script: 'shop' | 'constant-bot' | 'imports',
  { folder = '' }: { folder?: string } = {},
): Promise<Subject> {
  const outside = await openOutside();
  const child = fork(path.join(import.meta.dirname, 'children', `${script}.ts`), [outside.apiRoot, folder], {
    execArgv: ['--expose-gc', ...nodeFlags],
    // A bench starts many processes: what was compiled is kept.
    env: { ...process.env, NODE_COMPILE_CACHE: path.join(tmpdir(), 'node-compile-cache') },
  });
  const exited = once(child, 'exit');
  async function answer<T>(): Promise<T> {
    const [message] = await Promise.race([
      once(child, 'message'),
      exited.then(() => {
        throw new Error(`The ${script} process ended`);
      }),
    ]);
    return message as T;
  }
  async function ask<T>(command: Command): Promise<T> {
    const answered = answer<T>();
    child.send(command);
    return answered;
  }
  const startMs = await answer<number>();
  return {
    outside,
    startMs,
    figures: ({ collectGarbage = false } = {}) => ask({ kind: 'figures', collectGarbage }),
    supplier: (behaviour) => ask({ kind: 'supplier', ...behaviour }),
    idle: () => ask({ kind: 'idle' }),
    stop: async () => {
      child.disconnect();
      await exited;
      await outside.close();
    },
  };
}

/** A folder for databases; gone at the end. */
export function ownFolder(): Disposable & { readonly path: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'yuanyou-bench-'));
  return { path: folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}
