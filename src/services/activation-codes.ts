import type { ActivationCode } from '../domain/activation-code.ts';
import type { Card } from '../domain/card.ts';
import type { CodeId, CustomerId, NewId } from '../domain/ids.ts';
import type { IssuedCode } from '../domain/issued-code.ts';
import type { Order } from '../domain/order.ts';
import type { Plan } from '../domain/plan.ts';
import type { Preview } from '../domain/renewal.ts';
import { hour } from '../domain/time.ts';
import type { Clock } from '../domain/time.ts';
import { replaceQuotes } from './attempts.ts';
import type { CardService } from './cards.ts';
import { endCode } from './code-books.ts';
import { takeGuess, wrongCodes } from './limits.ts';
import { patiently } from './patience.ts';
import type { Logger } from './ports.ts';
import type { Store } from './storage-port.ts';
import type { Assortment } from './assortment.ts';

/** What a customer gets to know who shows a code. */
export type Shown =
  /** It can be redeemed, or it is their own: they paid for it or used it, whatever became of it. */
  | { readonly kind: 'known'; readonly code: IssuedCode }
  /** Unknown, used, ended: the same answer in the same time. */
  | { readonly kind: 'wrong'; readonly triesLeft: number }
  | { readonly kind: 'too_often' };

/** What a code would do to a card, or as a new one, now. */
export type Way =
  | {
      readonly kind: 'open';
      readonly code: IssuedCode;
      /** null: as a new card. */
      readonly card: Card | null;
      readonly preview: Preview;
    }
  /** This card cannot take the plan now, or the supplier does not have it. */
  | { readonly kind: 'not_offered'; readonly code: IssuedCode }
  | { readonly kind: 'supplier_silent'; readonly code: IssuedCode }
  /** Used or ended meanwhile. */
  | { readonly kind: 'over'; readonly code: IssuedCode }
  /** Not theirs to use: they have neither paid for it nor shown it, or the card is not theirs. */
  | { readonly kind: 'unknown' };

export type Redemption =
  { readonly kind: 'redeemed'; readonly order: Order } | Exclude<Way, { kind: 'open' }>;

export type Cancellation =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'over'; readonly code: IssuedCode }
  | { readonly kind: 'unknown' };

export interface CodeService {
  /** Somebody shows a code, typed, scanned or by a link. Nothing happens to it; wrong ones are counted. */
  show(customerId: CustomerId, secret: ActivationCode): Promise<Shown>;
  /** A code that this customer paid for or has shown; its state may be told to its payer alone. */
  known(customerId: CustomerId, id: string): Promise<IssuedCode | undefined>;
  /** The same for its payer alone. */
  paidBy(payerId: CustomerId, id: string): Promise<IssuedCode | undefined>;
  /** The code itself, for its payer alone, while it is good for something; each time on record. */
  secretFor(payerId: CustomerId, id: string): Promise<ActivationCode | undefined>;
  /** The customer's cards that can take its plan, by what is known here. */
  cardsFor(customerId: CustomerId, code: IssuedCode): Promise<readonly Card[]>;
  /** Asks the supplier what the code would do to this card (null: as a new one). */
  wayOf(customerId: CustomerId, id: string, cardId: string | null): Promise<Way>;
  /** Uses it up for an order that costs nothing; of all who try at once one does. `statusMessageId`: the bubble that reports. */
  redeem(request: {
    customerId: CustomerId;
    id: string;
    cardId: string | null;
    statusMessageId: number | null;
  }): Promise<Redemption>;
  /** The payer takes an unused code back, and its money is on its way. `statusMessageId`: the bubble that reports the refund. */
  cancel(payerId: CustomerId, id: string, statusMessageId: number | null): Promise<Cancellation>;
}

