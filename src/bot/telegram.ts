import { setTimeout as sleep } from 'node:timers/promises';
import { Api, GrammyError } from 'grammy';
import type { ApiClientOptions } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import type { Logger } from '../services/ports.ts';
import { createTelegramFetch } from './telegram-fetch.ts';

export interface Telegram {
  readonly token: string;
  readonly client: ApiClientOptions;
  readonly api: Api;
  readonly me: UserFromGetMe;
  /** Whether the Bot API answers at this moment, within five seconds. */
  answers(): Promise<boolean>;
}

/** Reaches the Bot API and asks it who we are: waits while it is away, throws at once when it does not know the token. */
export async function connectTelegram({
  token,
  apiRoot,
  signal,
  logger,
}: {
  token: string;
  apiRoot: string;
  signal: AbortSignal;
  logger: Logger;
}): Promise<Telegram> {
  const fetch = createTelegramFetch({ attempts: 3, longestWaitSeconds: 10 });
  // grammY types this as node-fetch, whose signal is another class of the same shape.
  const client: ApiClientOptions = {
    apiRoot: apiRoot.replace(/\/+$/, ''),
    fetch: fetch as unknown as NonNullable<ApiClientOptions['fetch']>,
  };
  const api = new Api(token, client);
  for (;;) {
    try {
      return { token, client, api, me: await api.getMe(), answers: () => answers(api) };
    } catch (error) {
      if (error instanceof GrammyError && [401, 404].includes(error.error_code))
        throw new Error('Telegram does not know this BOT_TOKEN. Copy it again from BotFather.');
      logger.error({ error: String(error) }, 'Telegram does not answer; trying again in 3 s');
      await sleep(3000, undefined, { signal });
    }
  }
}

function answers(api: Api): Promise<boolean> {
  // The same two classes of one shape again.
  const signal = AbortSignal.timeout(5000) as unknown as Parameters<Api['getMe']>[0];
  return api.getMe(signal).then(
    () => true,
    () => false,
  );
}
