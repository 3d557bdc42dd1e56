import { InlineKeyboard } from 'grammy';
import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import { customerIdOf } from '../domain/ids.ts';
import type { Speeches } from '../i18n/speech.ts';
import type { Customers } from '../services/people-port.ts';
import { actions } from './actions.ts';
import type { Screens } from './screen.ts';

/** Says sorry in a private chat when what was asked could not be done at all; a payment has its own ways of being told. */
export function createApology({
  api,
  screens,
  speeches,
  customers,
}: {
  api: Api;
  screens: Screens;
  speeches: Speeches;
  customers: Customers;
}): (update: Update) => Promise<void> {
  return async ({ message, callback_query: tap }) => {
    const chat = message?.chat ?? tap?.message?.chat;
    if (chat?.type !== 'private' || message?.successful_payment) return;
    const { from } = message ?? tap ?? {};
    // The database may be what failed: then the language of their Telegram will do.
    const customer = from && (await customers.byId(customerIdOf(from.id)).catch(() => undefined));
    const { t } = customer ? speeches.forCustomer(customer) : speeches.forCode(from?.language_code);
    const keyboard = new InlineKeyboard().text(t('button-home'), actions.home());
    await screens.send(api, chat.id, { text: t('went-wrong'), keyboard });
  };
}
