import { Menu } from '@grammyjs/menu';
import type { Context } from 'grammy';
import type { Locale } from '../../domain/customer.ts';
import type { Speeches } from '../../i18n/speech.ts';
import type { Customers } from '../../services/people-port.ts';
import { publishCommandsTo } from '../commands/publish.ts';
import type { Ctx, Facts } from '../context.ts';
import type { ShowHome } from '../home.ts';
import type { Screens } from '../screen.ts';

export type ShowLanguages = (ctx: Context & Facts) => Promise<void>;

/** The languages, each under its own name; the choice overrides Telegram's language from then on. */
export function createLanguages({
  customers,
  speeches,
  screens,
  showHome,
  showSettings,
}: {
  customers: Customers;
  speeches: Speeches;
  screens: Screens;
  showHome: ShowHome;
  showSettings: (ctx: Ctx) => Promise<void>;
}): { menu: Menu<Ctx>; showLanguages: ShowLanguages } {
  const menu: Menu<Ctx> = new Menu<Ctx>('language', {
    autoAnswer: false,
    onMenuOutdated: (ctx) => showLanguages(ctx),
  });

  menu.dynamic((ctx, range) => {
    speeches.all.forEach(({ locale, t }, index) => {
      const mark = locale === ctx.speech.locale ? '✓ ' : '';
      range.text(`${mark}${t('language-name')}`, (tap) => choose(tap, locale));
      if (index % 2 === 1) range.row();
    });
    range.text(ctx.speech.t('button-back'), (tap) => showSettings(tap));
  });

  async function choose(ctx: Ctx, locale: Locale): Promise<void> {
    await customers.chooseLocale(ctx.customer.id, locale);
    ctx.customer = { ...ctx.customer, chosenLocale: locale };
    ctx.speech = speeches.forCustomer(ctx.customer);
    ctx.toast = { text: ctx.speech.t('language-chosen'), alert: false };
    // One that waits would go on in the former language; its buttons work without it.
    await ctx.conversation.exitAll();
    await showHome(ctx);
    if (ctx.chat) await publishCommandsTo(ctx.api, ctx.chat.id, ctx.speech);
  }

  async function showLanguages(ctx: Context & Facts): Promise<void> {
    await screens.show(ctx, { text: ctx.speech.t('language-title'), keyboard: menu });
  }

  return { menu, showLanguages };
}
