import type { Context } from 'grammy';
import { InlineKeyboard } from 'grammy';
import { parseCardName, shortened } from '../domain/card-name.ts';
import type { CardLink } from '../domain/share.ts';
import type { Sharing, Using } from '../services/sharing.ts';
import { actions } from './actions.ts';
import type { Facts } from './context.ts';
import type { ShowHome } from './home.ts';
import type { SayNotYours } from './not-yours.ts';
import type { Screens } from './screen.ts';
import { companionName, giveScreen, linkScreen, offerScreen, shareScreen } from './views/sharing.ts';

type Shown = Promise<void>;
type Purpose = CardLink['purpose'];

/** Sharing a card and handing it over: the owner's screens, and those of whoever gets a link. */
export interface SharingScreens {
  show(ctx: Context & Facts, purpose: Purpose, cardId: string): Shown;
  makeLink(ctx: Context & Facts, purpose: Purpose, cardId: string): Shown;
  dropLink(ctx: Context & Facts, purpose: Purpose, cardId: string): Shown;
  endShare(ctx: Context & Facts, shareId: string): Shown;
  /** A link was followed: what it offers. */
  offer(ctx: Context & Facts, purpose: Purpose, token: string): Shown;
  /** The offer was taken up. */
  use(ctx: Context & Facts, purpose: Purpose, token: string): Shown;
}

export function createSharingScreens({
  sharing,
  showHome,
  sayNotYours,
  screens,
  botUsername,
}: {
  sharing: Sharing;
  showHome: ShowHome;
  sayNotYours: SayNotYours;
  screens: Screens;
  botUsername: string;
}): SharingScreens {
  async function show(ctx: Context & Facts, purpose: Purpose, cardId: string): Shown {
    const { speech, customer } = ctx;
    const standing = await sharing.standing(customer.id, cardId, purpose);
    if (!standing) return sayNotYours(ctx, cardId);
    await screens.show(
      ctx,
      purpose === 'share' ? shareScreen(speech, standing) : giveScreen(speech, standing),
    );
  }

  /** Of a link that leads nowhere all that can be said is that, whatever the reason. */
  async function sayOver(ctx: Context & Facts): Shown {
    const { t } = ctx.speech;
    if (ctx.callbackQuery) ctx.toast = { text: t('link-over'), alert: true };
    else
      await screens.show(ctx, {
        text: t('link-over'),
        keyboard: new InlineKeyboard().text(t('button-home'), actions.home()),
      });
  }

  async function useLink(ctx: Context & Facts, purpose: Purpose, token: string): Promise<Using> {
    const { customer, from } = ctx;
    if (purpose === 'give') return sharing.receive(customer.id, token);
    return sharing.accept(customer.id, token, nameOf(from?.first_name));
  }

  return {
    show,

    makeLink: async (ctx, purpose, cardId) => {
      const { speech, customer } = ctx;
      const made = await sharing.makeLink(customer.id, cardId, purpose);
      switch (made.kind) {
        case 'made':
          await screens.show(ctx, linkScreen(speech, { ...made, purpose, botUsername }));
          return;
        case 'full':
          ctx.toast = { text: speech.t('share-full'), alert: true };
          return;
        case 'under_way':
          ctx.toast = { text: speech.t('remove-under-way'), alert: true };
          return;
        case 'not_yours':
          return sayNotYours(ctx, cardId);
      }
    },

    dropLink: async (ctx, purpose, cardId) => {
      await sharing.dropLink(ctx.customer.id, cardId, purpose);
      return show(ctx, purpose, cardId);
    },

    endShare: async (ctx, shareId) => {
      const { speech, customer } = ctx;
      const ended = await sharing.endShare(customer.id, shareId);
      if (!ended) {
        ctx.toast = { text: speech.t('not-yours'), alert: true };
        return;
      }
      const who = companionName(speech, ended.share, 0);
      ctx.toast = { text: speech.t('share-ended', { who }), alert: false };
      return show(ctx, 'share', ended.card.id);
    },

    offer: async (ctx, purpose, token) => {
      const { speech, customer } = ctx;
      const looked = await sharing.look(customer.id, purpose, token);
      switch (looked.kind) {
        case 'open': {
          const { card } = looked;
          await screens.show(ctx, offerScreen(speech, { card, purpose, token }));
          return;
        }
        case 'own':
          return show(ctx, purpose, looked.card.id);
        case 'already':
          return showHome(ctx, looked.card.id);
        case 'over':
          return sayOver(ctx);
      }
    },

    use: async (ctx, purpose, token) => {
      const { t } = ctx.speech;
      const used = await useLink(ctx, purpose, token);
      switch (used.kind) {
        case 'done': {
          ctx.toast = { text: t(purpose === 'share' ? 'share-added' : 'give-received'), alert: false };
          return showHome(ctx, used.card.id);
        }
        case 'own':
          return show(ctx, purpose, used.card.id);
        case 'already':
          return showHome(ctx, used.card.id);
        case 'full':
          ctx.toast = { text: t('share-full-for-you'), alert: true };
          return;
        case 'under_way':
          ctx.toast = { text: t('give-under-way'), alert: true };
          return;
        case 'over':
          return sayOver(ctx);
      }
    },
  };
}

/** Telegram's first name as far as it can stand on a button; null where it cannot. */
function nameOf(firstName: string | undefined): string | null {
  return parseCardName(shortened(firstName ?? '')) ?? null;
}
