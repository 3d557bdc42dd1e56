import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serve } from '@hono/node-server';
import { createBox } from '../../src/sandbox/box.ts';
import type { Box } from '../../src/sandbox/box.ts';
import type { Command } from '../failures/children/shop.ts';
import { openBooks } from './books.ts';
import type { Books } from './books.ts';

/** When the shop is to be killed: after its n-th commit, or before or after Telegram carries out its n-th call. */
export type Moment = 'after commit' | 'before call' | 'after call';

export type Death = {
  readonly at: Moment | 'never';
  readonly count: number;
};

/** A shop in a process of its own, which can be killed; Telegram lives in the test. */
export interface MortalShop {
  readonly box: Box;
  readonly books: Books;
  /** Kills the shop there, counted from now. */
  doom(death: Death): void;
  alive(): boolean;
  start(): Promise<void>;
  /** Resolves when the shop has nothing left to do at this moment, or is dead. */
  settle(): Promise<void>;
  /** Resolves when the shop calls Telegram, or is dead. */
  sign(): Promise<void>;
}

const script = path.join(import.meta.dirname, '../failures/children/shop.ts');

/** `speed`: how much faster than ours the shop's clock runs, so that it need not wait for its supplier. */
export async function openMortalShop({ speed = 20 }: { speed?: number } = {}): Promise<
  MortalShop & AsyncDisposable
> {
  const folder = mkdtempSync(path.join(tmpdir(), 'yuanyou-'));
  const openedAt = Date.now();
  const box = createBox({ file: ':memory:', flood: false });
  let process: ChildProcess | undefined;
  let exited: Promise<unknown> = Promise.resolve();
  let death: Death = { at: 'never', count: 0 };
  let calls = 0;
  let signal = Promise.withResolvers<void>();
  const ring = (): void => {
    signal.resolve();
    signal = Promise.withResolvers();
  };
  const kill = async (): Promise<Response> => {
    process?.kill('SIGKILL');
    await exited;
    return new Response(null, { status: 502 });
  };

  const server = serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch: async (request, env) => {
      const counts = !request.url.endsWith('/getUpdates');
      if (counts) calls++;
      const last = counts && calls === death.count;
      try {
        if (last && death.at === 'before call') return await kill();
        const response = await box.botApi.fetch(request, env);
        return last && death.at === 'after call' ? await kill() : response;
      } finally {
        ring();
      }
    },
  });
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The box does not listen');
  const apiRoot = `http://127.0.0.1:${address.port}`;

  const alive = (): boolean => process?.exitCode === null && process.signalCode === null;
  // It may die while it is told: then nobody waits for what it would have done.
  const tell = (command: Command): void =>
    void (process?.connected && process.send(command, () => undefined));
  const shop: MortalShop = {
    box,
    books: openBooks({ box: () => box, folder }),
    alive,
    doom: (next) => {
      death = next;
      calls = 0;
      if (next.at === 'after commit') tell({ kind: 'die_after_commit', commits: next.count });
    },
    start: async () => {
      death = { at: 'never', count: 0 };
      const child = fork(script, [folder, apiRoot, String(openedAt), String(speed)]);
      process = child;
      exited = once(child, 'exit').finally(ring);
      const ready = once(child, 'message');
      await Promise.race([ready, exited]);
      if (!alive()) throw new Error('The shop did not start');
    },
    sign: () => signal.promise,
    settle: async () => {
      while (alive()) {
        while (alive() && box.unconfirmed() > 0) await signal.promise;
        if (!process || !alive()) break;
        const answered = once(process, 'message');
        tell({ kind: 'idle' });
        await Promise.race([answered, exited]);
        if (box.unconfirmed() === 0) return;
      }
    },
  };
  await shop.start();
  return {
    ...shop,
    [Symbol.asyncDispose]: async () => {
      await kill();
      await box.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((done) => server.close(done));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
