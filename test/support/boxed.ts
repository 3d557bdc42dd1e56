import { serve } from '@hono/node-server';
import { Api } from 'grammy';
import { Hono } from 'hono';
import { onTestFinished } from 'vitest';
import { BOX_TOKEN, type Box, type BoxOptions, createBox } from '../../src/sandbox/box.ts';
import type { BoxEnv } from '../../src/sandbox/guard.ts';

interface Answer {
  ok: boolean;
  result?: unknown;
  error_code?: number;
  description?: string;
}
export interface BoxedTest {
  box: Box;
  url: string;
  api: Api;
  /** A raw call, for what grammY's types do not let through. */
  call: (method: string, body?: unknown) => Promise<Answer>;
  /** Moves the world's clock. */
  pass: (ms: number) => void;
}

/** A box of its own on a free port of this machine, with a clock that stands still until it is moved; closed at the end of the test. */
export async function openBox(options: Partial<BoxOptions> = {}): Promise<BoxedTest> {
  const now = () => Date.UTC(2026, 5, 12, 10);
  const box = createBox({ file: ':memory:', now, ...options });
  const app = new Hono<BoxEnv>().route('/', box.botApi).route('/', box.control);
  const listening = Promise.withResolvers<number>();
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
    listening.resolve(port),
  );
  const url = `http://127.0.0.1:${await listening.promise}`;
  onTestFinished(async () => {
    await box.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  return {
    box,
    url,
    api: new Api(BOX_TOKEN, { apiRoot: url }),
    async call(method, body = {}) {
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      };
      return (await (await fetch(`${url}/bot${BOX_TOKEN}/${method}`, init)).json()) as Answer;
    },
    pass: (ms) => void box.clock.advance(ms),
  };
}
