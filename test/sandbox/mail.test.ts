import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Mail } from '../../src/services/mail-port.ts';
import { openBox } from '../support/boxed.ts';
import { PIXEL } from '../support/picture.ts';

const receipt: Mail = {
  id: 'mail_1/receipt',
  to: 'traveller@box.invalid',
  subject: '收据',
  text: 'Paid €11.20',
  html: '<p>Paid <b>€11.20</b></p><img src="cid:qr" /><script>document.title = "run"</script>',
  pictures: [{ cid: 'qr', png: PIXEL }],
};

it('a mail is there after a restart, with its pictures and the moment of its arrival', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'box-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'sandbox.db');
  const before = await openBox({ file });
  await before.box.mail.send(receipt);
  const at = before.box.clock.now();
  await before.box.close();

  const after = await openBox({ file });
  expect(after.box.mail.all()).toEqual([{ ...receipt, at }]);
});

it('the same mail sent twice lies there once, and is told of once', async () => {
  const { box } = await openBox();
  const heard: unknown[] = [];
  box.events.subscribe(({ event, data }) => event === 'mail' && heard.push(data));
  await box.mail.send(receipt);
  await box.mail.send({ ...receipt, subject: 'again' });
  await box.mail.send({ ...receipt, id: 'mail_2' });
  expect(box.mail.all().map(({ id, subject }) => [id, subject])).toEqual([
    [receipt.id, '收据'],
    ['mail_2', '收据'],
  ]);
  expect(heard).toEqual([{ id: receipt.id }, { id: 'mail_2' }]);
});

it('a mailbox can refuse, fail, or take a mail and lose the answer, each once and in order', async () => {
  const { box } = await openBox();
  const attempt = (id: string) =>
    box.mail.send({ ...receipt, id }).then(
      () => 'sent',
      (error: unknown) => (error as { kind?: unknown }).kind,
    );
  for (const how of ['refused', 'failed', 'lost'] as const) box.mail.failNext(how);
  const said: unknown[] = [];
  for (const id of ['a', 'b', 'c', 'd']) said.push(await attempt(id));
  expect(said).toEqual(['refused', 'failed', 'failed', 'sent']);
  expect(box.mail.all().map(({ id }) => id)).toEqual(['c', 'd']);
});

it('the page reads the newest first, and each as a document that can run and fetch nothing', async () => {
  const { box, url } = await openBox();
  await box.mail.send(receipt);
  await box.mail.send({ ...receipt, id: 'mail_2' });
  const list: unknown = await (await fetch(`${url}/box/mail`)).json();
  expect(list).toMatchObject({ mails: [{ id: 'mail_2' }, { id: receipt.id, text: 'Paid €11.20' }] });
  const shown = await fetch(`${url}/box/mail/${encodeURIComponent(receipt.id)}`);
  const policy = shown.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/default-src 'none'.*; sandbox;/);
  expect(policy).not.toMatch(/script|allow/);
  expect(await shown.text()).toContain(`<img src="data:image/png;base64,${PIXEL.toString('base64')}" />`);
  const picture = await fetch(`${url}/box/mail/${encodeURIComponent(receipt.id)}/qr`);
  expect(Buffer.from(await picture.arrayBuffer()).equals(PIXEL)).toBe(true);
  for (const path of ['unknown', 'unknown/qr', 'mail_2/unknown'])
    expect((await fetch(`${url}/box/mail/${path}`)).status).toBe(404);
});
