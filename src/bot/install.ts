import { InlineKeyboard, InputFile } from 'grammy';
import type { Context } from 'grammy';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { InstallKit } from '../domain/install-kit.ts';
import { isGone } from '../domain/usage.ts';
import type { CardService } from '../services/cards.ts';
import { patiently } from '../services/patience.ts';
import type { Logger } from '../services/ports.ts';
import { actions } from './actions.ts';
import type { Facts } from './context.ts';
import { contactOf } from './shop.ts';
import type { Shop } from './shop.ts';
import type { Screens } from './screen.ts';
import { installPicture } from './views/delivery.ts';

export type ShowForCard = (ctx: Context & Facts, cardId: string) => Promise<void>;

/** The installation code again, for its owner alone, not too often, and each time on record; and what to try without internet. */
export function createInstall({
  cards,
  shop,
  screens,
  installKit,
  qrPng,
  logger,
}: {
  cards: CardService;
  shop: Shop;
  screens: Screens;
  installKit: (lpa: string) => InstallKit;
  qrPng: (text: string) => Uint8Array;
  logger: Logger;
}): {
  showInstallKit: ShowForCard;
  showNoInternet: (ctx: Context & Facts, cardId?: string) => Promise<void>;
} {
  const limiter = new RateLimiterMemory({ points: 5, duration: 3600 });

  return {
    showInstallKit: async (ctx, cardId) => {
      const { customer, speech } = ctx;
      const card = await cards.mine(customer.id, cardId);
      if (!card) {
        ctx.toast = { text: speech.t('not-yours'), alert: true };
        return;
      }
      // Its code leads nowhere any more.
      if (card.balance && isGone(card.balance.profile)) {
        ctx.toast = { text: speech.t('card-gone'), alert: true };
        return;
      }
      try {
        await limiter.consume(customer.id);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        ctx.toast = { text: speech.t('install-too-often'), alert: true };
        return;
      }
      const lpa = await cards.installationCode(customer.id, card.id);
      if (!lpa) {
        ctx.toast = { text: speech.t('card-preparing'), alert: true };
        return;
      }
      logger.info({ customer: customer.id, card: card.id }, 'An installation code was shown again');
      const { qr, caption, keyboard } = installPicture({ speech, card, kit: installKit(lpa), orderId: null });
      await ctx.replyWithPhoto(new InputFile(qrPng(qr), 'qr.png'), {
        caption: screens.mark(caption),
        parse_mode: 'HTML',
        reply_markup: keyboard,
      });
    },

    showNoInternet: async (ctx, cardId) => {
      const { customer, speech } = ctx;
      const known = cardId
        ? await cards.mayRenew(customer.id, cardId)
        : (await cards.renewable(customer.id))[0];
      // A new card may have told nothing of itself yet.
      const asked = known && !known.balance?.apn ? await patiently(cards.refresh(known)) : undefined;
      const card = asked?.card ?? known;
      const apn = card?.balance?.apn;
      const contact = contactOf(shop, speech);
      const text =
        apn === undefined
          ? speech.t('no-internet', { contact })
          : speech.t('no-internet-apn', { apn, contact });
      const keyboard = new InlineKeyboard();
      if (apn !== undefined) keyboard.copyText(speech.t('button-copy-apn'), apn);
      keyboard.text(speech.t('button-home'), actions.home(card?.id));
      await screens.show(ctx, { text, keyboard });
    },
  };
}
