import { setTimeout as sleep } from 'node:timers/promises';
import { Api, GrammyError } from 'grammy';
import type { ApiClientOptions } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import type { Logger } from '../services/ports.ts';
import { TooLongError } from './http-request.ts';
import { createTelegramFetch } from './telegram-fetch.ts';

export interface Telegram {
  readonly token: string;
  readonly client: ApiClientOptions;
  readonly api: Api;
  readonly me: UserFromGetMe;
  /** Whether the Bot API answers at this moment, within five seconds. */
  answers(): Promise<boolean>;
  /** The bytes of a file that somebody sent; `gone` when Telegram has it no more. Throws when Telegram does not answer. */
  download(fileId: string, mostBytes: number): Promise<Uint8Array | 'too_large' | 'gone'>;
}

/** A call of ours, tries and waits and all, takes no longer, nor does a question for updates, which Telegram holds for half a minute. */
const longestCallSeconds = 60;

/** Reaches the Bot API and asks it who we are: waits while it is away, throws at once when it does not know the token. */
export async function connectTelegram({
  token,
  apiRoot,
  signal,
  onDate,
  logger,
}: {
  token: string;
  apiRoot: string;
  signal: AbortSignal;
  /** Hears what Telegram's clock says with each answer. */
  onDate?: (date: string | undefined) => void;
  logger: Logger;
}): Promise<Telegram> {
  const { api, client, fetch } = telegramApi({ token, apiRoot, ...(onDate && { onDate }) });
  for (;;) {
    try {
      const me = await api.getMe();
      const download = createDownload({ api, fetch, root: `${client.apiRoot}/file/bot${token}` });
      return { token, client, api, me, answers: () => answers(api), download };
    } catch (error) {
      if (isUnknownToken(error))
        throw new Error('Telegram does not know this BOT_TOKEN. Copy it again from BotFather.');
      logger.error({ error: String(error) }, 'Telegram does not answer; trying again in 3 s');
      await sleep(3000, undefined, { signal });
    }
  }
}

/** The Bot API as this bot calls it; nothing is asked yet. */
export function telegramApi({
  token,
  apiRoot,
  onDate,
}: Pick<Parameters<typeof connectTelegram>[0], 'token' | 'apiRoot' | 'onDate'>): Pick<
  Telegram,
  'api' | 'client'
> & { readonly fetch: ReturnType<typeof createTelegramFetch> } {
  const fetch = createTelegramFetch({ attempts: 3, longestWaitSeconds: 10, ...(onDate && { onDate }) });
  // grammY types this as node-fetch.
  const client: ApiClientOptions = {
    apiRoot: apiRoot.replace(/\/+$/, ''),
    timeoutSeconds: longestCallSeconds,
    fetch: fetch as unknown as NonNullable<ApiClientOptions['fetch']>,
  };
  return { api: new Api(token, client), client, fetch };
}

/** Telegram has an answer, and it is that there is no such bot. */
export function isUnknownToken(error: unknown): boolean {
  return error instanceof GrammyError && [401, 404].includes(error.error_code);
}

/** Files go the way of all calls, so that the token in their address stays out of errors. */
function createDownload({
  api,
  fetch,
  root,
}: {
  api: Api;
  fetch: ReturnType<typeof createTelegramFetch>;
  root: string;
}): Telegram['download'] {
  return async (fileId, mostBytes) => {
    try {
      const file = await api.getFile(fileId);
      if (file.file_path === undefined) return 'gone';
      if ((file.file_size ?? 0) > mostBytes) return 'too_large';
      const address = `${root}/${file.file_path.split('/').map(encodeURIComponent).join('/')}`;
      const answer = await fetch(address, { mostBytes, signal: AbortSignal.timeout(20_000) });
      if (answer.status === 200) return answer.bytes();
      if (answer.status >= 500) throw new Error(`Telegram did not give a file: ${answer.status}`);
      return 'gone';
    } catch (error) {
      if (error instanceof TooLongError) return 'too_large';
      // "file is too big": more than a bot may fetch at all.
      if (error instanceof GrammyError && error.error_code === 400)
        return error.description.includes('too big') ? 'too_large' : 'gone';
      throw error;
    }
  };
}

/** A signal as grammY's calls take it: theirs is another class of the same shape. */
export function grammySignal(signal: AbortSignal): Parameters<Api['getMe']>[0] {
  return signal as unknown as Parameters<Api['getMe']>[0];
}

function answers(api: Api): Promise<boolean> {
  return api.getMe(grammySignal(AbortSignal.timeout(5000))).then(
    () => true,
    () => false,
  );
}
