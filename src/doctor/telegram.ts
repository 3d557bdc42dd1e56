import { GrammyError } from 'grammy';
import type { Api } from 'grammy';
import type { WebhookInfo } from 'grammy/types';
import { advice, silent, well, wrong } from './finding.ts';
import type { Check, Finding, Words } from './finding.ts';

const telegram: Words = ({ t }) => t('doctor-topic-telegram');
/** So many messages that nobody has taken are more than a quiet hour brings. */
const many = 20;

/** Whom and where the bot is for Telegram. `webhook`: the address that it has messages brought to; undefined: it fetches them. */
export function checkTelegram({
  api,
  webhook,
  isMissing,
  isUnknownToken,
  adminIds,
  adminChatId,
}: {
  api: Api;
  webhook: string | undefined;
  /** Whether Telegram was asked for less than all that the bot needs. */
  isMissing: (info: WebhookInfo) => boolean;
  isUnknownToken: (error: unknown) => boolean;
  adminIds: Iterable<number>;
  adminChatId: number | undefined;
}): Check {
  return {
    topic: telegram,
    ask: async function* () {
      try {
        const me = await api.getMe();
        yield well(({ t }) => t('doctor-telegram-well', { bot: me.username }));
      } catch (error) {
        yield isUnknownToken(error)
          ? wrong(
              ({ t }) => t('doctor-telegram-token'),
              ({ t }) => t('doctor-telegram-token-todo'),
            )
          : silent(telegram);
        return;
      }
      yield* delivery(await api.getWebhookInfo());
      yield* reachable();
    },
  };

  function* delivery(info: WebhookInfo): Iterable<Finding> {
    const { url = '', pending_update_count: waiting, last_error_message: failure } = info;
    const failed = webhook !== undefined && url === webhook && failure !== undefined && waiting > 0;
    if (failed)
      yield wrong(
        ({ t }) => t('doctor-webhook-error', { url: webhook, failure }),
        ({ t }) => t('doctor-webhook-error-todo'),
      );
    else if (url !== (webhook ?? '') || (webhook !== undefined && isMissing(info)))
      yield advice(
        ({ t }) => t(webhook === undefined ? 'doctor-polling-hook' : 'doctor-webhook-unset'),
        ({ t }) => t('doctor-webhook-todo'),
      );
    else
      yield well(({ t }) => t('doctor-updates-well', { way: webhook === undefined ? 'polling' : 'webhook' }));
    if (waiting >= many && !failed)
      yield advice(
        ({ t }) => t('doctor-waiting', { count: waiting }),
        ({ t }) => t('doctor-waiting-todo'),
      );
  }

  async function* reachable(): AsyncIterable<Finding> {
    let told = 0;
    for (const id of adminIds) {
      if (await knows(id)) told += 1;
      else
        yield advice(
          ({ t }) => t('doctor-operator-unknown', { id: String(id) }),
          ({ t }) => t('doctor-operator-unknown-todo'),
        );
    }
    if (told > 0) yield well(({ t }) => t('doctor-operators-well', { count: told }));
    if (adminChatId !== undefined && !(await knows(adminChatId)))
      yield wrong(
        ({ t }) => t('doctor-chat-unknown', { id: String(adminChatId) }),
        ({ t }) => t('doctor-chat-unknown-todo'),
      );
  }

  /** Whether the bot may write there. */
  async function knows(chat: number): Promise<boolean> {
    try {
      await api.getChat(chat);
      return true;
    } catch (error) {
      if (error instanceof GrammyError && [400, 403].includes(error.error_code)) return false;
      throw error;
    }
  }
}
