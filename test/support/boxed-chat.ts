import path from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import QRCode from 'qrcode';
import { wordsOf } from '../../src/i18n/speech.ts';
import { createPage } from '../../src/sandbox/page/page.ts';

/** A message as the page gets it; the page itself is the judge of its fields. */
export type Told = Readonly<Record<string, unknown>> & { readonly message_id: number };

/** A scripted box: it answers the page's requests from a list and remembers what was asked. */
export interface BoxedChat {
  readonly url: string;
  readonly asked: { path: string; body: unknown }[];
  readonly answers: Map<string, unknown>;
  tell(event: string, data: unknown): Promise<void>;
  deliver(person: number, message: Told): Promise<void>;
  /** Adds to a chat without an event, as while the process was away. */
  silently(person: number, message: Told): void;
  /** Resolves once the page listens. */
  connected(): Promise<void>;
  drop(): Promise<void>;
  close(): Promise<void>;
}

const locales = path.join(import.meta.dirname, '../../locales');

const people = [
  { id: 100001, name: 'Traveller', language_code: 'en', role: 'traveller', started: true },
  { id: 100002, name: 'Viaggiatrice', language_code: 'it', role: 'traveller', started: false },
  { id: 100003, name: '旅客', language_code: 'zh-hans', role: 'traveller', started: true },
  { id: 100004, name: '家人', language_code: 'zh-hant', role: 'family', started: true },
].map((person) => ({ ...person, blocked: false, unread: 0, stars: 5000 }));

const bot = {
  username: 'yuanyou_box_bot',
  first_name: '遠遊卡',
  description: {
    '': 'Check data, renew, get your QR in a minute',
    zh: '查余额 · 续费 · 收二维码，一分钟',
    it: 'Controlla i dati, rinnova, ricevi il QR',
  },
  commands: {
    '': [
      { command: 'renew', description: 'Renew a card' },
      { command: 'balance', description: 'What is left' },
    ],
    zh: [
      { command: 'renew', description: '续费' },
      { command: 'balance', description: '查余额' },
      { command: 'orders', description: '订单和收据' },
      { command: 'language', description: '语言' },
      { command: 'help', description: '帮助' },
    ],
  },
};

/** Serves the real page over the scripted box on a free port of this machine. `qr` is what the picture `file/qr` holds. */
export async function openBoxedChat({
  chats,
  qr,
}: {
  chats: Map<number, Told[]>;
  qr: string;
}): Promise<BoxedChat> {
  const asked: BoxedChat['asked'] = [];
  const answers = new Map<string, unknown>();
  const listening = Promise.withResolvers<void>();
  const streams = new Map<object, (event: string, data: unknown) => Promise<void>>();
  const picture = await QRCode.toBuffer(qr, { scale: 8 });
  const state = { now: Date.now(), bot, people };
  const app = new Hono();
  app.route('/', createPage({ words: (locale) => wordsOf(locales, locale, 'box-') }));
  app.get('/box/state', (c) => c.json({ ...state, now: Date.now() }));
  app.get('/box/chats/:person', (c) => c.json({ messages: chats.get(Number(c.req.param('person'))) ?? [] }));
  app.get('/box/mail', (c) => c.json({ mails: [] }));
  app.get('/box/elsewhere/:person/claimed', (c) => c.json({ claimed: false }));
  app.get('/box/wire', (c) => c.json({ entries: [] }));
  app.get('/box/file/:id', (c) => c.body(new Uint8Array(picture), 200, { 'content-type': 'image/png' }));
  app.get('/box/events', (c) =>
    streamSSE(c, async (stream) => {
      const gone = Promise.withResolvers<void>();
      streams.set(stream, async (event, data) => {
        if (event === 'drop') gone.resolve();
        else await stream.writeSSE({ event, data: JSON.stringify(data) });
      });
      stream.onAbort(() => gone.resolve());
      await stream.write(': hello\n\n');
      listening.resolve();
      await gone.promise;
      streams.delete(stream);
    }),
  );
  app.post('/box/:path', async (c) => {
    const name = c.req.param('path');
    asked.push({ path: name, body: await c.req.json() });
    return c.json((await answers.get(name)) ?? {});
  });

  const ready = Promise.withResolvers<number>();
  const server: ServerType = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
    ready.resolve(port),
  );
  const url = `http://127.0.0.1:${await ready.promise}/`;
  const tell: BoxedChat['tell'] = async (event, data) => {
    await Promise.all([...streams.values()].map((send) => send(event, data)));
  };
  return {
    url,
    asked,
    answers,
    tell,
    connected: () => listening.promise,
    silently: (person, message) => void chats.set(person, [...(chats.get(person) ?? []), message]),
    async deliver(person, message) {
      const chat = chats.get(person) ?? [];
      const known = chat.some(({ message_id: id }) => id === message.message_id);
      chats.set(person, [...chat.filter(({ message_id: id }) => id !== message.message_id), message]);
      await tell(known ? 'edited' : 'message', { person, message });
    },
    drop: () => tell('drop', {}),
    close: () => {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      if ('closeAllConnections' in server) server.closeAllConnections();
      return closed.promise;
    },
  };
}
