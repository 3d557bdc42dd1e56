import { Composer, InlineKeyboard } from 'grammy';
import { actions } from '../actions.ts';
import type { Ctx, Shop } from '../context.ts';
import type { Screens } from '../screen.ts';

/** The pages that Telegram asks every shop bot to have, and the way to a person: /support /terms /privacy /paysupport. */
export function pages({ shop, screens }: { shop: Shop; screens: Screens }): Composer<Ctx> {
  const composer = new Composer<Ctx>();
  const home = (ctx: Ctx): InlineKeyboard =>
    new InlineKeyboard().text(ctx.speech.t('button-home'), actions.home());

  composer.command('support', async (ctx) => {
    const text = ctx.speech.t('page-support', { contact: shop.emergencyContact });
    await screens.show(ctx, { text, keyboard: home(ctx) });
  });
  composer.command('terms', async (ctx) => {
    const text = ctx.speech.t('page-terms', { seller: shop.seller, address: shop.sellerAddress });
    await screens.show(ctx, { text, keyboard: home(ctx) });
  });
  composer.command('privacy', async (ctx) => {
    const text = ctx.speech.t('page-privacy', { seller: shop.seller, contact: shop.emergencyContact });
    await screens.show(ctx, { text, keyboard: home(ctx) });
  });
  composer.command('paysupport', async (ctx) => {
    const text = ctx.speech.t('page-paysupport', { contact: shop.emergencyContact });
    const keyboard = new InlineKeyboard()
      .text(ctx.speech.t('button-orders'), actions.orders())
      .text(ctx.speech.t('button-home'), actions.home());
    await screens.show(ctx, { text, keyboard });
  });
  return composer;
}
