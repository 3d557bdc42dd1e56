import type { Api } from 'grammy';
import { customerIdOf } from '../domain/ids.ts';
import type { Speech, Speeches } from '../i18n/speech.ts';
import type { Store } from '../services/storage-port.ts';
import { isUnreachable } from './screen.ts';
import type { Screen, Screens } from './screen.ts';

/** Where operators hear what they did not ask for. */
export interface AdminChat {
  /**
   * A new bubble in the admin chat, or without one for each operator; answers whether anybody was reached. Throws when Telegram gave no
   * answer: then it is to be said again.
   */
  say(write: (speech: Speech) => Screen): Promise<boolean>;
}

export function createAdminChat({
  api,
  customers,
  speeches,
  screens,
  chatId,
  operators,
}: {
  api: Api;
  customers: Pick<Store['customers'], 'byId'>;
  speeches: Speeches;
  screens: Screens;
  /** Undefined where no such chat is set. */
  chatId: number | undefined;
  /** Telegram's user ids. */
  operators: ReadonlySet<number>;
}): AdminChat {
  /** A group has no language: it reads that of the first operator whom the shop knows. */
  async function speechIn(chat: number): Promise<Speech> {
    for (const reader of [chat, ...operators]) {
      const customer = reader > 0 ? await customers.byId(customerIdOf(reader)) : undefined;
      if (customer) return speeches.forCustomer(customer);
    }
    return speeches('en');
  }

  return {
    say: async (write) => {
      let heard = 0;
      for (const chat of chatId === undefined ? operators : [chatId]) {
        const screen = write(await speechIn(chat));
        try {
          await screens.send(api, chat, screen);
          heard++;
        } catch (error) {
          if (!isUnreachable(error)) throw error;
        }
      }
      return heard > 0;
    },
  };
}
