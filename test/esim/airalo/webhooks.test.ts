import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minute } from '../../../src/domain/time.ts';
import { endOf, ref, replay, sim } from './replay.ts';
import { createAiraloSupply } from './supply.ts';

const ip = '127.0.0.1';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const sign = (text: string, key = 'top-secret'): string =>
  createHmac('sha512', key).update(text).digest('hex');
const hook = (body: string, signature: string, name = 'airalo-signature') => ({
  headers: { [name]: signature },
  rawBody: bytes(body),
  ip,
});

const low = `{"level":"75%","package_name":"Sì/No 漢","remaining_percentage":25,"iccid":"${ref.iccid}"}`;

describe('webhooks of Airalo', () => {
  test('supply trap 10: a signature is right over the bytes as they are, and as PHP would write them', async () => {
    const { provider } = replay({});
    const slashes = low.replace('/', String.raw`\/`);
    const letters = slashes.replace('ì', String.raw`\u00ec`).replace('漢', String.raw`\u6f22`);
    for (const signature of [sign(low), sign(slashes), sign(letters), sign(low).toUpperCase()])
      expect(await provider.parseWebhook(hook(low, signature, 'Airalo-Signature'))).toMatchObject({
        kind: 'events',
        events: [{ ref, orderKey: null }],
      });
  });

  test('supply trap 10: with any other signature it is rejected, and never an exception', async () => {
    const { provider } = replay({});
    const wrong = [
      '',
      'ff'.repeat(63),
      'ff'.repeat(64),
      'ff'.repeat(65),
      'zz'.repeat(64),
      '网'.repeat(128),
      sign(low, 'other'),
      sign(`${low} `),
    ];
    for (const signature of wrong)
      expect((await provider.parseWebhook(hook(low, signature))).kind).toBe('rejected');
    expect((await provider.parseWebhook({ headers: {}, rawBody: bytes(low), ip })).kind).toBe('rejected');
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.string(), async (rawBody, signature) => {
        const request = { headers: { 'airalo-signature': signature }, rawBody, ip };
        expect((await provider.parseWebhook(request)).kind).toBe('rejected');
      }),
    );
  });

  test('what is signed and makes no sense is rejected too; what says nothing to us is no news', async () => {
    const { provider } = replay({});
    for (const body of ['', '[]', 'null', '7', '{', '"x"'])
      expect((await provider.parseWebhook(hook(body, sign(body)))).kind, `«${body}»`).toBe('rejected');
    const credit = '{"type":"webhook_credit_limit","level":"80%"}';
    expect(await provider.parseWebhook(hook(credit, sign(credit)))).toEqual({ kind: 'events', events: [] });
  });

  test('an order that was made later is told by our key', async () => {
    const { provider } = replay({});
    for (const body of [
      '{"request_id":"x","description":"order_key_1","sims":[]}',
      '{"data":{"description":"order_key_1"}}',
    ])
      expect(await provider.parseWebhook(hook(body, sign(body)))).toMatchObject({
        events: [{ ref: null, orderKey: 'order_key_1' }],
      });
  });

  test('a hint makes the next question a real one', async () => {
    const airalo = replay(sim('usage: active', 'history: one'));
    await airalo.provider.getUsage(ref);
    await airalo.provider.getUsage(ref);
    expect(airalo.count('GET sims/:iccid/usage')).toBe(1);
    await airalo.provider.parseWebhook(hook(low, 'forged'));
    await airalo.provider.getUsage(ref);
    expect(airalo.count('GET sims/:iccid/usage'), 'a forged one causes nothing').toBe(1);
    await airalo.provider.parseWebhook(hook(low, sign(low)));
    await airalo.provider.getUsage(ref);
    expect(airalo.count('GET sims/:iccid/usage')).toBe(2);
  });

  test('the recorded answers to an opt-in are understood', async () => {
    const ask = (name: 'account: opted in' | 'account: no such address' | 'errors: gateway') =>
      replay({ 'POST notifications/opt-in': name }).optIn('webhook_low_data', 'https://example.com');
    expect(await ask('account: opted in')).toEqual({ kind: 'done' });
    expect(await ask('account: no such address')).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('200'),
    });
    expect(await endOf(ask('errors: gateway'))).toBe('unknown_outcome');
  });

  test('supply trap 11: Airalo visits the address before it sends anything there, and takes 204 for a failure', async () => {
    const supply = await createAiraloSupply();
    const taken: string[] = [];
    let status = 204;
    const shop = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const body = Buffer.concat(parts);
        void supply.provider
          .parseWebhook({
            headers: { 'airalo-signature': String(request.headers['airalo-signature']) },
            rawBody: body,
            ip,
          })
          .then(({ kind }) => taken.push(`${request.method} ${kind}`));
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => shop.listen(0, ip, resolve));
    const url = `http://${ip}:${(shop.address() as AddressInfo).port}/esim/airalo`;
    try {
      expect(await supply.optIn('webhook_low_data', url)).toMatchObject({ kind: 'refused' });
      status = 200;
      expect(await supply.optIn('webhook_low_data', url)).toEqual({ kind: 'done' });
      const card = await supply.usedCard('order_1', 'it-1gb-7d');
      taken.length = 0;
      status = 204;
      supply.box.controls.useBytes(card.id, 2 ** 30 * 0.8);
      await supply.box.sweep();
      expect(taken).toEqual(['POST events']);
      await supply.box.sweep();
      expect(taken, 'again after 15 minutes').toHaveLength(1);
      status = 200;
      supply.advance(15 * minute);
      await supply.box.sweep();
      expect(taken).toHaveLength(2);
      supply.advance(15 * minute);
      await supply.box.sweep();
      expect(taken, 'it was taken').toHaveLength(2);
    } finally {
      shop.close();
      await supply.close();
    }
  });
});
