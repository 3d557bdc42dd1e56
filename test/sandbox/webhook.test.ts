import { serve } from '@hono/node-server';
import type { Update } from 'grammy/types';
import { Hono } from 'hono';
import { expect, it, onTestFinished } from 'vitest';
import { openBox } from '../support/boxed.ts';

/** Somebody's server: remembers what it got and answers what `statuses` says next, else 200. */
async function hook(statuses: number[] = []) {
  const got: { secret: string | undefined; update: Update }[] = [];
  const app = new Hono().post('/hook', async (c) => {
    got.push({ secret: c.req.header('x-telegram-bot-api-secret-token'), update: await c.req.json() });
    return c.body(null, (statuses.shift() ?? 200) as 200);
  });
  const listening = Promise.withResolvers<number>();
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
    listening.resolve(port),
  );
  onTestFinished(() => void server.close());
  return { got, url: `http://127.0.0.1:${await listening.promise}/hook` };
}
const texts = (got: { update: Update }[]) => got.map(({ update }) => update.message?.text);

it('updates are posted with the secret, those that were waiting first', async () => {
  const { api, box } = await openBox();
  const { got, url } = await hook();
  box.say(100001, 'waiting');
  await api.setWebhook(url, { secret_token: 'letmein_123' });
  box.say(100001, 'now');
  await expect.poll(() => texts(got)).toEqual(['waiting', 'now']);
  expect(got[0]?.secret).toBe('letmein_123');
  await expect.poll(async () => (await api.getWebhookInfo()).pending_update_count).toBe(0);
  expect(await api.getWebhookInfo()).toMatchObject({
    url,
    max_connections: 40,
    has_custom_certificate: false,
  });
});

it('a refused update is tried again later, and later ones of the chat wait for it', async () => {
  const { api, box, pass } = await openBox();
  const { got, url } = await hook([500, 502]);
  await api.setWebhook(url);
  box.say(100001, 'first');
  await expect.poll(() => texts(got)).toEqual(['first']);
  await expect
    .poll(async () => (await api.getWebhookInfo()).last_error_message)
    .toMatch(/^Wrong response from the webhook: 500/);
  box.say(100001, 'second');
  box.say(100002, 'elsewhere');
  await expect.poll(() => texts(got)).toEqual(['first', 'elsewhere']);
  await expect.poll(async () => (await api.getWebhookInfo()).last_error_message).toMatch(/502/);
  pass(1000);
  const of = (chat: number) => texts(got.filter(({ update }) => update.message?.chat.id === chat));
  await expect.poll(() => of(100001)).toEqual(['first', 'first', 'second']);
  await expect.poll(() => of(100002)).toEqual(['elsewhere', 'elsewhere']);
});

it('while a webhook is set nobody can poll, and it ends a waiting poll', async () => {
  const { api } = await openBox();
  const { url } = await hook();
  const waiting = api.getUpdates({ timeout: 30 }).catch((error: unknown) => error);
  await expect.poll(async () => (await api.getMe()).id).toBe(1);
  await api.setWebhook(url);
  expect(await waiting).toMatchObject({ error_code: 409 });
  await expect(api.getUpdates()).rejects.toMatchObject({
    error_code: 409,
    description:
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  });
  await api.deleteWebhook();
  expect(await api.getUpdates()).toEqual([]);
});

it('a webhook needs HTTPS (or this machine) and a clean secret; old updates can be dropped', async () => {
  const { api, box } = await openBox();
  await expect(api.setWebhook('http://example.org/x')).rejects.toMatchObject({
    description: 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook',
  });
  await expect(api.setWebhook('https://example.org/x', { secret_token: 'a b' })).rejects.toMatchObject({
    description: 'Bad Request: secret token contains unallowed characters',
  });
  box.say(100001, 'dropped');
  await api.deleteWebhook({ drop_pending_updates: true });
  expect(await api.getUpdates()).toEqual([]);
});
