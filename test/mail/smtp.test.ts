import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createSmtp } from '../../src/mail/smtp.ts';
import type { Smtp } from '../../src/mail/smtp.ts';
import { MailError } from '../../src/services/mail-port.ts';
import type { Mail } from '../../src/services/mail-port.ts';
import { openMailServer } from '../support/mail-server.ts';
import { PIXEL } from '../support/picture.ts';

const from = { name: '遠遊卡', address: 'shop@yuanyou.example' };
const mail: Mail = {
  id: 'mail_AAAAAAAAAAAAAAAAAAAAAA',
  to: 'jane@example.com',
  subject: '遠遊卡：收據',
  text: 'Thank you',
  html: '<p>Thank you <img src="cid:qr"></p>',
  pictures: [{ cid: 'qr', png: PIXEL }],
};

function smtpTo(url: string, timeoutMs = 5000): Smtp {
  const smtp = createSmtp({ url, from, timeoutMs });
  onTestFinished(smtp.close);
  return smtp;
}

/** The error with which a mail fails. */
async function failureOf(sending: Promise<void>): Promise<MailError> {
  const error: unknown = await sending.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof MailError)) throw new Error(`No MailError: ${String(error)}`);
  expect(error.message).not.toMatch(/jane|secret|user%40|user@/);
  return error;
}

test('a mail arrives whole: sender, subject, both texts, the picture inside, and our own id', async () => {
  const server = await openMailServer();
  await smtpTo(server.url).send(mail);
  const [got] = server.received;
  expect(got?.to).toBe('jane@example.com');
  expect(got?.headers.get('message-id')).toBe('<mail_AAAAAAAAAAAAAAAAAAAAAA@yuanyou.example>');
  expect(got?.headers.get('from')).toContain('<shop@yuanyou.example>');
  expect(got?.headers.get('auto-submitted')).toBe('auto-generated');
  expect(decodedWord(got?.headers.get('subject') ?? '')).toBe(mail.subject);
  expect(got?.part('text/plain').trim()).toBe(mail.text);
  expect(got?.part('text/html').trim()).toBe(mail.html);
  const picture = got?.parts.find(({ headers }) => headers.get('content-id') === '<qr>');
  expect(picture?.body).toEqual(Buffer.from(PIXEL));
  expect(picture?.headers.get('content-disposition')).toMatch(/^inline/);
});

test('an answer that is lost after the mail was taken: sent again it has the same id', async () => {
  const server = await openMailServer();
  const smtp = smtpTo(server.url, 300);
  server.plan.push({ at: 'data', answer: 'silence' });
  expect(await failureOf(smtp.send(mail))).toMatchObject({ kind: 'failed' });
  await smtp.send(mail);
  const ids = server.received.map(({ headers }) => headers.get('message-id'));
  expect(ids).toEqual([`<${mail.id}@yuanyou.example>`, `<${mail.id}@yuanyou.example>`]);
});

test.each([
  { at: 'rcpt', answer: 550, words: '5.1.1 <jane@example.com>: no such user', kind: 'refused' },
  { at: 'data', answer: 554, words: '5.6.0 not for jane@example.com', kind: 'refused' },
  { at: 'rcpt', answer: 451, words: '4.7.1 greylisted, jane@example.com', kind: 'failed' },
  { at: 'rcpt', answer: 554, words: '5.7.1 <jane@example.com>: relay access denied', kind: 'failed' },
] as const)('$answer at $at ($words) is $kind, and the log has no address', async ({ kind, ...planned }) => {
  const server = await openMailServer();
  server.plan.push(planned);
  const error = await failureOf(smtpTo(server.url).send(mail));
  expect(error.kind).toBe(kind);
  expect(error.message).toContain(String(planned.answer));
  expect(error.message).toContain(planned.words.slice(0, 5));
});

test('nobody listens, and the log says where to look', async () => {
  const server = await openMailServer();
  await server.stop();
  const error = await failureOf(smtpTo(server.url).send(mail));
  expect(error).toMatchObject({ kind: 'failed' });
  expect(error.message).toContain('host and port in SMTP_URL');
});

test('a server that says nothing is left after the time-out, at every step', async () => {
  const silent = createServer(() => {});
  await new Promise<void>((listening) => void silent.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void silent.close());
  const { port } = silent.address() as AddressInfo;
  const greeting = await failureOf(smtpTo(`smtp://127.0.0.1:${port}`, 200).send(mail));
  expect(greeting).toMatchObject({ kind: 'failed', message: expect.stringContaining('keeps silent') });
  const server = await openMailServer();
  server.plan.push({ at: 'rcpt', answer: 'silence' });
  expect(await failureOf(smtpTo(server.url, 200).send(mail))).toMatchObject({ kind: 'failed' });
});

test('a wrong password is said in words, and is not in the log', async () => {
  const server = await openMailServer({
    authOptional: false,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: (_auth, _session, callback) => callback(new Error('no')),
  });
  const url = server.url.replace('//', '//user%40example.com:secret@');
  const smtp = smtpTo(url);
  for (const attempt of [() => smtp.send(mail), () => smtp.check()]) {
    const error = await failureOf(attempt());
    expect(error).toMatchObject({ kind: 'failed', message: expect.stringContaining('user and password') });
  }
});

test('a password goes out encrypted only, and only to who has a good certificate', async () => {
  let asked = 0;
  const auth: Parameters<typeof openMailServer>[0] = {
    onAuth: (_auth, _session, callback) => {
      asked++;
      callback(null, { user: 'x' });
    },
  };
  // 127.0.0.2 is this machine too, but not by a name for which exceptions are made.
  const elsewhere = (url: string): string => url.replace('//127.0.0.1', '//user:secret@127.0.0.2');
  const plain = await openMailServer({
    ...auth,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    host: '0.0.0.0',
  });
  expect((await failureOf(smtpTo(elsewhere(plain.url)).send(mail))).message).toContain('not sent');
  const selfSigned = await openMailServer({ ...auth, secure: true, disabledCommands: [], host: '0.0.0.0' });
  const error = await failureOf(smtpTo(elsewhere(selfSigned.url.replace('smtp:', 'smtps:'))).send(mail));
  expect(error.message).toContain('certificate');
  expect(asked).toBe(0);
});

test('a server of this machine needs no certificate that others trust', async () => {
  const server = await openMailServer({ secure: true, disabledCommands: ['AUTH'] });
  await smtpTo(server.url.replace('smtp:', 'smtps:')).send(mail);
  expect(server.received).toHaveLength(1);
});

function decodedWord(header: string): string {
  return header.replaceAll(/=\?UTF-8\?B\?([^?]*)\?=\s*/gi, (_, text: string) =>
    Buffer.from(text, 'base64').toString(),
  );
}
