import { setTimeout as sleep } from 'node:timers/promises';
import { GrammyError } from 'grammy';
import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import type { Logger } from '../services/ports.ts';
import { grammySignal } from './telegram.ts';

/** What we ask Telegram for; whatever is not listed never arrives. */
export const allowedUpdates = ['message', 'callback_query', 'pre_checkout_query'] as const;

/** Says so when Telegram does not send us all we need, or could not reach us. */
export async function checkWebhook({ api, logger }: { api: Api; logger: Logger }): Promise<void> {
  const { allowed_updates: allowed = [], last_error_message: failure } = await api.getWebhookInfo();
  const missing = allowedUpdates.filter((type) => !allowed.includes(type));
  if (missing.length > 0) logger.error({ missing }, 'Telegram does not send these updates to our webhook');
  if (failure) logger.warn({ failure }, 'Telegram could not reach our webhook lately');
}

/** Fetches by long polling until the signal; a batch is confirmed by the next call, so only after it was committed. */
export async function poll({
  api,
  receive,
  signal,
  logger,
}: {
  api: Api;
  receive: (updates: readonly Update[]) => Promise<void>;
  signal: AbortSignal;
  logger: Logger;
}): Promise<void> {
  let offset = 0;
  while (!signal.aborted) {
    try {
      const options = { offset, timeout: 30, limit: 100, allowed_updates: allowedUpdates };
      const updates = await api.getUpdates(options, grammySignal(signal));
      await receive(updates);
      const last = updates.at(-1);
      if (last) offset = last.update_id + 1;
    } catch (error) {
      if (signal.aborted) return;
      const conflict = error instanceof GrammyError && error.error_code === 409;
      logger.error(
        { error: String(error) },
        conflict
          ? 'Another process fetches updates with this token: stop one of the two'
          : 'Fetching updates failed',
      );
      await sleep(conflict ? 5000 : 1000, undefined, { signal }).catch(() => undefined);
    }
  }
}
