import { expect, it } from 'vitest';
import type { BoxOptions } from '../../src/sandbox/box.ts';
import { openBox } from '../support/boxed.ts';

async function page(options: Partial<BoxOptions> = {}) {
  const opened = await openBox(options);
  const json = async (response: Promise<Response>) =>
    (await (await response).json()) as Record<string, unknown>;
  const get = (path: string) => json(fetch(`${opened.url}/box/${path}`));
  const post = (path: string, body: unknown) =>
    json(fetch(`${opened.url}/box/${path}`, { method: 'POST', body: JSON.stringify(body) }));
  return { ...opened, get, post };
}
/** Reads server-sent events as they come. */
async function* events(url: string, signal: AbortSignal) {
  const response = await fetch(`${url}/box/events`, { signal });
  let rest = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const parts = (rest + chunk).split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const [, event = '', data = '{}'] = /^event: (\w+)\ndata: (.*)$/m.exec(part) ?? [];
      yield { event, data: JSON.parse(data) as Record<string, unknown> };
    }
  }
}

it('a fresh box has five people with 5 000 Stars who have not met the bot', async () => {
  const { get } = await page();
  const { people } = await get('state');
  expect(people).toEqual(
    [
      { id: 100001, name: '旅客', language_code: 'zh-hans', role: 'traveller', email: 'lvke' },
      { id: 100002, name: 'Viaggiatrice', language_code: 'it', role: 'traveller', email: 'viaggiatrice' },
      { id: 100003, name: 'Traveller', language_code: 'en', role: 'traveller', email: 'traveller' },
      { id: 100004, name: '家人', language_code: 'zh-hant', role: 'family', email: 'jiaren' },
      { id: 100005, name: '运营', language_code: 'zh-hans', role: 'operator', email: 'yunying' },
    ].map((person) => ({
      ...person,
      email: `${person.email}@box.invalid`,
      started: false,
      blocked: false,
      unread: 0,
      stars: 5000,
    })),
  );
});

it('what is said and answered shows on the phone', async () => {
  const { api, get, post } = await page();
  const { message_id } = await post('say', { person: 100001, text: '余额' });
  await api.sendMessage(100001, '0.8 GB');
  const { messages } = await get('chats/100001');
  expect(messages).toMatchObject([
    { message_id, text: '余额', outgoing: true },
    { text: '0.8 GB', outgoing: false },
  ]);
  expect(await get('state')).toMatchObject({ people: [{ unread: 1, started: true }, {}, {}, {}, {}] });
});

it('a tap waits for the answer', async () => {
  const { api, box, post } = await page();
  box.start(100001);
  const { message_id } = await api.sendMessage(100001, 'x');
  const tap = post('tap', { person: 100001, message_id, data: 'a' });
  const poll = await api.getUpdates({ timeout: 10, offset: -1 });
  const query = poll.at(-1)?.callback_query ?? (await api.getUpdates({ timeout: 10 })).at(-1)?.callback_query;
  await api.answerCallbackQuery(query?.id ?? '', { text: 'ok' });
  expect(await tap).toEqual({ query_id: query?.id, answer: { text: 'ok' } });
});

it('links open: a start link presses Start, an invoice shows its price, the rest leads outside', async () => {
  const { api, box, post } = await page();
  expect(
    await post('link', { person: 100001, url: 'https://t.me/yuanyou_box_bot?start=card_1' }),
  ).toMatchObject({ kind: 'start' });
  expect(box.messages(100001).at(-1)?.text).toBe('/start card_1');
  const url = await api.createInvoiceLink('t', 'd', 'p', '', 'XTR', [{ label: 'x', amount: 5 }]);
  expect(await post('link', { person: 100001, url })).toMatchObject({ kind: 'invoice', total_amount: 5 });
  expect(await post('link', { person: 100001, url: 'https://example.org/' })).toEqual({
    kind: 'external',
    url: 'https://example.org/',
  });
  expect(await post('link', { person: 100001, url: 'https://t.me/$unknown' })).toHaveProperty('error');
});

it('the world drawer moves time, declines a payment and reaches the supply', async () => {
  const done: unknown[] = [];
  const supplier = {
    useBytes: (...args: unknown[]) => done.push(args),
    stall: (seconds: number) => done.push(seconds),
    setCredit: (amount: number) => done.push(`credit ${amount}`),
    cardElsewhere: () => ({ iccid: '', lpa: '' }),
    hasClaimed: () => Promise.resolve(false),
  };
  const { box, post } = await page({ supplier });
  const before = box.clock.now();
  expect(await post('world', { advance_ms: 3600_000, person: 100001 })).toEqual({ now: before + 3600_000 });
  await post('world', { use_bytes: 1e9, person: 100001 });
  await post('world', { stall_supplier_seconds: 30 });
  await post('world', { supplier_credit: 500 });
  expect(done).toEqual([[100001, 1e9], 30, 'credit 500']);
  expect(await post('world', { advance_ms: -1 })).toHaveProperty('error');
});

