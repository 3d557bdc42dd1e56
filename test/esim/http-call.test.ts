import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { httpCall } from '../../src/esim/http-call.ts';
import { troubleOf } from '../../src/esim/http-trouble.ts';

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
}

async function outcomeOf(
  listener: (request: IncomingMessage, response: ServerResponse) => void,
  limits: { timeoutMs?: number; mostBytes?: number } = {},
) {
  const url = await serve(listener);
  return httpCall({ url, method: 'POST', body: '{}' }, { fetch, ...limits });
}

const kinds = (outcome: Awaited<ReturnType<typeof httpCall>>) =>
  [false, true].map((write) => troubleOf(outcome, { supplier: 'A supplier', write })?.kind);

test('an answer is read with its status', async () => {
  const outcome = await outcomeOf((_, response) => response.writeHead(422).end('{"code":11}'));
  expect(outcome).toMatchObject({ kind: 'answered', status: 422, json: { code: 11 } });
  expect(kinds(outcome)).toEqual([undefined, undefined]);
});

test('an order whose answer did not come has an unknown outcome; a question may be asked again', async () => {
  const silent = await outcomeOf(() => undefined, { timeoutMs: 40 });
  const cut = await outcomeOf((request) => request.socket.destroy());
  const half = await outcomeOf((_, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('{"half":');
    setImmediate(() => response.destroy());
  });
  const endless = await outcomeOf((_, response) => response.end('x'.repeat(5000)), { mostBytes: 1000 });
  for (const outcome of [silent, cut, half, endless]) {
    expect(outcome.kind).toBe('lost');
    expect(kinds(outcome)).toEqual(['temporary', 'unknown_outcome']);
  }
});

test('supply trap 9: the HTML page of a gateway is no answer to an order', async () => {
  const page = '<html><h1>502 Bad Gateway</h1></html>';
  for (const status of [502, 503, 200]) {
    const outcome = await outcomeOf((_, response) => response.writeHead(status).end(page));
    expect(kinds(outcome)).toEqual(['temporary', 'unknown_outcome']);
  }
});

test('what never left may be sent again, also when it is an order', async () => {
  const port = await closedPort();
  for (const url of [`http://127.0.0.1:${port}/`, 'http://supplier.invalid/']) {
    const outcome = await httpCall({ url, method: 'POST', body: '{}' }, { fetch });
    expect(outcome.kind).toBe('not_sent');
    expect(kinds(outcome)).toEqual(['temporary', 'temporary']);
  }
});

test('supply trap 24: the pause that a supplier asks for is told, in seconds or as a date', async () => {
  const asked = [
    '7',
    new Date(Date.now() + 60_000).toUTCString(),
    'soon',
    '99999999999',
    'Fri, 31 Dec 9999 23:59:59 GMT',
  ];
  const waits = [];
  for (const value of asked) {
    const outcome = await outcomeOf((_, response) =>
      response.writeHead(429, { 'retry-after': value }).end('{}'),
    );
    const trouble = troubleOf(outcome, { supplier: 'A supplier', write: true });
    expect(trouble?.kind).toBe('rate_limited');
    waits.push(trouble?.retryAfterMs);
  }
  expect(waits[0]).toBe(7000);
  expect(waits[1]).toBeGreaterThan(50_000);
  expect(waits[1]).toBeLessThanOrEqual(61_000);
  expect(waits[2]).toBeUndefined();
  expect(waits.slice(3), 'a pause that would end the shop is a mistake').toEqual([3_600_000, 3_600_000]);
});

test('our credentials are not carried along to another address', async () => {
  let visited = false;
  const elsewhere = await serve((_, response) => {
    visited = true;
    response.end('{}');
  });
  const outcome = await outcomeOf((_, response) => response.writeHead(307, { location: elsewhere }).end());
  expect(outcome).toMatchObject({ kind: 'answered', status: 307 });
  expect(visited).toBe(false);
});

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}
