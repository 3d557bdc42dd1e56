import { Composer, InlineKeyboard } from 'grammy';
import type { CardService } from '../../services/cards.ts';
import { actions } from '../actions.ts';
import type { Ctx } from '../context.ts';
import { addressOf, contactOf } from '../shop.ts';
import type { Shop } from '../shop.ts';
import type { Screens } from '../screen.ts';

/** The pages that Telegram asks every shop bot to have, and the way to a person: /support /terms /privacy. */
export function pages({
  shop,
  cards,
  screens,
}: {
  shop: Shop;
  cards: Pick<CardService, 'list'>;
  screens: Screens;
}): {
  commands: Composer<Ctx>;
  /** Below the bubble that it was asked from, which is still needed. `aboutPhone`: before there is a card to name. */
  showSupport: (ctx: Ctx, aboutPhone?: boolean) => Promise<void>;
} {
  const composer = new Composer<Ctx>();
  const home = (ctx: Ctx): InlineKeyboard =>
    new InlineKeyboard().text(ctx.speech.t('button-home'), actions.home());

  async function showSupport(ctx: Ctx, aboutPhone = false): Promise<void> {
    const hasCard = !aboutPhone && (await cards.list(ctx.customer.id)).length > 0;
    const contact = contactOf(shop, ctx.speech);
    const text = ctx.speech.t(hasCard ? 'page-support' : 'page-support-new', { contact });
    if (ctx.chat) await screens.send(ctx.api, ctx.chat.id, { text, keyboard: home(ctx) });
  }

  composer.command('support', (ctx) => showSupport(ctx));
  composer.command('terms', async (ctx) => {
    const text = ctx.speech.t('page-terms', { seller: shop.seller, address: addressOf(shop, ctx.speech) });
    await screens.show(ctx, { text, keyboard: home(ctx) });
  });
  composer.command('privacy', async (ctx) => {
    const text = ctx.speech.t('page-privacy', { seller: shop.seller, contact: contactOf(shop, ctx.speech) });
    const keyboard = new InlineKeyboard()
      .text(ctx.speech.t('button-my-data'), actions.myData())
      .text(ctx.speech.t('button-home'), actions.home());
    await screens.show(ctx, { text, keyboard });
  });
  return { commands: composer, showSupport };
}
