import { once } from 'node:events';
import { serve } from '@hono/node-server';
import { createBox } from '../../src/sandbox/box.ts';
import type { Box } from '../../src/sandbox/box.ts';
import { fromTheMorning } from './morning.ts';

/** Telegram in the test, for shops that run in processes of their own. */
export interface ServedTelegram {
  readonly box: Box;
  readonly apiRoot: string;
  /** Comes between every call but those for updates: `answer` carries it out. */
  intercept(between: (answer: () => Promise<Response>) => Promise<Response>): void;
  /** Resolves after the next call of any kind, or when `ring` is called. */
  sign(): Promise<void>;
  ring(): void;
}

/** A box on a listener of its own, whose clock runs as ours does. */
export async function serveTelegram(): Promise<ServedTelegram & AsyncDisposable> {
  const box = createBox({ file: ':memory:', flood: false, now: fromTheMorning() });
  let between = (answer: () => Promise<Response>): Promise<Response> => answer();
  let signal = Promise.withResolvers<void>();
  const ring = (): void => {
    signal.resolve();
    signal = Promise.withResolvers();
  };
  const server = serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch: async (request, env) => {
      const answer = async (): Promise<Response> => box.botApi.fetch(request, env);
      try {
        return await (request.url.endsWith('/getUpdates') ? answer() : between(answer));
      } finally {
        ring();
      }
    },
  });
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The box does not listen');
  return {
    box,
    apiRoot: `http://127.0.0.1:${address.port}`,
    intercept: (next) => {
      between = next;
    },
    sign: () => signal.promise,
    ring,
    [Symbol.asyncDispose]: async () => {
      await box.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
