import type { Context } from 'grammy';
import { parseCardName } from '../domain/card-name.ts';
import type { Customer } from '../domain/customer.ts';
import type { Speech } from '../i18n/speech.ts';
import type { CardService } from '../services/cards.ts';
import type { Keeping } from '../services/keeping.ts';
import type { Sharing } from '../services/sharing.ts';
import type { Typed } from './conversations/typed-answer.ts';
import type { Facts } from './context.ts';
import type { SayNotYours } from './not-yours.ts';
import type { Screens } from './screen.ts';
import { myCardScreen, myCardsScreen, removeScreen, renameScreen } from './views/my-cards.ts';

type Shown = Promise<void>;

/** The customer's cards one by one: their names, and taking them off the list. */
export interface MyCards {
  showAll(ctx: Context & Facts, page?: number): Shown;
  show(ctx: Context & Facts, cardId: string): Shown;
  /** Asks for a name; answers whether an answer is to be waited for. */
  askName(ctx: Context & Facts, cardId: string): Promise<boolean>;
  typedName(customer: Customer, speech: Speech, text: string, cardId: string): Promise<Typed>;
  dropName(ctx: Context & Facts, cardId: string): Shown;
  askRemoval(ctx: Context & Facts, cardId: string): Shown;
  remove(ctx: Context & Facts, cardId: string): Shown;
}

export function createMyCards({
  cards,
  keeping,
  sharing,
  sayNotYours,
  screens,
}: {
  cards: CardService;
  keeping: Keeping;
  sharing: Pick<Sharing, 'leave'>;
  sayNotYours: SayNotYours;
  screens: Screens;
}): MyCards {
  async function showAll(ctx: Context & Facts, page = 0): Shown {
    const { speech, customer } = ctx;
    const all = await cards.renewable(customer.id);
    await screens.show(ctx, myCardsScreen({ speech, cards: all, reader: customer.id, page }));
  }

  async function show(ctx: Context & Facts, cardId: string): Shown {
    const { speech, customer } = ctx;
    const card = await cards.mayRenew(customer.id, cardId);
    if (!card) return sayNotYours(ctx, cardId);
    await screens.show(ctx, myCardScreen({ speech, card, reader: customer.id }));
  }

  return {
    showAll,
    show,
    askName: async (ctx, cardId) => {
      const { speech, customer } = ctx;
      const card = await cards.mine(customer.id, cardId);
      if (!card) {
        await sayNotYours(ctx, cardId);
        return false;
      }
      await screens.show(ctx, renameScreen({ speech, card }));
      return true;
    },
    typedName: async (customer, speech, text, cardId) => {
      const card = await cards.mine(customer.id, cardId);
      if (!card) return { screen: { text: speech.t('not-yours') }, done: true };
      const name = parseCardName(text);
      if (name === undefined) return { screen: renameScreen({ speech, card, wrong: true }), done: false };
      await keeping.rename(customer.id, cardId, name);
      const screen = myCardScreen({ speech, card: { ...card, name }, reader: customer.id });
      return { screen, done: true };
    },
    dropName: async (ctx, cardId) => {
      if (!(await keeping.rename(ctx.customer.id, cardId, null))) return sayNotYours(ctx, cardId);
      return show(ctx, cardId);
    },
    askRemoval: async (ctx, cardId) => {
      const { speech, customer } = ctx;
      const card = await cards.mayRenew(customer.id, cardId);
      if (!card) return sayNotYours(ctx, cardId);
      await screens.show(ctx, removeScreen({ speech, card, reader: customer.id }));
    },
    remove: async (ctx, cardId) => {
      const { t } = ctx.speech;
      if (await sharing.leave(ctx.customer.id, cardId)) {
        ctx.toast = { text: t('remove-done'), alert: false };
        return showAll(ctx);
      }
      switch (await keeping.remove(ctx.customer.id, cardId)) {
        case 'removed':
          ctx.toast = { text: t('remove-done'), alert: false };
          return showAll(ctx);
        case 'under_way':
          ctx.toast = { text: t('remove-under-way'), alert: true };
          return;
        case 'not_yours':
          return sayNotYours(ctx, cardId);
      }
    },
  };
}