it('requests that make no sense are answered with a reason', async () => {
  const { post } = await page();
  expect(await post('say', { person: 'me' })).toHaveProperty('error');
  expect(await post('say', { person: 42, text: 'x' })).toEqual({ error: 'nobody in the box has the id 42' });
  await post('block', { person: 100001, blocked: true });
  expect(await post('say', { person: 100001, text: 'x' })).toEqual({ error: '100001 has blocked the bot' });
  expect(await post('world', { stall_supplier_seconds: 1 })).toEqual({
    error: 'no eSIM supply is connected to this box',
  });
});

it('the page hears everything as it happens, in order', async () => {
  const { api, box, url } = await page();
  const stop = new AbortController();
  const heard: string[] = [];
  for await (const { event, data } of events(url, stop.signal)) {
    if (event === 'wire') continue;
    heard.push(event + (typeof data.person === 'number' ? ` ${data.person}` : ''));
    if (heard.length === 1) {
      box.start(100001);
      const { message_id } = await api.sendMessage(100001, 'x');
      await api.editMessageText(100001, message_id, 'y');
      await api.deleteMessage(100001, message_id);
      box.clock.advance(1000);
    }
    if (heard.length === 7) break;
  }
  const chat = ['message', 'message', 'edited', 'deleted'].map((name) => `${name} 100001`);
  expect(heard).toEqual(['clock', 'people', ...chat, 'clock']);
});

it.each([
  'yy 7k3m 9qrt 2abc',
  '7K3M-9QRT-2ABC',
  '7k3m9qrt2abc',
  'YY–7K3M–9QRT–2ABC',
  'ＹＹ－７Ｋ３Ｍ－９ＱＲＴ－２ＡＢＣ',
  'my code: YY 7 K 3 M 9 Q R T 2 A B, is it good?',
  'https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fbot%3Fstart%3Dact_YY7K3M9QRT2ABC&text=YY%2D7K3M%2D9QRT%2D2ABC',
  'https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=LPA%3A1%247k3m.example%249QRT2ABC',
  'https://pay.example/?next=%253Fcarddata%253D1%25247k3m.example%25249QRT2ABC',
  '1$7k3m.example$9QRT2ABC',
  'lpa:1$7K3M.example$9QRT2ABC',
])('of a code as it is typed or linked, nothing is left on the wire: %s', async (text) => {
  const { box, api } = await page({ flood: false });
  box.say(100001, text);
  await api.getUpdates();
  expect(JSON.stringify(box.wire.entries()).normalize('NFKC')).not.toMatch(/7\W*k|9\W*qr|2\W*ab/i);
});

it.each(['482 913', '482-913', '４８２９１３', ' 4 8 2 9 1 3 '])(
  'a one-time code is masked however it is typed: %s',
  async (text) => {
    const { box, api } = await page({ flood: false });
    box.say(100001, text);
    await api.getUpdates();
    expect(JSON.stringify(box.wire.entries()).normalize('NFKC')).not.toMatch(/8\W*2\W*9/);
  },
);

it.each([
  'Italy · 5 GB · 672 ★',
  '意大利，还剩 0.8 GB……',
  'https://t.me/yuanyou_bot?start=renew&x=100%25',
  'attempt_h-fUgvDtG-YYabcd1234ef',
  'receipt/order_7k3m9qrt2abc-000000000',
])('what is no secret is read on the wire as it went: %s', async (text) => {
  const { box, api } = await page({ flood: false });
  box.say(100001, text);
  await api.getUpdates();
  expect(JSON.stringify(box.wire.entries())).toContain(text);
});

it('what went over the wire can be read, without codes, tokens and keys', async () => {
  const { api, box, get } = await page({ flood: false });
  box.say(100001, 'LPA:1$smdp.example$SECRET-MATCHING-ID');
  box.start(100001, 'act_YYSECRET123456');
  box.start(100001, `share_${'SECRET'.padEnd(22, 'x')}`);
  box.say(100001, 'yysecret123456');
  box.say(100001, '482913');
  box.say(100001, 'write to SECRET.person+1@box.invalid');
  await api.getUpdates();
  await api.sendMessage(100001, 'code <code>SECRET-MATCHING-ID</code> YY-ABCD-EFGH-JKMN', {
    parse_mode: 'HTML',
    reply_markup: {
      inline_keyboard: [
        [{ text: 'Copy', copy_text: { text: 'SECRET-MATCHING-ID' } }],
        [
          {
            text: 'Send',
            url: 'https://t.me/share/url?url=x%3Fstart%3Dact_YYSECRET123456&text=%20YY-SECR-ETSE-CRET',
          },
        ],
      ],
    },
  });
  await api.setWebhook('', { secret_token: 'SECRET_TOKEN' });
  await api.createInvoiceLink('t', 'd', 'p', '12345:TEST:SECRETSECRET', 'EUR', []).catch(() => undefined);
  const log = JSON.stringify(await get('wire'));
  expect(log).toMatch(/message.*sendMessage.*setWebhook.*createInvoiceLink.*provider_token/);
  expect(log).not.toMatch(/SECR|yysecret/);
  expect(log).not.toContain('482913');
  for (let n = 0; n < 210; n++) await api.getMe();
  expect(box.wire.entries()).toHaveLength(200);
});
