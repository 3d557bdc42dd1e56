import { request } from 'node:http';
import { Api, InputFile } from 'grammy';
import { expect, it } from 'vitest';
import { openBox } from '../support/boxed.ts';
import { PIXEL } from '../support/picture.ts';

const startedBox = async () => {
  const opened = await openBox();
  opened.box.start(100001);
  return opened;
};
const json = async (response: Response) => ({
  status: response.status,
  body: (await response.json()) as unknown,
});
/** A request with headers that `fetch` does not let through. */
const raw = (url: string, headers: Record<string, string>) =>
  new Promise<number>((resolve, reject) => {
    const sent = request(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject).end();
  });

it('the box knows who the bot is', async () => {
  const { api } = await openBox();
  expect(await api.getMe()).toMatchObject({
    id: 1,
    is_bot: true,
    username: 'yuanyou_box_bot',
    first_name: '遠遊卡',
  });
});

it('a wrong token is unauthorized', async () => {
  const { url } = await openBox();
  const wrong = new Api('2:OTHER', { apiRoot: url });
  await expect(wrong.getMe()).rejects.toMatchObject({ error_code: 401, description: 'Unauthorized' });
});

it('an unknown method is not found, and names of methods ignore case', async () => {
  const { call } = await openBox();
  expect(await call('sendMoney')).toEqual({ ok: false, error_code: 404, description: 'Not Found' });
  expect(await call('GETME')).toMatchObject({ ok: true });
});

it('the same call may come as JSON, as a form, as multipart or in the query', async () => {
  const { url, box } = await startedBox();
  const to = `${url}/bot1:SANDBOX/sendMessage`;
  const markup = JSON.stringify({ inline_keyboard: [[{ text: 'A', callback_data: 'a' }]] });
  const form = new FormData();
  for (const [k, v] of Object.entries({ chat_id: '100001', text: 'multipart', reply_markup: markup }))
    form.set(k, v);
  const answers = [
    await fetch(to, {
      method: 'POST',
      body: new URLSearchParams({ chat_id: '100001', text: 'form', reply_markup: markup }),
    }),
    await fetch(to, { method: 'POST', body: form }),
    await fetch(`${to}?chat_id=100001&text=query&reply_markup=${encodeURIComponent(markup)}`),
    await fetch(to, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chat_id: 100001, text: 'json', reply_markup: JSON.parse(markup) as unknown }),
    }),
  ];
  for (const answer of answers) expect(await json(answer)).toMatchObject({ status: 200, body: { ok: true } });
  const sent = box.messages(100001).slice(1);
  expect(sent.map(({ text }) => text)).toEqual(['form', 'multipart', 'query', 'json']);
  for (const { reply_markup } of sent) expect(reply_markup).toEqual(JSON.parse(markup));
});

it('a body that is not JSON is refused', async () => {
  const { url } = await openBox();
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/bot1:SANDBOX/getMe`, { method: 'POST', headers, body: '{' });
  expect(await json(answer)).toMatchObject({
    status: 400,
    body: { description: "Bad Request: can't parse request JSON" },
  });
});

it.for([
  ['sendMessage', { text: 'x' }, 'Bad Request: chat_id is empty'],
  ['sendMessage', { chat_id: 100001 }, 'Bad Request: message text is empty'],
  ['sendMessage', { chat_id: 100001, text: 'x', parse_mode: 'Word' }, /^Bad Request: invalid parse_mode/],
  [
    'sendMessage',
    { chat_id: 100001, text: 'x', disable_notification: 'perhaps' },
    /^Bad Request: invalid disable_notification/,
  ],
  ['editMessageText', { chat_id: 100001, text: 'x' }, 'Bad Request: message identifier is not specified'],
  [
    'deleteMessage',
    { chat_id: 100001, message_id: 'first' },
    'Bad Request: message identifier is not specified',
  ],
  [
    'sendChatAction',
    { chat_id: 100001, action: 'dancing' },
    'Bad Request: wrong parameter action in request',
  ],
] as const)('a missing or mistyped parameter is refused: %s %j', async ([method, params, description]) => {
  const { call } = await startedBox();
  const refused = await call(method, params);
  expect(refused).toMatchObject({ ok: false, error_code: 400 });
  expect(refused.description).toMatch(description);
});

it('uploads come back byte for byte, and can be sent again by id', async () => {
  const { api, url, box } = await startedBox();
  const { document } = await api.sendDocument(100001, new InputFile(Buffer.from('receipt'), 'receipt.txt'));
  const { file_path } = await api.getFile(document.file_id);
  expect(await (await fetch(`${url}/file/bot1:SANDBOX/${file_path}`)).text()).toBe('receipt');
  expect(await (await fetch(`${url}/box/file/${document.file_id}`)).text()).toBe('receipt');
  const again = await api.sendDocument(100001, document.file_id);
  expect(again.document.file_unique_id).toBe(document.file_unique_id);
  const { photo } = await api.sendPhoto(100001, new InputFile(PIXEL, 'qr.png'), {
    caption: '<i>QR</i>',
    parse_mode: 'HTML',
  });
  expect(photo[0]).toMatchObject({ width: 1, height: 1, file_size: PIXEL.byteLength });
  expect(box.messages(100001).at(-1)).toMatchObject({
    caption: 'QR',
    caption_entities: [{ type: 'italic' }],
  });
});

it('what is no picture cannot be sent as one', async () => {
  const { api } = await startedBox();
  await expect(api.sendPhoto(100001, new InputFile(Buffer.from('text'), 'a.png'))).rejects.toMatchObject({
    description: 'Bad Request: IMAGE_PROCESS_FAILED',
  });
  await expect(api.sendPhoto(100001, 'nonsense')).rejects.toMatchObject({
    description: 'Bad Request: wrong file identifier/HTTP URL specified',
  });
});

it('a page from elsewhere reaches nothing: other host names, other ports and other origins are refused', async () => {
  const { url } = await openBox();
  const { host, port } = new URL(url);
  for (const path of ['/bot1:SANDBOX/getMe', '/box/state', '/file/bot1:SANDBOX/a']) {
    expect(await raw(url + path, { host: `evil.example:${port}` })).toBe(403);
    expect(await raw(url + path, { host: '127.0.0.1:1' })).toBe(403);
  }
  expect(await raw(`${url}/box/state`, { host: `localhost:${port}` })).toBe(200);
  expect(await raw(`${url}/box/state`, { host, origin: 'https://evil.example' })).toBe(403);
  expect(await raw(`${url}/box/state`, { host, origin: url })).toBe(200);
});
