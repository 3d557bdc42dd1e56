import { Menu } from '@grammyjs/menu';
import type { Context } from 'grammy';
import type { Ctx, Facts } from '../context.ts';
import { contactOf } from '../shop.ts';
import type { Shop } from '../shop.ts';
import type { ShowGuide } from '../guide.ts';
import type { ShowHome } from '../home.ts';
import type { Screens } from '../screen.ts';

/** The questions travellers ask, in the order in which they ask them. */
const topics = ['where', 'when', 'phone', 'failed', 'emergency'] as const;

export type ShowHelp = (ctx: Context & Facts) => Promise<void>;

/** Help: true answers by menu, the picture guide, the emergency contact, the channel. */
export function createHelp({
  shop,
  screens,
  showHome,
  showGuide,
}: {
  shop: Shop;
  screens: Screens;
  showHome: ShowHome;
  showGuide: ShowGuide;
}): { menu: Menu<Ctx>; showHelp: ShowHelp } {
  const menu: Menu<Ctx> = new Menu<Ctx>('help', {
    autoAnswer: false,
    onMenuOutdated: (ctx) => showHelp(ctx),
  });

  menu.dynamic((ctx, range) => {
    const { t } = ctx.speech;
    topics.forEach((topic, index) => {
      range.text(t(`help-ask-${topic}`), async (tap) => {
        await screens.show(tap, { text: answer(tap, topic), keyboard: menu });
      });
      if (index % 2 === 1) range.row();
    });
    range.text(t('help-guide'), (tap) => showGuide(tap, 1)).row();
    if (shop.channelUrl) range.url(t('help-channel'), shop.channelUrl);
    range.text(t('button-home'), (tap) => showHome(tap));
  });

  function answer({ speech }: Facts, topic: (typeof topics)[number]): string {
    const { t } = speech;
    const title = `<b>${t(`help-ask-${topic}`)}</b>`;
    if (topic === 'emergency')
      return `${title}\n${t('help-emergency', { contact: contactOf(shop, speech) })}`;
    return `${title}\n${t(`help-${topic}`)}`;
  }

  async function showHelp(ctx: Context & Facts): Promise<void> {
    await screens.show(ctx, { text: ctx.speech.t('help-title', { brand: shop.brand }), keyboard: menu });
  }

  return { menu, showHelp };
}
