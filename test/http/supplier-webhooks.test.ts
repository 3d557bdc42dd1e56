import { describe, expect, onTestFinished, test } from 'vitest';
import { createRoutes, listen } from '../../src/http/server.ts';
import { createSupplierWebhooks } from '../../src/http/supplier-webhooks.ts';
import type { SupplierHints } from '../../src/services/supplier-hints.ts';

const pathSecret = 'a-path-that-nobody-guesses';
const sender = '3.1.131.226';

/** A shop behind a proxy on this machine, where webhooks come from whatever address the proxy names. */
async function openShop(hear: SupplierHints['hear'] = async () => 'heard') {
  const heard: string[] = [];
  const suppliers = createSupplierWebhooks({
    hints: () => ({
      hear: (supplier, hint) => {
        heard.push(`${supplier} ${hint.ip} ${Buffer.from(hint.rawBody).toString()}`);
        return hear(supplier, hint);
      },
    }),
    esimAccess: { pathSecret, senders: new Set([sender]) },
    airalo: true,
  });
  const ready = async () => ({ database: true, telegram: true });
  const http = await listen({ routes: createRoutes({ ready, suppliers }), host: '127.0.0.1', port: 0 });
  onTestFinished(http.stop);
  const post = async (path: string, from: string | null, body = '{"n":1}'): Promise<number> => {
    const headers = from === null ? {} : { 'x-forwarded-for': from };
    const response = await fetch(`http://127.0.0.1:${http.port}${path}`, { method: 'POST', headers, body });
    await response.text();
    return response.status;
  };
  const head = async (path: string): Promise<number> =>
    (await fetch(`http://127.0.0.1:${http.port}${path}`, { method: 'HEAD' })).status;
  return { heard, post, head };
}

describe('Webhooks of eSIM Access, which nobody signs', () => {
  const path = `/esim/esimaccess/${pathSecret}`;

  test('supply trap 12: come to the secret path from one of its addresses, and are answered by exactly 200', async () => {
    const { heard, post } = await openShop();
    expect(await post(path, sender)).toBe(200);
    expect(await post(path, `8.8.8.8, ${sender}`), 'only the last address is the proxy’s word').toBe(200);
    expect(heard).toEqual([`esimaccess ${sender} {"n":1}`, `esimaccess ${sender} {"n":1}`]);
  });

  test('supply trap 12: find nothing on any other path, and from any other address', async () => {
    const { heard, post, head } = await openShop();
    expect(await post('/esim/esimaccess/a-path-that-nobody-guesseS', sender)).toBe(404);
    expect(await post('/esim/esimaccess/', sender)).toBe(404);
    expect(await post('/esim/esimaccess', sender)).toBe(404);
    for (const from of [null, '8.8.8.8', `${sender}, 8.8.8.8`, '', 'junk'])
      expect(await post(path, from), `from ${from}`).toBe(404);
    expect(await head(path)).toBe(404);
    expect(heard).toEqual([]);
  });
});

describe('Webhooks of Airalo', () => {
  test('supply trap 11: the question whether somebody is there, and what was heard, are answered by exactly 200', async () => {
    const { heard, post, head } = await openShop();
    expect(await head('/esim/airalo')).toBe(200);
    expect(await post('/esim/airalo', null)).toBe(200);
    expect(heard).toEqual(['airalo 127.0.0.1 {"n":1}']);
  });

  test('supply trap 10: one that is not theirs is answered by 401, one that is too large by 413', async () => {
    const { heard, post } = await openShop(async () => 'rejected');
    expect(await post('/esim/airalo', null)).toBe(401);
    expect(await post('/esim/airalo', null, 'x'.repeat(65 * 1024))).toBe(413);
    expect(heard).toHaveLength(1);
  });

  test('one that could not be kept is asked for again', async () => {
    const { post } = await openShop(() => Promise.reject(new Error('the disk is full')));
    expect(await post('/esim/airalo', null)).toBe(500);
  });
});
