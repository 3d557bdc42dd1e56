import { z } from 'zod';
import { bool, int, json, text, upload } from '../fields.ts';
import { length } from '../formatting.ts';
import { type MethodEntry, method } from '../method.ts';
import { badRequest, conflict } from '../refusal.ts';
import type { Telegram } from '../telegram.ts';
import type { UpdateType } from '../updates.ts';

const types = json(z.array(z.custom<UpdateType>((value) => typeof value === 'string')));

/** How updates come to the bot, and the quick answers they ask for. */
export function receivingMethods({ updates, webhook, callbacks, payments }: Telegram): MethodEntry[] {
  return [
    method(
      'getUpdates',
      {
        offset: int.optional(),
        limit: int.optional(),
        timeout: int.optional(),
        allowed_updates: types.optional(),
      },
      (args, { signal }) => {
        if (webhook.url() !== '')
          throw conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
          );
        return updates.poll(args, signal);
      },
    ),
    method(
      'setWebhook',
      {
        url: text,
        certificate: upload.optional(),
        ip_address: text.optional(),
        max_connections: int.pipe(z.int().min(1).max(100)).optional(),
        allowed_updates: types.optional(),
        drop_pending_updates: bool.optional(),
        secret_token: text.optional(),
      },
      ({ url, ip_address, max_connections, secret_token, allowed_updates, drop_pending_updates }) => {
        updates.allow(allowed_updates);
        if (drop_pending_updates) updates.clear();
        webhook.set({
          url,
          ...(ip_address && { ip_address }),
          ...(max_connections && { max_connections }),
          ...(secret_token && { secret_token }),
        });
        return true as const;
      },
    ),
    method('deleteWebhook', { drop_pending_updates: bool.optional() }, ({ drop_pending_updates }) => {
      if (drop_pending_updates) updates.clear();
      webhook.set({ url: '' });
      return true as const;
    }),
    method('getWebhookInfo', {}, () => webhook.info()),
    method(
      'answerCallbackQuery',
      {
        callback_query_id: text,
        text: text.optional(),
        show_alert: bool.optional(),
        url: text.optional(),
        cache_time: int.optional(),
      },
      ({ callback_query_id, text: words, show_alert, url }) => {
        if (length(words ?? '') > 200) throw badRequest('MESSAGE_TOO_LONG');
        if (url && !/^(https:\/\/t\.me\/|tg:\/\/)/.test(url)) throw badRequest('URL_INVALID');
        callbacks.answer(callback_query_id, {
          ...(words && { text: words }),
          ...(show_alert && { show_alert }),
          ...(url && { url }),
        });
        return true as const;
      },
    ),
    method(
      'answerPreCheckoutQuery',
      { pre_checkout_query_id: text, ok: bool, error_message: text.optional() },
      ({ pre_checkout_query_id, ok, error_message }) => {
        if (!ok && !error_message) throw badRequest('error message must be specified if ok is false');
        payments.answer(pre_checkout_query_id, ok, error_message);
        return true as const;
      },
    ),
  ];
}