/** From a shown code to an order, or back to its payer. */
export function createActivationCodes({
  store,
  cards,
  assortment,
  clock,
  newId,
  logger,
}: {
  store: Store;
  cards: CardService;
  assortment: Assortment;
  clock: Clock;
  newId: NewId;
  logger: Logger;
}): CodeService {
  const isGood = (code: IssuedCode): boolean => code.state === 'active' && clock() < code.expiresAt;

  function known(customerId: CustomerId, id: string): Promise<IssuedCode | undefined> {
    return store.activationCodes.knownTo(customerId, id as CodeId);
  }

  async function paidBy(payerId: CustomerId, id: string): Promise<IssuedCode | undefined> {
    const code = await store.activationCodes.byId(id as CodeId);
    return code?.payerId === payerId ? code : undefined;
  }

  /** What the supplier would do; null when it would not, undefined when it does not say. */
  async function ask(plan: Plan, card: Card | null): Promise<Preview | null | undefined> {
    try {
      if (!card) {
        const supplied = await assortment.paidFor(plan.id, null);
        return supplied ? { kind: 'new_profile', wastedBytes: null, wastedUntil: null } : null;
      }
      const { card: known, fresh } = await cards.refresh(card);
      if (!known.balance || (!fresh && clock() - known.balance.asOf > hour)) return undefined;
      const offered = await assortment.paidFor(plan.id, known);
      const preview = offered && assortment.preview(offered, known);
      return !preview || preview.kind === 'new_profile' ? null : preview;
    } catch (error) {
      logger.warn({ plan: plan.id, error: String(error) }, 'The supplier did not tell what it offers');
      return undefined;
    }
  }

  async function wayOf(customerId: CustomerId, id: string, cardId: string | null): Promise<Way> {
    const code = await known(customerId, id);
    if (!code) return { kind: 'unknown' };
    if (!isGood(code)) return { kind: 'over', code };
    const card = cardId === null ? null : await cards.mine(customerId, cardId);
    if (card === undefined) return { kind: 'unknown' };
    if (card && card.coverage !== code.plan.coverage) return { kind: 'not_offered', code };
    const preview = await patiently(ask(code.plan, card));
    if (preview === undefined) return { kind: 'supplier_silent', code };
    return preview ? { kind: 'open', code, card, preview } : { kind: 'not_offered', code };
  }

  return {
    known,
    paidBy,
    wayOf,

    // Counted before it is looked up, and put back when it was right: so many at once get no more tries than one after another.
    show: (customerId, secret) =>
      store.transaction(async (tx) => {
        const at = clock();
        const guess = await takeGuess(tx.limits, customerId, wrongCodes, at);
        if (!guess) return { kind: 'too_often' };
        const code = await tx.activationCodes.shown(secret, customerId, at);
        if (!code) return { kind: 'wrong', triesLeft: guess.left };
        await guess.giveBack();
        if (code.payerId !== customerId) await tx.activationCodes.addHolder(code.id, customerId, at);
        return { kind: 'known', code };
      }),

    secretFor: async (payerId, id) => {
      const code = await paidBy(payerId, id);
      if (!code || !isGood(code)) return undefined;
      logger.info({ customer: payerId, code: code.id }, 'An activation code was shown again');
      return store.activationCodes.secretOf(code.id);
    },

    cardsFor: async (customerId, { plan }) => {
      const mine = await cards.list(customerId);
      return mine.filter(
        (card) =>
          card.coverage === plan.coverage &&
          (card.balance === null || assortment.preview(plan, card)?.kind !== 'new_profile'),
      );
    },

    redeem: async ({ customerId, id, cardId, statusMessageId }) => {
      const way = await wayOf(customerId, id, cardId);
      if (way.kind !== 'open') return way;
      const { code, card, preview } = way;
      const purchase = await store.orders.byId(code.orderId);
      if (!purchase) throw new Error(`${code.id} was paid for by no order`);
      const now = clock();
      const order: Order = {
        id: newId('order'),
        version: 0,
        payerId: customerId,
        ownerId: customerId,
        cardId: card?.id ?? null,
        delivery: 'now',
        activationCodeId: code.id,
        plan: code.plan,
        preview,
        price: { amount: 0, currency: purchase.price.currency },
        state: 'paid',
        quoteExpiresAt: now,
        reviewMessageId: null,
        statusMessageId,
        suppliedCardId: null,
        deliveredAt: null,
        createdAt: now,
        updatedAt: now,
      };
      return store.transaction(async (tx): Promise<Redemption> => {
        // While the supplier was asked the card may have gone to somebody else, or the customer with all their data.
        if (card && !(await tx.cards.hold(card.id, customerId))) return { kind: 'unknown' };
        if (!(await tx.activationCodes.knownTo(customerId, code.id))) return { kind: 'unknown' };
        const redemption = { by: customerId, orderId: order.id };
        if (!(await tx.activationCodes.move(code, 'redeemed', now, redemption)))
          return { kind: 'over', code: (await tx.activationCodes.byId(code.id)) ?? code };
        await tx.orders.insert(order);
        // What reviews say of this card is not true any more once this is delivered.
        if (card) await replaceQuotes(tx, order, now);
        await tx.jobs.send({ kind: 'order', key: order.id });
        return { kind: 'redeemed', order };
      });
    },

    cancel: async (payerId, id, statusMessageId) => {
      const code = await paidBy(payerId, id);
      if (!code) return { kind: 'unknown' };
      const ended = await store.transaction(async (tx) => {
        if (!(await endCode(tx, { code, event: 'voided', newId, clock }))) return false;
        if (statusMessageId !== null) await tx.orders.setStatusMessage(code.orderId, statusMessageId);
        return true;
      });
      if (ended) return { kind: 'cancelled' };
      return { kind: 'over', code: (await paidBy(payerId, id)) ?? code };
    },
  };
}
