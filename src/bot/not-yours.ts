import type { Context } from 'grammy';
import type { CardService } from '../services/cards.ts';
import type { Facts } from './context.ts';

/** Answers a tap on a card that is not the customer's. Only who once shared it learns more than that. */
export type SayNotYours = (ctx: Context & Facts, cardId: string) => Promise<void>;

export function createNotYours({ cards }: { cards: CardService }): SayNotYours {
  return async (ctx, cardId) => {
    const over = await cards.wasShared(ctx.customer.id, cardId);
    ctx.toast = { text: ctx.speech.t(over ? 'share-over' : 'not-yours'), alert: true };
  };
}
