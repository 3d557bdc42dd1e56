import { setTimeout as sleep } from 'node:timers/promises';
import { startApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config.ts';
import { ProviderError } from '../../../src/services/supply-port.ts';
import { figuresNow } from './figures.ts';

/** What the bench tells a process; each is answered with one message. */
export type Command =
  | { readonly kind: 'figures'; readonly collectGarbage: boolean }
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'supplier';
      readonly delayMs: number;
      /** Of each method every n-th call goes wrong; 0 = none. */
      readonly failEvery: number;
      /** Nothing is answered until told otherwise. */
      readonly stalled: boolean;
    };

const [apiRoot = '', folder = ''] = process.argv.slice(2);
let commits = 0;
let behaviour = { delayMs: 0, failEvery: 0 };
let stall = Promise.withResolvers<void>();
stall.resolve();
const calls = new Map<string, number>();

/** In turn: refused for the moment, never arrived, answer lost. */
async function faults({ method, phase }: { method: string; phase: 'before' | 'after' }): Promise<void> {
  if (phase === 'before') {
    await stall.promise;
    if (behaviour.delayMs > 0) await sleep(behaviour.delayMs);
    calls.set(method, (calls.get(method) ?? 0) + 1);
  }
  const number = calls.get(method) ?? 0;
  if (behaviour.failEvery === 0 || number % behaviour.failEvery !== 0) return;
  const kind = (number / behaviour.failEvery) % 3;
  if (phase === 'before' && kind === 1) throw new ProviderError('temporary', 'The bench says no');
  if (phase === 'before' && kind === 2) throw new ProviderError('unknown_outcome', 'The bench heard nothing');
  if (phase === 'after') throw new ProviderError('unknown_outcome', 'The bench lost the answer');
}

const config = readConfig({
  BOT_TOKEN: '1:BENCH',
  TELEGRAM_API_ROOT: apiRoot,
  PORT: '0',
  DATABASE_URL: `sqlite:${folder}/yuanyou.db`,
  LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
});
const startedAt = performance.now();
// As live, so that everybody may pay and Stars stay.
const app = await startApp({
  config: { ...config, DEPLOYMENT: 'live' },
  onCommit: () => void commits++,
  supplierFaults: faults,
});
process.send?.(performance.now() - startedAt);

process.on('message', (command: Command) => {
  switch (command.kind) {
    case 'figures':
      process.send?.(figuresNow({ ...command, commits }));
      break;
    case 'idle':
      void app.idle().then(() => process.send?.(null));
      break;
    case 'supplier':
      behaviour = command;
      if (command.stalled) stall = Promise.withResolvers();
      else stall.resolve();
      process.send?.(null);
      break;
  }
});
process.on('disconnect', () => process.exit(0));
