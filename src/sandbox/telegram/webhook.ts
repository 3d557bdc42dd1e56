import type { WebhookInfo } from 'grammy/types';
import { z } from 'zod';
import type { Wire } from '../wire.ts';
import type { PendingUpdate, Updates } from './updates.ts';
import { badRequest } from './refusal.ts';
import type { World } from './telegram.ts';

const setting = z.object({
  url: z.string(),
  secret_token: z.string().optional(),
  max_connections: z.int().default(40),
  ip_address: z.string().optional(),
});
export type WebhookSetting = z.input<typeof setting>;
export type Webhook = ReturnType<typeof createWebhook>;

const ANSWER_WITHIN_MS = 60_000;
const backOff = (attempts: number) => Math.min(2 ** attempts, 60) * 1000;

/** Delivery by HTTP POST with the secret in a header; anything but 2xx is tried again after 1, 2, 4 … 60 s of world time. */
export function createWebhook({ store, clock, updates, wire }: World & { updates: Updates; wire: Wire }) {
  const busy = new Map<number, Promise<void>>();
  const stopping = new AbortController();
  const current = () => setting.parse(JSON.parse(store.get('webhook') ?? '{"url":""}'));

  const deliver = async ({ update, attempts }: PendingUpdate) => {
    const { url, secret_token } = current();
    const fail = (why: string) => {
      store.set(
        'webhook_error',
        JSON.stringify({ last_error_date: clock.seconds(), last_error_message: why }),
      );
      updates.postpone(update.update_id, clock.now() + backOff(attempts));
    };
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(secret_token && { 'x-telegram-bot-api-secret-token': secret_token }),
        },
        body: JSON.stringify(update),
        redirect: 'manual',
        signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
      });
      await response.body?.cancel();
      const [method = ''] = Object.keys(update).filter((key) => key !== 'update_id');
      wire.add({ at: clock.now(), direction: 'to_bot', method, params: update, status: response.status });
      if (response.ok) updates.confirm(update.update_id);
      else fail(`Wrong response from the webhook: ${response.status} ${response.statusText}`);
    } catch (error) {
      if (!stopping.signal.aborted) fail(error instanceof Error ? error.message : String(error));
    }
  };
  const pump = () => {
    const { url, max_connections } = current();
    if (url === '' || stopping.signal.aborted) return;
    // Whatever happens to a chat's oldest update, the later ones of that chat wait for it.
    for (const next of updates.heads()) {
      if (busy.size >= max_connections) return;
      if (busy.has(next.chatId)) continue;
      const done = deliver(next).finally(() => {
        busy.delete(next.chatId);
        if (!stopping.signal.aborted) pump();
      });
      busy.set(next.chatId, done);
    }
  };
  updates.onPush(pump);

  return {
    set(next: WebhookSetting) {
      const loopback = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/|$)/.test(next.url);
      // Telegram insists on HTTPS; a box on this machine also calls this machine.
      if (next.url !== '' && !loopback && !(next.url.startsWith('https://') && URL.canParse(next.url)))
        throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
      if (next.secret_token !== undefined && !/^[\w-]{1,256}$/.test(next.secret_token))
        throw badRequest('secret token contains unallowed characters');
      store.set('webhook', JSON.stringify(next));
      store.set('webhook_error', '{}');
      if (next.url !== '') updates.interrupt('terminated by setWebhook request');
      store.afterCommit(pump);
    },
    url: () => current().url,
    info(): WebhookInfo {
      const { url, max_connections, ip_address } = current();
      const pending_update_count = updates.unconfirmed();
      if (url === '') return { url, has_custom_certificate: false, pending_update_count };
      const error = JSON.parse(store.get('webhook_error') ?? '{}') as Partial<WebhookInfo>;
      const allowed = updates.allowed();
      const optional = {
        ...(ip_address && { ip_address }),
        ...(allowed.length > 0 && { allowed_updates: allowed }),
      };
      return {
        url,
        has_custom_certificate: false,
        pending_update_count,
        max_connections,
        ...optional,
        ...error,
      };
    },
    /** Sends what is due: in order within a chat, different chats at once. */
    pump,
    /** Gives up what is under way and waits for it to end. */
    async stop() {
      stopping.abort();
      await Promise.all(busy.values());
    },
  };
}
