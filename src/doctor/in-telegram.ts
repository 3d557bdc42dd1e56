import { GrammyError } from 'grammy';
import type { Money } from '../domain/money.ts';
import { well, wrong } from './finding.ts';
import type { Check } from './finding.ts';

/** What can be paid without leaving Telegram. `sheet`: asks for a provider's invoice that nobody is ever shown. */
export function checkPaymentsInTelegram({
  stars,
  sheet,
}: {
  /** A price and the Stars for it, where Stars are taken. */
  stars: { readonly price: Money; readonly total: Money } | undefined;
  sheet: (() => Promise<unknown>) | undefined;
}): Check {
  return {
    topic: ({ t }) => t('doctor-topic-in-telegram'),
    ask: async function* () {
      if (stars)
        yield well(({ t, money }) =>
          t('doctor-stars-well', { price: money(stars.price), stars: money(stars.total) }),
        );
      if (!sheet) return;
      try {
        await sheet();
        yield well(({ t }) => t('doctor-invoice-well'));
      } catch (error) {
        if (!(error instanceof GrammyError) || error.error_code !== 400) throw error;
        yield wrong(
          ({ t }) => t('doctor-invoice-wrong', { reason: error.description }),
          ({ t }) => t('doctor-invoice-wrong-todo'),
        );
      }
    },
  };
}
