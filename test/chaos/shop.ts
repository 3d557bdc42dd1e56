import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import type { Birth, Command } from './children/shop.ts';
import type { Network } from './network.ts';
import { settingsFor } from './suppliers/open.ts';
import type { RealSupplier } from './suppliers/protocol.ts';
import type { WorldTime } from './world-time.ts';

/** The shop in a process of its own, one life after the other on the same files. */
export interface Shop {
  alive(): boolean;
  /** Lives so far. */
  lives(): number;
  /** Resolves when it serves; tries again when it gives up by itself while it starts. */
  start(): Promise<void>;
  /** `kill -9`. */
  kill(): Promise<void>;
  tell(command: Command): void;
  /** Resolves when it has nothing left to do, or is dead. */
  idle(): Promise<void>;
  /** Starts a second one on the same files by mistake; what it said last, and whether it ended by itself. */
  second(): Promise<{ ended: boolean; said: string }>;
}

const script = 'test/chaos/children/shop.ts';
const root = path.join(import.meta.dirname, '../..');

/** `tree`: where its source is, for a shop that lacks a guard. */
export function createShop({
  folder,
  updates,
  seed,
  time,
  network,
  provider,
  reliable = false,
  tree = root,
}: {
  folder: string;
  updates: Birth['updates'];
  seed: string;
  time: WorldTime;
  network: Network;
  /** Who makes what it sells: over the network, or embedded. */
  provider?: RealSupplier | undefined;
  /** Its supplier finishes whatever it takes on. */
  reliable?: boolean;
  tree?: string;
}): Shop {
  let child: ChildProcess | undefined;
  let exited: Promise<unknown> = Promise.resolve();
  let lives = 0;
  let calm = false;

  const alive = (): boolean => child?.exitCode === null && child.signalCode === null;
  // It may die while it is told.
  const tell = (command: Command): void => {
    if (command.kind === 'calm') calm = true;
    if (child?.connected) child.send(command, () => undefined);
  };
  time.onChange(() => tell({ kind: 'clock', ahead: time.shopAhead() }));

  function bear(): { born: ChildProcess; said: () => string } {
    const { openedAt, speed } = time;
    const birth: Birth = {
      folder,
      url: network.url,
      updates,
      openedAt,
      speed,
      ahead: time.shopAhead(),
      seed: calm ? null : `${seed}/supplier/${lives}`,
      reliable,
      ...(provider && { supplier: settingsFor(provider, network.url) }),
    };
    const born = fork(path.join(tree, script), [JSON.stringify(birth)], { silent: true, cwd: tree });
    let said = '';
    for (const stream of [born.stdout, born.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-4000);
        appendFileSync(path.join(folder, 'shop.log'), text);
      });
    return { born, said: () => said };
  }

  async function start(): Promise<void> {
    for (let tries = 0; tries < 20; tries++) {
      lives++;
      const { born, said } = bear();
      child = born;
      const gone = once(born, 'exit').finally(() => child === born && network.connect(null));
      exited = gone;
      const [port] = await Promise.race([once(born, 'message'), gone.then(() => [])]);
      if (typeof port === 'number') {
        network.connect(port);
        // The clock may have moved while it was born.
        tell({ kind: 'clock', ahead: time.shopAhead() });
        return;
      }
      // As a supervisor does it.
      if (tries === 19) throw new Error(`The shop does not start: ${said()}`);
    }
  }

  return {
    alive,
    lives: () => lives,
    start,
    tell,
    kill: async () => {
      child?.kill('SIGKILL');
      await exited;
    },
    idle: async () => {
      if (!child || !alive()) return;
      const answered = once(child, 'message');
      tell({ kind: 'idle' });
      await Promise.race([answered, exited]);
    },
    second: async () => {
      const { born, said } = bear();
      const ended = await Promise.race([
        once(born, 'exit').then(() => true),
        once(born, 'message').then(() => false),
      ]);
      born.kill('SIGKILL');
      return { ended, said: said() };
    },
  };
}
