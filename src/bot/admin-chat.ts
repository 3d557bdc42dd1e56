import { GrammyError } from 'grammy';
import type { Api } from 'grammy';
import { customerIdOf } from '../domain/ids.ts';
import type { Speech, Speeches } from '../i18n/speech.ts';
import type { Store } from '../services/storage-port.ts';
import { isUnreachable } from './screen.ts';
import type { Screen, Screens } from './screen.ts';

/** Where operators hear what they did not ask for. */
export interface AdminChat {
  /**
   * A new bubble in the admin chat; without one, or where that takes none, for each operator. Answers whether anybody was reached. Throws
   * when Telegram gave no answer: then it is to be said again.
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

  async function reaches(
    chat: number,
    write: (speech: Speech) => Screen,
    isClosed: (error: unknown) => boolean,
  ): Promise<boolean> {
    const screen = write(await speechIn(chat));
    try {
      await screens.send(api, chat, screen);
      return true;
    } catch (error) {
      if (!isClosed(error)) throw error;
      return false;
    }
  }

  return {
    say: async (write) => {
      if (chatId !== undefined && (await reaches(chatId, write, takesNothing))) return true;
      let heard = 0;
      for (const operator of operators) if (await reaches(operator, write, isUnreachable)) heard++;
      return heard > 0;
    },
  };
}

/** Whoever runs the group can throw the bot out, mute it, or give the group another number; they need not be operators. */
function takesNothing(error: unknown): boolean {
  return error instanceof GrammyError && [400, 403].includes(error.error_code);
}
