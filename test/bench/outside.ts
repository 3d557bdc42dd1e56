import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';
import { answerTo, paramsOf } from './bot-api.ts';
import type { Params } from './bot-api.ts';

/** How long a traveller waits before the bench gives up: longer than any supplier stalls. */
const patienceMs = 60_000;

/** What the bot last showed in a chat. */
export interface Bubble {
  readonly messageId: number;
  readonly at: number;
  readonly params: Params;
}

/** A Bot API server that costs the bot's own process nothing: it answers what is expected and notes when it was asked. */
export interface Outside {
  readonly apiRoot: string;
  /** Hands out an update with the next fetch; resolves with the moment at which it left. */
  deliver(update: object): Promise<number>;
  /**
   * The moment of the next such call: `answerCallbackQuery <query>`, `answerPreCheckoutQuery <query>`, `text <chat>`,
   * `picture <chat>`. Ask before what causes it.
   */
  next(call: string): Promise<number>;
  bubble(chat: number): Bubble;
  /** What an invoice link asks for. */
  invoice(link: string): Params;
  /** Calls so far by method, fetching not counted. */
  calls(): ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** Listens on a port of its own. */
export async function openOutside(): Promise<Outside> {
  const bubbles = new Map<number, Bubble>();
  const invoices = new Map<string, Params>();
  const counts = new Map<string, number>();
  const waiting = new Map<string, (at: number) => void>();
  const sentOff: ((at: number) => void)[] = [];
  let queue: object[] = [];
  let fetching: ServerResponse | undefined;
  let numbers = 1;

  function reply(response: ServerResponse, result: unknown): void {
    const body = JSON.stringify({ ok: true, result });
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    });
    response.end(body);
  }

  function handOut(): void {
    if (!fetching || queue.length === 0) return;
    reply(fetching, queue.splice(0, 100));
    fetching = undefined;
    for (const sent of sentOff.splice(0, sentOff.length - queue.length)) sent(performance.now());
  }

  function note(call: string, at: number): void {
    waiting.get(call)?.(at);
    waiting.delete(call);
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = performance.now();
    const method = request.url?.slice(request.url.lastIndexOf('/') + 1) ?? '';
    const params = await paramsOf(request);
    if (method === 'getUpdates') {
      fetching = response;
      handOut();
      return;
    }
    counts.set(method, (counts.get(method) ?? 0) + 1);
    const number = numbers++;
    const answer = answerTo(method, params, number);
    reply(response, answer);
    const chat = Number(params['chat_id']);
    if (method === 'createInvoiceLink') invoices.set(String(answer), params);
    if (method === 'sendMessage' || method === 'editMessageText') {
      const messageId = Number(params['message_id'] ?? number);
      bubbles.set(chat, { messageId, at, params });
      note(`text ${chat}`, at);
    }
    if (method === 'editMessageMedia' || method === 'sendPhoto') note(`picture ${chat}`, at);
    const query = params['callback_query_id'] ?? params['pre_checkout_query_id'];
    if (query !== undefined) note(`${method} ${query as string}`, at);
  }

  const server = createServer((request, response) => void serve(request, response));
  server.keepAliveTimeout = 600_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The stub does not listen');

  return {
    apiRoot: `http://127.0.0.1:${address.port}`,
    deliver: (update) =>
      new Promise((resolve) => {
        queue.push({ update_id: numbers++, ...update });
        sentOff.push(resolve);
        handOut();
      }),
    next: (call) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`The bot never called ${call}`)), patienceMs);
        waiting.set(call, (at) => {
          clearTimeout(timer);
          resolve(at);
        });
      }),
    bubble: (chat) => {
      const bubble = bubbles.get(chat);
      if (!bubble) throw new Error(`Nothing was shown to ${chat}`);
      return bubble;
    },
    invoice: (link) => invoices.get(link) ?? {},
    calls: () => new Map(counts),
    close: async () => {
      queue = [];
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
