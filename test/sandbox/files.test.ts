import { InputFile } from 'grammy';
import { expect, it } from 'vitest';
import { qrPng } from '../../src/esim/qr.ts';
import { openBox } from '../support/boxed.ts';
import { PIXEL, readQr } from '../support/picture.ts';

const me = 100001;
const megabyte = 2 ** 20;

async function attaching() {
  const opened = await openBox({ flood: false });
  opened.box.start(me);
  const send = async (kind: string, name: string, bytes: Uint8Array, person = String(me)) => {
    const form = new FormData();
    form.set('person', person);
    form.set('kind', kind);
    form.set('file', new File([new Uint8Array(bytes)], name));
    const answer = await fetch(`${opened.url}/box/send`, { method: 'POST', body: form });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const download = async (fileId: string) => {
    const { file_path } = await opened.api.getFile(fileId);
    return fetch(`${opened.url}/file/bot1:SANDBOX/${file_path}`);
  };
  return { ...opened, send, download };
}

it('a picture and a file that somebody attaches reach the bot byte for byte, the file with its name and type', async () => {
  const { api, box, send, download } = await attaching();
  const photo = await send('photo', 'screenshot.png', PIXEL);
  const list = await send('document', 'cards sold.csv', Buffer.from('iccid,email,order\n'));
  expect([photo.status, list.status]).toEqual([200, 200]);
  const [, first, second] = (await api.getUpdates()).map(({ message }) => message);
  expect(first).toMatchObject({ message_id: photo.body['message_id'], photo: [{ width: 1, height: 1 }] });
  expect(second?.document).toMatchObject({ file_name: 'cards sold.csv', mime_type: 'text/csv' });
  const picture = await download(first?.photo?.[0]?.file_id ?? '');
  expect(Buffer.from(await picture.arrayBuffer()).equals(PIXEL)).toBe(true);
  expect(await (await download(second?.document?.file_id ?? '')).text()).toBe('iccid,email,order\n');
  expect(box.messages(me).map(({ outgoing }) => outgoing)).toEqual([true, true, true]);
});

it('a photo comes in sizes from the smallest on, and only the last shows what is in it', async () => {
  const { api, box, download } = await attaching();
  const bytes = qrPng('LPA:1$rsp.example$CODE');
  box.sendMedia(me, 'photo', { bytes });
  const [small, large, ...more] = (await api.getUpdates()).at(-1)?.message?.photo ?? [];
  expect([small?.width, more]).toEqual([90, []]);
  const read = async (size = small) =>
    readQr(new Uint8Array(await (await download(size?.file_id ?? '')).arrayBuffer()));
  expect(await read(large)).toBe('LPA:1$rsp.example$CODE');
  expect(await read(small)).toBeUndefined();
});

it('what cannot be sent is answered with a reason, and nothing of it stays', async () => {
  const { box, send, url } = await attaching();
  const refused = [
    await send('photo', 'a.png', Buffer.from('no picture')),
    await send('photo', 'a.png', Buffer.alloc(10 * megabyte + 1)),
    await send('document', 'a.txt', Buffer.alloc(0)),
    await send('document', 'a.bin', Buffer.alloc(25 * megabyte)),
    await send('video', 'a.mp4', PIXEL),
    await send('photo', 'a.png', PIXEL, '42'),
    await send('photo', 'a.png', PIXEL, 'me'),
  ];
  const plain = await fetch(`${url}/box/send`, { method: 'POST', body: JSON.stringify({ person: me }) });
  expect(refused.map(({ status, body }) => [status, typeof body['error']])).toEqual(
    refused.map(() => [400, 'string']),
  );
  expect(plain.status).toBe(400);
  expect(box.messages(me)).toHaveLength(1);
  expect(box.unconfirmed()).toBe(1);
});

it('a bot downloads up to 20 MB', async () => {
  const { api, box } = await attaching();
  const fileId = (bytes: number) => {
    const id = box.sendMedia(me, 'document', { name: 'a.bin', bytes: Buffer.alloc(bytes) });
    return box.messages(me).find(({ message_id }) => message_id === id)?.document?.file_id ?? '';
  };
  expect(await api.getFile(fileId(20 * megabyte))).toHaveProperty('file_path');
  await expect(api.getFile(fileId(20 * megabyte + 1))).rejects.toMatchObject({
    error_code: 400,
    description: 'Bad Request: file is too big',
  });
});

it("a bot deletes people's messages in a private chat within 48 hours, and only its own in a group", async () => {
  const { api, box, pass } = await attaching();
  box.people.addGroup({ id: -500, title: '旅行群' });
  const screenshot = box.sendMedia(me, 'photo');
  const old = box.say(me, 'old');
  const inGroup = box.say(me, 'theirs', { chat: -500 });
  const own = await api.sendMessage(-500, 'mine');
  expect(await api.deleteMessage(me, screenshot)).toBe(true);
  expect(box.messages(me).map(({ text }) => text)).toEqual(['/start', 'old']);
  const refused = (description: string) => ({ error_code: 400, description });
  await expect(api.deleteMessage(me, screenshot)).rejects.toMatchObject(
    refused('Bad Request: message to delete not found'),
  );
  await expect(api.deleteMessage(-500, inGroup)).rejects.toMatchObject(
    refused("Bad Request: message can't be deleted"),
  );
  expect(await api.deleteMessage(-500, own.message_id)).toBe(true);
  pass(48 * 3600_000 + 1000);
  await expect(api.deleteMessage(me, old)).rejects.toMatchObject(
    refused("Bad Request: message can't be deleted for everyone"),
  );
});

it('a file that the bot makes is saved under its own name, and is never shown as a page of the box', async () => {
  const { api, url } = await attaching();
  const page = new InputFile(Buffer.from('<script>1</script>'), 'mes données.html');
  const { document } = await api.sendDocument(me, page);
  expect(document).toMatchObject({ file_name: 'mes données.html', mime_type: 'text/html' });
  const saved = await fetch(`${url}/box/file/${document.file_id}`);
  expect(saved.headers.get('content-disposition')).toBe(
    "attachment; filename*=UTF-8''mes%20donn%C3%A9es.html",
  );
});
