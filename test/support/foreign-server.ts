import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { onTestFinished } from 'vitest';
import { createBox } from '../../src/sandbox/box.ts';
import type { Box } from '../../src/sandbox/box.ts';
import type { BoxEnv } from '../../src/sandbox/guard.ts';
import { ownFolder } from './folder.ts';
import { checkStripeRequest } from './stripe-schema.ts';
import { until } from './until.ts';

/** The Bot API of somebody else, and what the bot sees of the world. */
export interface ForeignServer {
  readonly box: Box;
  readonly url: string;
  /** Resolves when this has become true; looked at whenever something happens on the server. */
  until(what: () => boolean): Promise<void>;
}

/** A process of the bot, from its first line to its end. */
export interface BotProcess {
  /** All that it said so far, on both streams. */
  said(): string;
  /** Resolves with the text when it has said something like this. */
  says(what: RegExp): Promise<RegExpExecArray>;
  /** Where it listens, once it has said so. */
  url(): Promise<string>;
  signal(signal: NodeJS.Signals): void;
  /** Its exit code. */
  readonly ended: Promise<number | null>;
}

const root = path.join(import.meta.dirname, '../..');

/** The bot as it is deployed: without the sandbox, without tests, with the packages of production only. */
export function deployedTree(folder: string): void {
  for (const name of ['src', 'db', 'locales', 'package.json'])
    cpSync(path.join(root, name), path.join(folder, name), {
      recursive: true,
      filter: (source) => source !== path.join(root, 'src/sandbox'),
    });
  const lock: { packages: Record<string, { dev?: boolean }> } = JSON.parse(
    readFileSync(path.join(root, 'package-lock.json'), 'utf8'),
  );
  for (const [name, { dev }] of Object.entries(lock.packages)) {
    if (!/^node_modules\/(@[^/]+\/)?[^/]+$/.test(name) || dev) continue;
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    symlinkSync(path.join(root, name), path.join(folder, name));
  }
}

/** Starts `src/main.ts`, or another script, of a deployed tree with these settings and no others; it does not outlive the test. */
export function startBot({
  tree,
  env,
  script = 'src/main.ts',
}: {
  tree: string;
  env: Record<string, string>;
  script?: string;
}): BotProcess {
  const child = spawn(process.execPath, [path.join(tree, script)], {
    cwd: tree,
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      DATABASE_URL: `sqlite:${ownFolder()}/yuanyou.db`,
      NODE_COMPILE_CACHE: path.join(tree, '.compiled'),
      ...env,
    },
  });
  let said = '';
  let heard = Promise.withResolvers<void>();
  const hear = (): void => {
    heard.resolve();
    heard = Promise.withResolvers();
  };
  let over = false;
  const listen = (text: Buffer): void => {
    said += text.toString();
    hear();
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const ended = once(child, 'close').then(([code]: (number | null)[]) => {
    over = true;
    hear();
    return code ?? null;
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const says = async (what: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const match = what.exec(said);
      if (match) return match;
      if (over) throw new Error(`The bot ended without saying ${String(what)}:\n${said}`);
      await heard.promise;
    }
  };
  return {
    said: () => said,
    says,
    url: async () => (await says(/http:\/\/127\.0\.0\.1:\d+(?=\/readyz)/))[0],
    signal: (signal) => void child.kill(signal),
    ended,
  };
}

/** Serves the Bot API for the token `1:x`, and Stripe; what is meant for the bot goes on to it, as by a proxy in front of it. */
export async function openForeignServer({
  webhookTo,
}: { webhookTo?: () => Promise<string> } = {}): Promise<ForeignServer> {
  const box = createBox({ file: ':memory:', token: '1:x', checkStripe: checkStripeRequest });
  const routes = new Hono<BoxEnv>();
  const passOn = async (c: Context<BoxEnv>): Promise<Response> => {
    const { pathname, search } = new URL(c.req.url);
    const headers = new Headers(c.req.raw.headers);
    for (const name of ['connection', 'content-length', 'host', 'transfer-encoding']) headers.delete(name);
    const { method } = c.req;
    const body = method === 'POST' ? await c.req.arrayBuffer() : null;
    return fetch(`${await webhookTo?.()}${pathname}${search}`, { method, headers, body, redirect: 'manual' });
  };
  routes.post('/telegram/webhook', passOn);
  routes.post('/stripe/webhook', passOn);
  routes.get('/pay/*', passOn);
  routes.route('/', box.stripe.pages);
  routes.route('/', box.stripe.api);
  routes.route('/', box.botApi);
  const server = serve({ fetch: routes.fetch, hostname: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The server does not listen');
  onTestFinished(async () => {
    await box.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  return {
    box,
    url: `http://127.0.0.1:${address.port}`,
    until: (what) => until(box, what),
  };
}
