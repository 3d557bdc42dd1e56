import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Box } from '../../src/sandbox/box.ts';
import type { Command } from '../failures/children/shop.ts';
import { openBooks } from './books.ts';
import type { Books } from './books.ts';
import type { ServedTelegram } from './served-telegram.ts';

/** When the shop is to be killed, counted from now: after its n-th commit, or before or after Telegram carries out its n-th call. */
export type Moment = 'after commit' | 'before call' | 'after call';

/** A shop in a process of its own, which can be killed. */
export interface MortalShop {
  readonly box: Box;
  readonly books: Books;
  /** All that its database has written to the disk. */
  databaseBytes(): Buffer;
  doom(moment: Moment, count: number): void;
  alive(): boolean;
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Resolves when the shop has nothing left to do at this moment, or is dead. */
  settle(): Promise<void>;
  /** Resolves when somebody calls Telegram, or the shop is dead. */
  sign(): Promise<void>;
  /** Resolves when the shop has written this into its log. */
  logged(words: string): Promise<void>;
}

const script = path.join(import.meta.dirname, '../failures/children/shop.ts');

/** `speed`: how much faster than ours the shop's clock runs, so that it need not wait for its supplier. */
export async function openMortalShop({
  telegram: { box, apiRoot, intercept, sign, ring },
  speed = 20,
  smtpUrl = '',
}: {
  telegram: ServedTelegram;
  speed?: number;
  /** Its mail server; without one it sends no e-mail. */
  smtpUrl?: string;
}): Promise<MortalShop & AsyncDisposable> {
  const folder = mkdtempSync(path.join(tmpdir(), 'yuanyou-'));
  const openedAt = Date.now();
  let child: ChildProcess | undefined;
  let exited: Promise<unknown> = Promise.resolve();
  let log = '';

  const alive = (): boolean => child?.exitCode === null && child.signalCode === null;
  // It may die while it is told: then nobody waits for what it would have done.
  const tell = (command: Command): void => void (child?.connected && child.send(command, () => undefined));
  async function kill(): Promise<void> {
    child?.kill('SIGKILL');
    await exited;
  }

  async function start(): Promise<void> {
    intercept((answer) => answer());
    const born = fork(script, [folder, apiRoot, String(openedAt), String(speed), smtpUrl], { silent: true });
    child = born;
    exited = once(born, 'exit').finally(ring);
    for (const stream of [born.stdout, born.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        log += text;
        ring();
      });
    await Promise.race([once(born, 'message'), exited]);
    if (!alive()) throw new Error(`The shop did not start: ${log}`);
  }

  await start();
  return {
    box,
    books: openBooks({ box: () => box, folder }),
    databaseBytes: () =>
      Buffer.concat(
        readdirSync(folder)
          .filter((name) => name.startsWith('yuanyou.db'))
          .map((name) => readFileSync(path.join(folder, name))),
      ),
    alive,
    kill,
    start,
    sign,
    doom: (moment, count) => {
      if (moment === 'after commit') return tell({ kind: 'die_after_commit', commits: count });
      let calls = 0;
      intercept(async (answer) => {
        calls++;
        // Others may call while this one is carried out.
        const isItsHour = calls === count;
        const response = isItsHour && moment === 'before call' ? new Response() : await answer();
        if (isItsHour) await kill();
        return response;
      });
    },
    settle: async () => {
      while (alive()) {
        while (alive() && box.unconfirmed() > 0) await sign();
        if (!child || !alive()) break;
        const answered = once(child, 'message');
        tell({ kind: 'idle' });
        await Promise.race([answered, exited]);
        if (box.unconfirmed() === 0) return;
      }
    },
    logged: async (words) => {
      while (!log.includes(words)) await sign();
    },
    [Symbol.asyncDispose]: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
