import { InlineKeyboard } from 'grammy';
import type { Api, Context, MiddlewareFn } from 'grammy';
import type { Card } from '../domain/card.ts';
import { usualTotal } from '../domain/payment.ts';
import type { Catalogue } from '../domain/plan.ts';
import type { Clock } from '../domain/time.ts';
import { isInstallable } from '../domain/usage.ts';
import type { CardService } from '../services/cards.ts';
import type { RenewalService } from '../services/renewals.ts';
import { actions } from './actions.ts';
import type { Facts } from './context.ts';
import type { Screen, Screens } from './screen.ts';
import { cardText } from './views/card.ts';
import { cardLabel, planName } from './views/plan-words.ts';

/** How long a tap waits for the supplier before it shows the figures we have. */
const patienceMs = 30;

/** More cards than this beside the one shown are a tap away. */
const mostOthers = 3;

/** Shows home, which is the card: the one asked for if it is the customer's, else the one that needs attention first. */
export type ShowHome = (ctx: Context & Facts, cardId?: string) => Promise<void>;

/** Home: cached figures at once, fresh ones edited in when they arrive, unless the person has moved on meanwhile. */
export function createHome({
  cards,
  renewals,
  catalogue,
  screens,
  clock,
  background,
}: {
  cards: CardService;
  renewals: RenewalService;
  catalogue: Catalogue;
  screens: Screens;
  clock: Clock;
  /** Takes work that outlives the update, so that stopping waits for it. */
  background: (work: Promise<unknown>) => void;
}): { showHome: ShowHome; moveOn: MiddlewareFn } {
  /** Bubbles that wait for fresh figures, each with its latest wait. */
  const awaiting = new Map<string, symbol>();

  const homeScreen = (
    { speech, customer }: Facts,
    card: Card,
    all: readonly Card[],
    state: 'fresh' | 'asking' | 'stale',
  ): Screen => ({
    text: cardText({ speech, card, shared: card.ownerId !== customer.id, catalogue, now: clock(), state }),
    keyboard: keyboard({ speech, customer }, card, all),
  });

  function keyboard({ speech, customer }: Facts, card: Card, all: readonly Card[]): InlineKeyboard {
    const buttons = new InlineKeyboard();
    const offer = renewals.suggestion(card);
    if (offer) {
      const label = speech.t('button-again', {
        plan: planName(speech, offer.plan),
        price: speech.money(usualTotal(offer.totals, customer.lastRail)),
      });
      buttons.text({ text: label, style: 'primary' }, actions.plan(card.id, offer.plan.id)).row();
      buttons
        .text(speech.t('group-day'), actions.plans(card.id, 'day'))
        .text(speech.t('group-month'), actions.plans(card.id, 'month'))
        .text(speech.t('group-unlimited'), actions.plans(card.id, 'unlimited'))
        .row();
    }
    if (card.ownerId === customer.id && card.balance && isInstallable(card.balance.profile))
      buttons.text(speech.t('button-install'), actions.installKit(card.id)).row();
    const others = all.filter((each) => each.id !== card.id);
    for (const other of others.slice(0, mostOthers))
      buttons.text(cardLabel(other, customer.id), actions.home(other.id));
    if (others.length > mostOthers)
      buttons.row().text(speech.t('button-all-cards', { n: speech.number(all.length) }), actions.cards());
    return buttons.text('⋯', actions.more(card.id));
  }

  async function editLater(
    api: Api,
    chatId: number,
    messageId: number,
    asked: ReturnType<CardService['refresh']>,
    { facts, all }: { facts: Facts; all: readonly Card[] },
  ): Promise<void> {
    const wait = Symbol('wait');
    const bubble = `${chatId}/${messageId}`;
    awaiting.set(bubble, wait);
    const { card, fresh } = await asked;
    if (awaiting.get(bubble) !== wait) return;
    awaiting.delete(bubble);
    await screens.edit(api, chatId, messageId, homeScreen(facts, card, all, fresh ? 'fresh' : 'stale'));
  }

  async function showHome(ctx: Context & Facts, cardId?: string): Promise<void> {
    const { customer, speech } = ctx;
    const facts: Facts = { customer, speech };
    const all = await cards.renewable(customer.id);
    const card = all.find((each) => each.id === cardId) ?? all[0];
    if (ctx.callbackQuery && cardId && card?.id !== cardId && (await cards.wasShared(customer.id, cardId)))
      ctx.toast = { text: speech.t('share-over'), alert: true };
    if (!card) {
      await screens.show(ctx, {
        text: speech.t('home-empty'),
        keyboard: new InlineKeyboard()
          .text({ text: speech.t('button-buy'), style: 'primary' }, actions.buy())
          .row()
          .text(speech.t('button-claim'), actions.claim())
          .text(speech.t('button-help'), actions.help()),
      });
      return;
    }
    const asked = cards.refresh(card);
    const answer = await Promise.race([asked, sleep(patienceMs)]);
    const state = answer ? (answer.fresh ? 'fresh' : 'stale') : 'asking';
    const messageId = await screens.show(ctx, homeScreen(facts, answer?.card ?? card, all, state));
    if (!answer && ctx.chat) background(editLater(ctx.api, ctx.chat.id, messageId, asked, { facts, all }));
  }

  return {
    showHome,
    moveOn: (ctx, next) => {
      const tapped = ctx.callbackQuery?.message;
      if (tapped) awaiting.delete(`${tapped.chat.id}/${tapped.message_id}`);
      return next();
    },
  };
}

function sleep(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), ms).unref());
}
